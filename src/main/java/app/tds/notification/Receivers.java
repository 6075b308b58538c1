package app.tds.notification;

import app.tds.alarm.Severity;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of alarms and in which order, as {@code receivers.yaml} says.
 *
 * @param all by name, in the order of the file
 * @param ladder the steps for each severity
 * @param link the address of an alarm's page, with {@code {id}}, and {@code {token}} where the page takes one; null if there is none
 */
record Receivers(
        Map<String, Receiver> all,
        Map<Severity, List<Step>> ladder,
        @Nullable String link) {

    /**
     * A step of the ladder.
     *
     * @param after how long nobody has seen to the alarm then
     * @param receivers names; empty means everybody
     * @param digest whether it waits for the end of the receiver's next quiet hours
     */
    record Step(Duration after, List<String> receivers, boolean digest) {}

    /** The ladder of those who say nothing else. A name that is not a receiver falls away. */
    static final Map<Severity, List<Step>> USUAL = Map.of(
            Severity.CRITICAL,
            List.of(
                    new Step(Duration.ZERO, List.of("operators"), false),
                    new Step(Duration.ofMinutes(10), List.of("operators", "second"), false),
                    new Step(Duration.ofMinutes(30), List.of("owner"), false),
                    new Step(Duration.ofHours(2), List.of(), false)),
            Severity.WARNING,
            List.of(
                    new Step(Duration.ZERO, List.of("operators"), false),
                    new Step(Duration.ofHours(2), List.of("operators", "second"), false),
                    new Step(Duration.ofHours(2), List.of("owner"), true)),
            Severity.INFO,
            List.of(new Step(Duration.ZERO, List.of("operators"), true)));

    Optional<Receiver> named(String name) {
        return Optional.ofNullable(all.get(name));
    }

    List<Step> steps(Severity severity) {
        return ladder.getOrDefault(severity, List.of());
    }

    /** Who is told at a step. Whoever leads the ladder is somebody, as long as there is anybody. */
    Collection<Receiver> at(Severity severity, int step) {
        List<Step> steps = steps(severity);
        if (step >= steps.size()) {
            return List.of();
        }
        List<Receiver> named = steps.get(step).receivers().stream()
                .flatMap(name -> named(name).stream())
                .toList();
        boolean everybody = steps.get(step).receivers().isEmpty() || step == 0 && named.isEmpty();
        return everybody ? all.values() : named;
    }
}
