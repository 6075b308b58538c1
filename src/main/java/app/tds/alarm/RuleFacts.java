package app.tds.alarm;

import app.tds.jobs.FileBesideJobs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one {@code alerts.yaml} says, setting by setting, and everything that is wrong with it. */
final class RuleFacts {

    /** What can be said of a rule. */
    enum Setting {
        ON,
        SEVERITY,
        THRESHOLD,
        CRITICAL,
        FOR;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which findings; what is empty means every one. */
    record Scope(String kind, String organization, String job) {}

    private static final Pattern KEY = Pattern.compile("([a-z][a-z0-9-]*)(?:\\.organizations\\.([A-Za-z0-9]+))?"
            + "(?:\\.jobs\\.([a-z][a-z0-9-]*))?(?:\\.(severity|threshold|critical|for))?");
    private static final Pattern NUMBER_AS_KEY = Pattern.compile("\\[([0-9]+)]");
    private static final String EXPECTED = "is no setting of a rule: severity, threshold, critical and for are,"
            + " also below jobs.<job> and organizations.<id>; <rule>: off turns a rule off";
    /** YAML reads off as false. */
    private static final String OFF = "false";

    private final String label;
    private final Map<Scope, Map<Setting, Object>> facts = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private RuleFacts(String label) {
        this.label = label;
    }

    /**
     * Reads what the file says.
     *
     * @param defaults what there is to be changed; null if this is the file of the defaults
     * @param jobs that there are
     */
    static RuleFacts of(FileBesideJobs file, @Nullable RuleFacts defaults, Set<String> jobs) {
        var facts = new RuleFacts(file.label());
        facts.problems.addAll(file.problems());
        new TreeMap<>(file.values()).forEach((key, value) -> facts.read(key, String.valueOf(value), defaults, jobs));
        return facts;
    }

    String label() {
        return label;
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    Set<Scope> scopes() {
        return facts.keySet();
    }

    Set<String> kinds() {
        return facts.keySet().stream().map(Scope::kind).collect(Collectors.toSet());
    }

    @Nullable
    Object get(Scope scope, Setting setting) {
        return facts.getOrDefault(scope, Map.of()).get(setting);
    }

    private void read(String written, String value, @Nullable RuleFacts defaults, Set<String> jobs) {
        Matcher key = KEY.matcher(NUMBER_AS_KEY.matcher(written).replaceAll(".$1"));
        if (!key.matches()) {
            problem(written, EXPECTED);
            return;
        }
        var scope = new Scope(key.group(1), empty(key.group(2)), empty(key.group(3)));
        if (defaults != null && !defaults.kinds().contains(scope.kind())) {
            problem(
                    written,
                    "there is no rule \"" + scope.kind() + "\"; there are "
                            + defaults.kinds().stream().sorted().collect(Collectors.joining(", ")));
        } else if (!scope.job().isEmpty() && !jobs.contains(scope.job())) {
            problem(written, "there is no job \"" + scope.job() + '"');
        } else {
            Setting setting = key.group(4) == null
                    ? Setting.ON
                    : Setting.valueOf(key.group(4).toUpperCase(Locale.ROOT));
            Default usual = defaults == null ? null : new Default(defaults, scope.kind());
            if (setting == Setting.SEVERITY && value.equals(OFF)) {
                put(scope, Setting.ON, false);
                return;
            }
            Object read = value(written, setting, value, usual);
            put(scope, setting, read);
            if (setting == Setting.SEVERITY
                    && read != null
                    && usual != null
                    && Boolean.FALSE.equals(usual.get(Setting.ON))) {
                put(scope, Setting.ON, true);
            }
        }
    }

    private void put(Scope scope, Setting setting, @Nullable Object value) {
        if (value != null) {
            facts.computeIfAbsent(scope, it -> new LinkedHashMap<>()).put(setting, value);
        }
    }

    private static String empty(@Nullable String group) {
        return group == null ? "" : group;
    }

    /** What is known of a setting before this file changes it. */
    private record Default(RuleFacts facts, String kind) {
        @Nullable
        Object get(Setting setting) {
            return facts.get(new Scope(kind, "", ""), setting);
        }
    }

    private @Nullable Object value(String key, Setting setting, String text, @Nullable Default known) {
        return switch (setting) {
            case ON -> on(key, text);
            case SEVERITY -> severity(key, text);
            case FOR -> lasts(key, text);
            case THRESHOLD, CRITICAL -> threshold(key, setting, text, known);
        };
    }

    private @Nullable Boolean on(String key, String text) {
        if (!text.equals(OFF) && !text.equals("true")) {
            problem(key, '"' + text + "\" is neither off nor on, and no settings stand below the rule");
            return null;
        }
        return Boolean.valueOf(text);
    }

    private @Nullable Severity severity(String key, String text) {
        return Arrays.stream(Severity.values())
                .filter(it -> it.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseGet(() -> {
                    problem(key, '"' + text + "\" is not critical, warning, info or off");
                    return null;
                });
    }

    private @Nullable Threshold lasts(String key, String text) {
        Threshold read = Threshold.read(text);
        if (read == null || read.unit() != Threshold.Unit.TIME) {
            problem(key, '"' + text + "\" is not " + Threshold.Unit.TIME.form());
            return null;
        }
        return read;
    }

    private @Nullable Threshold threshold(String key, Setting setting, String text, @Nullable Default known) {
        Threshold read = Threshold.read(text);
        Threshold.Unit unit = read == null ? null : read.unit();
        if (known != null) {
            if (!(known.get(setting) instanceof Threshold usual)) {
                problem(key, "the rule " + known.kind() + " has no such setting");
                return null;
            }
            unit = usual.unit();
        }
        if (read == null || read.unit() != unit) {
            problem(key, '"' + text + "\" is not " + (unit == null ? "a time, a share or a number" : unit.form()));
            return null;
        }
        return read;
    }

    private void problem(String key, String sentence) {
        problems.add(label + ": " + key + ": " + sentence);
    }
}
