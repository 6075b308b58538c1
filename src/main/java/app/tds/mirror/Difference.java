package app.tds.mirror;

import org.jspecify.annotations.Nullable;

/**
 * A field that does not say what the source had said.
 *
 * @param table of schema {@code tds}
 * @param sourceId the record
 * @param part the id of the part; empty if the difference is in the record itself
 * @param field the column; {@value #ROW} or {@value #DOCUMENT}
 * @param here what the table says, as text
 * @param there what the source had said, as text
 */
public record Difference(
        String table,
        String sourceId,
        String part,
        String field,
        @Nullable String here,
        @Nullable String there) {

    /** The row is missing, or should not be there. */
    public static final String ROW = "row";
    /** What the row was made from is not there any more, or cannot be used. */
    public static final String DOCUMENT = "document";
}
