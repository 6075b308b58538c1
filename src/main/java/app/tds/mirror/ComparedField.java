package app.tds.mirror;

import org.jspecify.annotations.Nullable;

/**
 * A field of a row or of a part, beside what the source says now.
 *
 * @param table of schema {@code tds}
 * @param part the id of the part; empty if it is about the record itself
 * @param field the column; {@value Difference#ROW} or {@value Difference#DOCUMENT}
 * @param here what the table says, as text
 * @param there what the source says, as text
 * @param equal whether both are the same value
 */
public record ComparedField(
        String table,
        String part,
        String field,
        @Nullable String here,
        @Nullable String there,
        boolean equal) {}
