package app.tds.pipeline;

/** How much a run reads. */
public enum RunMode {
    /** Everything the source lists. */
    FULL,
    /** What has changed since the watermark. */
    DELTA,
    /** The documents of the records that the request names. */
    BY_ID,
    /** What is dated within the days that the request names. */
    RANGE
}
