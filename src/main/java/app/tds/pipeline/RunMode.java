package app.tds.pipeline;

/** How much a run reads. */
public enum RunMode {
    /** Everything the source lists. */
    FULL,
    /** What has changed since the watermark. */
    DELTA,
    /** Nothing of the source: kept payloads are translated again, row by row in their places. */
    REPLAY,
    /** The same beside the tables; readers see either all old rows or all new ones. */
    SHADOW,
    /** Nothing of the source: what is in quarantine is translated again. */
    RETRY;

    /** Whether what is kept is read instead of the source. */
    public boolean fromKept() {
        return this == REPLAY || this == SHADOW || this == RETRY;
    }
}
