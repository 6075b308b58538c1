package app.tds.pipeline;

/**
 * What became of the complete documents that a run asked for, counted by the database; {@code asked = written + unchanged
 * + quarantined + gone + postponed}.
 *
 * @param asked documents asked for
 * @param written documents that are new or have changed
 * @param unchanged documents that say the same as before, or are older than what is there
 * @param quarantined documents that could not be used
 * @param gone documents that the source does not know any more
 * @param postponed documents that could not be had this time
 * @param calls requests to the source, repeats included
 */
public record DocumentCounts(
        long asked, long written, long unchanged, long quarantined, long gone, long postponed, long calls) {

    /** Nothing yet. */
    public static final DocumentCounts NONE = new DocumentCounts(0, 0, 0, 0, 0, 0, 0);

    /** This and more. */
    DocumentCounts plus(DocumentCounts more) {
        return new DocumentCounts(
                asked + more.asked,
                written + more.written,
                unchanged + more.unchanged,
                quarantined + more.quarantined,
                gone + more.gone,
                postponed + more.postponed,
                calls + more.calls);
    }

    /** Documents that came. */
    public long fetched() {
        return written + unchanged + quarantined;
    }

    /** Whether every document asked for is accounted for. */
    public boolean addUp() {
        return asked == fetched() + gone + postponed;
    }
}
