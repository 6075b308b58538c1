package app.tds.mirror;

/**
 * What became of some records, counted by the database.
 *
 * @param inserted rows that are new
 * @param updated rows that changed
 * @param unchanged records whose row already says the same, or something newer
 * @param duplicates further copies of a record; only the newest was looked at
 */
public record Written(long inserted, long updated, long unchanged, long duplicates) {

    /** Nothing. */
    public static final Written NONE = new Written(0, 0, 0, 0);

    /** Both together. */
    public Written plus(Written that) {
        return new Written(
                inserted + that.inserted,
                updated + that.updated,
                unchanged + that.unchanged,
                duplicates + that.duplicates);
    }
}
