package app.tds.notification;

import app.tds.alarm.Severity;
import app.tds.notification.Receivers.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Who of {@code receivers.yaml} is told when nobody sees to an alarm. */
record LadderOfFile(Facts facts, Set<String> names) {

    Map<Severity, List<Step>> read() {
        Map<Severity, List<Step>> ladder = new EnumMap<>(Receivers.USUAL);
        for (Severity severity : Severity.values()) {
            String key = "ladder." + severity.name().toLowerCase(Locale.ROOT);
            if (facts.has(key)) {
                ladder.put(severity, steps(key));
            }
        }
        return ladder;
    }

    private List<Step> steps(String key) {
        List<Step> steps = new ArrayList<>();
        Duration before = Duration.ZERO;
        for (String at = key + "[0]"; facts.has(at); at = key + "[" + steps.size() + "]") {
            Duration after = facts.duration(at + ".after").orElse(Duration.ZERO);
            if (steps.isEmpty() && !after.isZero()) {
                facts.problem(at + ".after", "must be 0s: the first step is told at once");
            } else if (after.compareTo(before) < 0) {
                facts.problem(at + ".after", "is before the step above");
            }
            before = after;
            steps.add(new Step(after, told(at + ".receivers"), facts.flag(at + ".digest")));
        }
        return steps;
    }

    private List<String> told(String key) {
        List<String> told = facts.list(key);
        if (told.isEmpty()) {
            facts.problem(key, "is missing: names of receivers, or everybody");
        }
        if (told.equals(List.of("everybody"))) {
            return List.of();
        }
        told.stream()
                .filter(it -> !names.contains(it))
                .forEach(it -> facts.problem(key, "there is no receiver \"" + it + '"'));
        return told;
    }
}
