package app.tds.source;

/**
 * A field of a record as its source sent it.
 *
 * @param path within the record, such as {@code line_items[].rate}
 * @param filled whether it holds a value
 * @param inColumn whether a column is read from it
 */
public record SourceField(String path, boolean filled, boolean inColumn) {}
