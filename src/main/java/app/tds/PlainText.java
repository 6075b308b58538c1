package app.tds;

import java.util.regex.Pattern;

/**
 * Words of others, fit for a line of a log, a terminal or a table. Control characters would move the cursor or begin a line
 * that nobody wrote; some invisible ones would show a line in another order. Each of them becomes a space.
 */
public final class PlainText {

    private static final String ORDER = "\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069";
    private static final Pattern IN_A_LINE = Pattern.compile("[\\p{Cc}" + ORDER + "]");
    private static final Pattern IN_LINES = Pattern.compile("[\\p{Cc}" + ORDER + "&&[^\\n\\t]]");

    private PlainText() {}

    /** One line. */
    public static String line(String text) {
        return IN_A_LINE.matcher(text).replaceAll(" ");
    }

    /** As many lines as there are. */
    public static String lines(String text) {
        return IN_LINES.matcher(text).replaceAll(" ");
    }
}
