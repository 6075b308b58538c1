package app.tds.notification;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts of one language. */
class Texts {

    static final String BUNDLE = "app.tds.notification.alerts";

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");
    /** From here to its end a name is shown in its own direction and moves no other word. */
    private static final char BEGIN = '\u2068';

    private static final char END = '\u2069';

    /** By job; jobs are as many as there are job files. */
    private static final Map<String, Optional<Properties>> ENTITIES = new ConcurrentHashMap<>();

    private final ResourceBundle bundle;
    private final String language;
    private final boolean isolates;

    Texts(Language language) {
        bundle = ResourceBundle.getBundle(
                BUNDLE,
                language.locale(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        this.language = language.locale().getLanguage();
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

    /** The name of a job's records, from the job's own file beside this class; empty for a job without one. */
    Optional<String> entity(String job) {
        return ENTITIES.computeIfAbsent(job, Texts::read).map(names -> names.getProperty(language));
    }

    private static Optional<Properties> read(String job) {
        if (!job.matches("[a-z0-9-]+")) {
            return Optional.empty();
        }
        try (InputStream file = Texts.class.getResourceAsStream("entities/" + job + ".properties")) {
            if (file == null) {
                return Optional.empty();
            }
            var names = new Properties();
            names.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return Optional.of(names);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A name, a number or an address, which is written as it is in every language. */
    String name(String name) {
        return isolates && !name.isEmpty() ? BEGIN + name + END : name;
    }
}
