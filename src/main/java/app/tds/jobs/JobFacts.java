package app.tds.jobs;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** The keys a job file may hold, taken from {@link JobDefinition}. */
final class JobFacts {

    private static final Map<String, Class<?>> TYPES = new TreeMap<>();

    static {
        collect("", JobDefinition.class);
    }

    private JobFacts() {}

    private static void collect(String prefix, Class<?> type) {
        for (var component : type.getRecordComponents()) {
            var key = prefix + DataObjectPropertyName.toDashedForm(component.getName());
            if (component.getType().isRecord()) {
                collect(key + ".", component.getType());
            } else {
                TYPES.put(key, component.getType());
            }
        }
    }

    static boolean known(String key) {
        return TYPES.containsKey(key);
    }

    /** Keys, or groups of them, that a job may do without. */
    private static final List<String> OPTIONAL =
            List.of("details.", "needs", "source.pages", "source.range.", "source.scope", "webhook.");

    /** Keys that no job can do without. */
    static Set<String> required() {
        var required = new TreeSet<String>();
        TYPES.forEach((key, type) -> {
            if (OPTIONAL.stream().noneMatch(key::startsWith)
                    && !Collection.class.isAssignableFrom(type)
                    && !Map.class.isAssignableFrom(type)) {
                required.add(key);
            }
        });
        return required;
    }

    /** Whether a conversion would take the value for something nobody meant: 5 for 5 ms, 1.5 for 1. */
    static boolean misread(String key, @Nullable Object value) {
        var type = TYPES.get(key);
        return type == Duration.class && value instanceof Number || type == int.class && value instanceof Double;
    }

    /** What a value of that key has to be, as the end of a sentence. */
    static String expectation(String key) {
        var type = TYPES.get(key);
        if (type == int.class) {
            return "is not a whole number";
        }
        if (type == Duration.class) {
            return "is not a duration with a unit, such as 5m or 1h";
        }
        if (type != null && type.isEnum()) {
            return "is not one of "
                    + Stream.of(type.getEnumConstants())
                            .map(it -> it.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        return type == List.class ? "is not a list" : "cannot be used here";
    }

    /** The sub-keys of a group such as {@code source}; empty if the key is no group. */
    static List<String> below(String key) {
        return TYPES.keySet().stream()
                .filter(it -> it.startsWith(key + "."))
                .map(it -> it.substring(key.length() + 1))
                .toList();
    }
}
