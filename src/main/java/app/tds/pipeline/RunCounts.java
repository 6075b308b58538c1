package app.tds.pipeline;

import app.tds.mirror.Written;

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

    /** So many requests, and nothing else. */
    static RunCounts ofCalls(long calls) {
        return ofDeleted(0, calls);
    }

    /** Rows that were marked as deleted, and the requests that told of them. */
    static RunCounts ofDeleted(long deleted, long calls) {
        return new RunCounts(0, 0, 0, 0, 0, 0, deleted, 0, calls);
    }

    /** Records that were asked for by id: what became of their rows, and how many could not be used. */
    static RunCounts ofRecords(long read, Written written, long quarantined) {
        return new RunCounts(
                read,
                written.inserted(),
                written.updated(),
                written.unchanged(),
                written.duplicates(),
                quarantined,
                0,
                0,
                0);
    }

    /** Both together. */
    public RunCounts plus(RunCounts that) {
        return new RunCounts(
                read + that.read,
                inserted + that.inserted,
                updated + that.updated,
                unchanged + that.unchanged,
                duplicates + that.duplicates,
                quarantined + that.quarantined,
                deleted + that.deleted,
                pages + that.pages,
                calls + that.calls);
    }

    /** Rows written. */
    public long written() {
        return inserted + updated;
    }

    /** Whether every record read is accounted for. */
    public boolean addUp() {
        return read == inserted + updated + unchanged + duplicates + quarantined;
    }
}
