package app.tds.pipeline;

/** How much a run reads. */
public enum RunMode {
    /** Everything the source lists. */
    FULL,
    /** What has changed since the watermark. */
    DELTA
}
