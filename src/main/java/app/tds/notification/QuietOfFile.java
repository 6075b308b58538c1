package app.tds.notification;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** When a receiver of {@code receivers.yaml} wants to be left alone. */
record QuietOfFile(Facts facts, String key) {

    QuietHours read() {
        QuietHours usual = QuietHours.USUAL;
        Optional<String> none = facts.text(key);
        if (none.isPresent()) {
            if (!none.get().equals("none")) {
                facts.problem(key, "\"" + none.get() + "\" is neither none nor from, to, days, critical-from-step");
            }
            return new QuietHours(false, usual.from(), usual.to(), Set.of(), 0);
        }
        return new QuietHours(
                true,
                facts.time(key + ".from").orElse(usual.from()),
                facts.time(key + ".to").orElse(usual.to()),
                facts.has(key + ".days") ? days(key + ".days") : usual.days(),
                facts.value(key + ".critical-from-step", QuietOfFile::step, "is not a step from 0 to 9")
                        .orElse(usual.criticalFromStep()));
    }

    private static int step(String text) {
        if (!text.matches("[0-9]")) {
            throw new IllegalArgumentException(text);
        }
        return Integer.parseInt(text);
    }

    private Set<DayOfWeek> days(String key) {
        if (facts.list(key).equals(List.of("none"))) {
            return Set.of();
        }
        Set<DayOfWeek> days = Set.copyOf(facts.values(
                key, text -> DayOfWeek.valueOf(text.toUpperCase(Locale.ROOT)), "is not a day such as FRIDAY, or none"));
        if (days.size() == DayOfWeek.values().length) {
            facts.problem(key, "leaves no day on which anything is told");
        }
        return days;
    }
}
