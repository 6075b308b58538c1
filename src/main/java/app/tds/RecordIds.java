package app.tds;

/**
 * What an id of a source's record looks like. An id becomes part of paths and of lists of ids: a text that would mean
 * something else there is no id.
 */
public final class RecordIds {

    /** For a person. */
    public static final String RULE = "an id holds letters, digits, - and _ only, at most 100 of them";

    private static final int LONGEST = 100;

    private RecordIds() {}

    /** Whether this is an id. */
    public static boolean isId(String text) {
        return !text.isEmpty() && text.length() <= LONGEST && text.chars().allMatch(RecordIds::isPartOfId);
    }

    private static boolean isPartOfId(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_';
    }
}
