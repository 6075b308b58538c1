package app.tds.alarm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All watches, asked one after the other. One that cannot see is itself something that is wrong. */
@Component
public class Watches {

    /** A look that is older than this says nothing about now. */
    private static final Duration TOO_OLD = Duration.ofMinutes(2);

    private static final String OURSELVES = "watches";

    private static final Logger log = LoggerFactory.getLogger(Watches.class);

    private final Map<String, Watch> watches;
    private final Rules rules;
    private final AlarmStates states;
    private final Suppression suppression;
    private final Reminders reminders;
    private final Looks looks;
    private final JdbcClient jdbc;
    private final Clock clock;

    Watches(
            Map<String, Watch> watches,
            Rules rules,
            AlarmStates states,
            Suppression suppression,
            Reminders reminders,
            Looks looks,
            JdbcClient jdbc,
            Clock clock) {
        this.watches = new TreeMap<>(watches);
        this.rules = rules;
        this.states = states;
        this.suppression = suppression;
        this.reminders = reminders;
        this.looks = looks;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A finding, and the watch that found it. */
    private record Found(Finding finding, String by) {}

    /** What is found, what explains the rest first, and which watches could not look. */
    private record Seen(List<Found> found, Set<String> blind) {}

    /** What is wrong now. Nothing is kept and nobody is told. */
    public List<Finding> findings() {
        return seen().found().stream().map(Found::finding).toList();
    }

    /** Looks, keeps the alarms that are found, and ends the alarms that are over. Listeners are told of both. */
    public void look() {
        long look =
                jdbc.sql("select nextval('etl.alarm_look')").query(Long.class).single();
        Seen seen = seen();
        Instant now = clock.instant();
        var failures = new Failures();
        seen.found()
                .forEach(it ->
                        failures.caught(() -> states.found(it.finding(), rules.of(it.finding()), it.by(), look, now)));
        states.unseen(look, seen.blind()).forEach(alarm -> failures.caught(() -> states.gone(alarm, look, now)));
        failures.caught(() -> suppression.refresh(now));
        failures.caught(() -> reminders.remind(now));
        failures.rethrow();
        looks.note(now);
    }

    /** One alarm that cannot be kept keeps no other from being kept; the look counts as none all the same. */
    private static final class Failures {

        private @Nullable RuntimeException first;

        void caught(Runnable step) {
            try {
                step.run();
            } catch (RuntimeException failure) {
                if (first == null) {
                    first = failure;
                }
            }
        }

        void rethrow() {
            if (first != null) {
                throw first;
            }
        }
    }

    private Seen seen() {
        List<Found> found = new ArrayList<>();
        Set<String> blind = new HashSet<>();
        watches.forEach((name, watch) -> {
            try {
                watch.look().forEach(finding -> found.add(new Found(finding, name)));
            } catch (RuntimeException failure) {
                log.debug("{} could not look", name, failure);
                blind.add(name);
                found.add(new Found(blind(name, failure), OURSELVES));
            }
        });
        List<Found> ruled = found.stream()
                .flatMap(it -> rules.applied(it.finding()).map(finding -> new Found(finding, it.by())).stream())
                .sorted(Comparator.comparingInt(it -> Suppression.rank(it.finding())))
                .toList();
        return new Seen(List.copyOf(distinct(ruled).values()), blind);
    }

    /** Two watches may find the same; it is wrong once. */
    private static Map<List<String>, Found> distinct(List<Found> found) {
        Map<List<String>, Found> distinct = new LinkedHashMap<>();
        found.forEach(it -> distinct.merge(
                it.finding().identity(),
                it,
                (one, other) ->
                        other.finding().severity().compareTo(one.finding().severity()) < 0 ? other : one));
        return distinct;
    }

    private static Finding blind(String watch, RuntimeException failure) {
        return Finding.of(
                        "cannot-look",
                        Severity.WARNING,
                        "The watch " + watch + " could not look: " + failure.getMessage(),
                        "What this watch found before stays as it was. Look at the database; if it is well, report this.")
                .about(watch);
    }

    /** Whether a look at that time still says something about now. */
    public static boolean isRecent(Instant look, Instant now) {
        return !look.isBefore(now.minus(TOO_OLD));
    }

    /** When all watches were last asked and what they found was kept; empty if that never happened. */
    public Optional<Instant> lookedAt() {
        return looks.last();
    }

    /** The names of the watches, for people who want to know what is looked at. */
    public Set<String> names() {
        return watches.keySet();
    }
}
