package app.tds.notification;

import app.tds.Secret;
import app.tds.jobs.FileBesideJobs;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.core.env.Environment;

/** The values of a file by key, as what they mean. What cannot be read is noted, once for each key, and left out. */
class Facts {

    private static final String A_VARIABLE = "\\$\\{[A-Za-z][A-Za-z0-9_.-]*}";

    private final FileBesideJobs file;
    private final Environment environment;
    private final Set<String> problems;
    private final Set<String> read = new HashSet<>();

    Facts(FileBesideJobs file, Environment environment) {
        this.file = file;
        this.environment = environment;
        problems = new LinkedHashSet<>(file.problems());
    }

    /** One sentence each, with the file and the key; also for keys that nobody has asked for. */
    List<String> problems() {
        file.values().keySet().stream()
                .filter(key -> !read.contains(key))
                .sorted()
                .forEach(key -> problem(key, "is not a key of this file"));
        return List.copyOf(problems);
    }

    void problem(String key, String sentence) {
        problems.add(file.label() + ": " + key + ": " + sentence);
    }

    /** Whether something is said at this key or below. */
    boolean has(String key) {
        return file.values().keySet().stream()
                .anyMatch(it -> it.equals(key) || it.startsWith(key + ".") || it.startsWith(key + "["));
    }

    /** The names directly below a key, in the order of the file. */
    Set<String> below(String key) {
        return file.values().keySet().stream()
                .filter(it -> it.startsWith(key + "."))
                .map(it -> it.substring(key.length() + 1).split("[.\\[]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Optional<String> text(String key) {
        read.add(key);
        Object value = file.values().get(key);
        return value == null || value.toString().isBlank() ? Optional.empty() : resolved(key, value.toString());
    }

    private Optional<String> resolved(String key, String text) {
        try {
            return Optional.of(environment.resolveRequiredPlaceholders(text).strip())
                    .filter(Predicate.not(String::isEmpty));
        } catch (IllegalArgumentException missing) {
            problem(key, "\"" + text + "\" names a variable that is not set");
            return Optional.empty();
        }
    }

    /** A value that may not stand in the file itself. */
    Optional<Secret> secret(String key) {
        Object value = file.values().get(key);
        if (value != null && !value.toString().matches(A_VARIABLE)) {
            read.add(key);
            problem(key, "is a secret: write ${NAME} and set the variable NAME for the process");
            return Optional.empty();
        }
        return text(key).map(Secret::new);
    }

    /** Notes that the key is missing, if it is. */
    <T> Optional<T> required(String key, Optional<T> value, String what) {
        if (value.isEmpty() && !file.values().containsKey(key)) {
            problem(key, "is missing: " + what);
        }
        return value;
    }

    /** Notes what is missing at a key, unless a setting outside the file is there. */
    void requireSetting(String key, String setting, String sentence) {
        String value = environment.getProperty(setting);
        if (value == null || value.isBlank()) {
            problem(key, sentence);
        }
    }

    List<String> list(String key) {
        if (file.values().containsKey(key)) {
            return text(key).map(it -> Arrays.asList(it.split("\\s*,\\s*"))).orElse(List.of());
        }
        List<String> list = new ArrayList<>();
        for (int i = 0; file.values().containsKey(key + "[" + i + "]"); i++) {
            text(key + "[" + i + "]").ifPresent(list::add);
        }
        return list;
    }

    <T> Optional<T> value(String key, Function<String, T> reading, String expectation) {
        return text(key).flatMap(text -> converted(key, text, reading, expectation));
    }

    <T> List<T> values(String key, Function<String, T> reading, String expectation) {
        return list(key).stream()
                .flatMap(text -> converted(key, text, reading, expectation).stream())
                .toList();
    }

    private <T> Optional<T> converted(String key, String text, Function<String, T> reading, String expectation) {
        try {
            return Optional.of(reading.apply(text));
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            problem(key, "\"" + text + "\" " + expectation);
            return Optional.empty();
        }
    }

    <E extends Enum<E>> Optional<E> oneOf(String key, Class<E> type) {
        String names = Arrays.stream(type.getEnumConstants())
                .map(it -> it.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return value(key, text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)), "is not one of " + names);
    }

    boolean flag(String key) {
        return value(key, Forms::flag, "is neither true nor false").orElse(false);
    }

    Optional<Duration> duration(String key) {
        return value(key, Forms::duration, "is not a duration with a unit, such as 10m or 2h");
    }

    Optional<LocalTime> time(String key) {
        return value(key, Forms::time, "is not a time such as 22:00");
    }

    Optional<ZoneId> zone(String key) {
        return value(key, ZoneId::of, "is not a time zone such as Asia/Baghdad");
    }

    /** An address that requests may go to: encrypted, or without leaving this machine. */
    Optional<URI> address(String key, boolean plainIsAllowed) {
        return text(key).flatMap(text -> address(key, text, plainIsAllowed));
    }

    /** An address that is a secret as a whole. */
    Optional<Secret> secretAddress(String key) {
        return secret(key).filter(secret -> address(key, secret.value(), false).isPresent());
    }

    private Optional<URI> address(String key, String text, boolean plainIsAllowed) {
        Optional<String> problem = Address.problem(text, plainIsAllowed);
        problem.ifPresent(sentence -> problem(key, sentence));
        return problem.isPresent() ? Optional.empty() : Optional.of(URI.create(text));
    }
}
