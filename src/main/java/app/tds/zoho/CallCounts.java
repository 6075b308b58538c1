package app.tds.zoho;

import app.tds.Repeated;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Adds the calls of this process to {@code etl.calls_by_hour}: once a minute and at the end of the process. A call itself
 * is only remembered, so that counting costs no transaction.
 */
@Component
class CallCounts implements Repeated, DisposableBean {

    private static final String ADD = """
            insert into etl.calls_by_hour as kept (organization_id, hour, api, purpose, outcome, calls, milliseconds, credits)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (hour, organization_id, api, purpose, outcome) do update set calls = kept.calls + excluded.calls,
              milliseconds = kept.milliseconds + excluded.milliseconds, credits = kept.credits + excluded.credits
            """;

    /** The order in which all processes lock. */
    private static final Comparator<Key> ONE_ORDER = Comparator.comparing(Key::hour)
            .thenComparing(Key::organizationId)
            .thenComparing(Key::api)
            .thenComparing(Key::purpose)
            .thenComparing(Key::outcome);

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private Map<Key, Sum> sums = new HashMap<>();

    CallCounts(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Key(Instant hour, String organizationId, String api, String purpose, String outcome) {}

    private record Sum(long calls, long milliseconds, long credits) {

        private Sum plus(Sum other) {
            return new Sum(calls + other.calls, milliseconds + other.milliseconds, credits + other.credits);
        }
    }

    /** One call has ended now. */
    synchronized void count(ZohoRequest request, String outcome, Duration took) {
        Key key = new Key(
                clock.instant().truncatedTo(ChronoUnit.HOURS),
                Objects.requireNonNullElse(request.organizationId(), ""),
                request.api(),
                request.priority().word(),
                outcome);
        sums.merge(key, new Sum(1, took.toMillis(), request.price()), Sum::plus);
    }

    @Override
    public String subject() {
        return "The counts of calls";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void round() {
        write();
    }

    @Override
    public void destroy() {
        write();
    }

    /** Writes what was counted since the last time; what cannot be written is written the next time. */
    void write() {
        Map<Key, Sum> some = taken();
        if (some.isEmpty()) {
            return;
        }
        boolean written = false;
        try {
            jdbc.batchUpdate(ADD, some.entrySet(), some.size(), (statement, sum) -> {
                statement.setString(1, sum.getKey().organizationId());
                statement.setTimestamp(2, Timestamp.from(sum.getKey().hour()));
                statement.setString(3, sum.getKey().api());
                statement.setString(4, sum.getKey().purpose());
                statement.setString(5, sum.getKey().outcome());
                statement.setLong(6, sum.getValue().calls());
                statement.setLong(7, sum.getValue().milliseconds());
                statement.setLong(8, sum.getValue().credits());
            });
            written = true;
        } finally {
            if (!written) {
                keep(some);
            }
        }
    }

    private synchronized Map<Key, Sum> taken() {
        Map<Key, Sum> some = new TreeMap<>(ONE_ORDER);
        some.putAll(sums);
        sums = new HashMap<>();
        return some;
    }

    private synchronized void keep(Map<Key, Sum> some) {
        some.forEach((key, sum) -> sums.merge(key, sum, Sum::plus));
    }
}
