package app.tds.mirror;

/** What a source answers with: a row of a list, or the complete document of one record. */
public enum Answer {
    LIST,
    DOCUMENT
}
