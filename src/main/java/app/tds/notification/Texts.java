package app.tds.notification;

import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts of one language. */
class Texts {

    static final String BUNDLE = "app.tds.notification.alerts";

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");
    /** From here to its end a name is shown in its own direction and moves no other word. */
    private static final char BEGIN = '\u2068';

    private static final char END = '\u2069';

    private final ResourceBundle bundle;
    private final boolean isolates;

    Texts(Language language) {
        bundle = ResourceBundle.getBundle(
                BUNDLE,
                language.locale(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        isolates = language == Language.AR;
    }

    boolean has(String key) {
        return bundle.containsKey(key);
    }

    /** The text with values in its places; a value's own braces stay as they are. */
    String text(String key, Map<String, String> values) {
        return PLACE.matcher(bundle.getString(key))
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), "")));
    }

    String text(String key) {
        return text(key, Map.of());
    }

    /** A name, a number or an address, which is written as it is in every language. */
    String name(String name) {
        return isolates && !name.isEmpty() ? BEGIN + name + END : name;
    }
}
