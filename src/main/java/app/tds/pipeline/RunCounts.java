package app.tds.pipeline;

/**
 * What a run has done so far, counted by the database; {@code read = inserted + updated + unchanged + duplicates +
 * quarantined} once it is over.
 *
 * @param read records the source listed
 * @param inserted rows that are new
 * @param updated rows that changed
 * @param unchanged records whose row already says the same, or something newer
 * @param duplicates further copies of a record within one commit
 * @param quarantined records that could not be used
 * @param deleted rows marked as deleted
 * @param pages pages read
 * @param calls requests to the source behind the committed pages, repeats included
 */
public record RunCounts(
        long read,
        long inserted,
        long updated,
        long unchanged,
        long duplicates,
        long quarantined,
        long deleted,
        long pages,
        long calls) {

    /** Nothing yet. */
    public static final RunCounts NONE = new RunCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Rows written. */
    public long written() {
        return inserted + updated;
    }

    /** Whether every record read is accounted for. */
    public boolean addUp() {
        return read == inserted + updated + unchanged + duplicates + quarantined;
    }
}
