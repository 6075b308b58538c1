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
    RANGE(2);

    private final int rank;

    RunMode(int rank) {
        this.rank = rank;
    }

    /** Of runs that wait, those of the lowest rank go first. */
    int rank() {
        return rank;
    }
}
