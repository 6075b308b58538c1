package app.tds.pipeline;

/** How much a run reads. */
public enum RunMode {
    /** Everything the source lists. */
    FULL(3),
    /** What has changed since the watermark. */
    DELTA(1),
    /** The documents of the records that the request names. */
    BY_ID(0),
    /** What is dated within the days that the request names. */
    RANGE(2),
    /** Complete documents that wait, for a turn; no list. */
    DOCUMENTS(1),
    /** Nothing of the source: kept payloads are translated again, row by row in their places. */
    REPLAY(4),
    /** The same beside the tables; readers see either all old rows or all new ones. */
    SHADOW(4),
    /** Nothing of the source: what is in quarantine is translated again. */
    RETRY(1),
    /** Nothing of the source: rows are compared with what kept payloads say, and no row is written. */
    VERIFY(4),
    /** Count and sums of the source, or documents chosen by chance, are compared with the rows, and no row is written. */
    COMPARE(4);

    private final int rank;

    RunMode(int rank) {
        this.rank = rank;
    }

    /** Whether what is kept is read instead of the source. */
    public boolean fromKept() {
        return this == REPLAY || this == SHADOW || this == RETRY || this == VERIFY;
    }

    /** Of runs that wait, those of the lowest rank go first. */
    public int rank() {
        return rank;
    }
}
