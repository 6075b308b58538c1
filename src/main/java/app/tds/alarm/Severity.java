package app.tds.alarm;

/** How much a finding matters, the worst first. */
public enum Severity {
    /** It wakes somebody. */
    CRITICAL,
    /** It waits for the morning. */
    WARNING,
    /** It is worth a line in a summary. */
    INFO
}
