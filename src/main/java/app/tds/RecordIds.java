package app.tds;

import java.util.regex.Pattern;

/**
 * What an id of a source's record looks like. An id becomes part of paths and of lists of ids: a text that would mean
 * something else there is no id.
 */
public final class RecordIds {

    /** For a person. */
    public static final String RULE = "an id holds letters, digits, - and _ only, at most 100 of them";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private RecordIds() {}

    /** Whether this is an id. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
