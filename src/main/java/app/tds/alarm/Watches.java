package app.tds.alarm;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
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
    private final Alarms alarms;
    private final JdbcClient jdbc;
    private final Clock clock;

    Watches(Map<String, Watch> watches, Alarms alarms, JdbcClient jdbc, Clock clock) {
        this.watches = new TreeMap<>(watches);
        this.alarms = alarms;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What each watch finds, and which could not look. */
    private record Seen(Map<String, List<Finding>> found, Map<String, Finding> blind) {}

    /** What is wrong now. Nothing is kept and nobody is told. */
    public List<Finding> findings() {
        Seen seen = seen();
        return Stream.concat(seen.found().values().stream().flatMap(List::stream), seen.blind().values().stream())
                .toList();
    }

    /** Looks, keeps what is found, and ends what is over; whoever listens is told of both. */
    public void look() {
        long look = alarms.beginLook();
        Seen seen = seen();
        Instant now = clock.instant();
        seen.found().forEach((watch, findings) -> findings.forEach(finding -> alarms.keep(finding, watch, look, now)));
        seen.blind().values().forEach(finding -> alarms.keep(finding, OURSELVES, look, now));
        alarms.endUnseen(look, seen.blind().keySet(), now);
        looked(now);
    }

    private Seen seen() {
        Map<String, List<Finding>> found = new LinkedHashMap<>();
        Map<String, Finding> blind = new LinkedHashMap<>();
        watches.forEach((name, watch) -> {
            try {
                found.put(name, watch.look());
            } catch (RuntimeException failure) {
                log.debug("{} could not look", name, failure);
                blind.put(name, blind(name, failure));
            }
        });
        return new Seen(found, blind);
    }

    private static Finding blind(String watch, RuntimeException failure) {
        return Finding.of(
                        "cannot-look",
                        Severity.WARNING,
                        "The watch " + watch + " could not look: " + failure.getMessage(),
                        "What this watch found before stays as it was. Look at the database; if it is well, report this.")
                .about(watch);
    }

    private void looked(Instant now) {
        jdbc.sql("""
                        insert into etl.alarm_looks (id, looked_at) values (1, ?)
                        on conflict (id) do update set looked_at = excluded.looked_at
                        """).param(Timestamp.from(now)).update();
    }

    /** Whether a look at that time still says something about now. */
    public static boolean isRecent(Instant look, Instant now) {
        return !look.isBefore(now.minus(TOO_OLD));
    }

    /** When all watches were last asked and what they found was kept; empty if that never happened. */
    public Optional<Instant> lookedAt() {
        return jdbc.sql("select looked_at from etl.alarm_looks")
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /** The names of the watches, for whoever wants to know what is looked at. */
    public Set<String> names() {
        return watches.keySet();
    }
}
