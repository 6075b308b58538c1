package app.tds.webhook;

import app.tds.Retention;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code etl.deliveries_by_hour}. */
@Component
class DeliveryCounts implements Retention {

    private static final String ACCEPTED = """
            insert into etl.deliveries_by_hour as kept (organization_id, job, hour, accepted, minutes, last_at)
            values (?, ?, ?, ?, 1, ?)
            on conflict (organization_id, job, hour) do update set accepted = kept.accepted + excluded.accepted,
              minutes = kept.minutes + coalesce(
                date_trunc('minute', excluded.last_at) > date_trunc('minute', kept.last_at), true)::int,
              last_at = greatest(kept.last_at, excluded.last_at)
            """;
    private static final String REFUSED = """
            insert into etl.deliveries_by_hour as kept (organization_id, job, hour, refused) values (?, ?, ?, ?)
            on conflict (organization_id, job, hour) do update set refused = kept.refused + excluded.refused
            """;
    /** All writers lock rows in this order. */
    private static final Comparator<Key> ONE_ORDER =
            Comparator.comparing(Key::organizationId).thenComparing(Key::job);

    private static final Duration KEPT = Duration.ofDays(7 * (Rhythm.WEEKS + 1));

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final Clock clock;
    private Map<Key, Long> refused = new HashMap<>();

    DeliveryCounts(JdbcTemplate jdbc, JdbcClient client, Clock clock) {
        this.jdbc = jdbc;
        this.client = client;
        this.clock = clock;
    }

    private record Key(String organizationId, String job) {}

    /**
     * The deliveries of one hour.
     *
     * @param hour when the hour began
     * @param minutes minutes in which a delivery was accepted
     * @param last when the last delivery was accepted, or null if none was
     */
    record Hour(
            String job,
            Instant hour,
            long accepted,
            long refused,
            int minutes,
            @Nullable Instant last) {}

    /** Counts deliveries in the transaction that keeps them. A row that follows from a delivery is not counted, nor is a probe. */
    void accepted(Map<InboxRow, Long> deliveries, Instant now) {
        Map<Key, Long> counts = new TreeMap<>(ONE_ORDER);
        deliveries.forEach((row, times) -> {
            if (row.body() != null && !row.isProbe()) {
                counts.merge(new Key(row.organizationId(), row.job()), times, Long::sum);
            }
        });
        jdbc.batchUpdate(ACCEPTED, counts.entrySet(), Math.max(1, counts.size()), (statement, count) -> {
            statement.setString(1, count.getKey().organizationId());
            statement.setString(2, count.getKey().job());
            statement.setTimestamp(3, hour(now));
            statement.setLong(4, count.getValue());
            statement.setTimestamp(5, Timestamp.from(now));
        });
    }

    /** Only remembers the refusal: a forged delivery must not cause work in the database. */
    synchronized void refused(String organizationId, String job) {
        refused.merge(new Key(organizationId, job), 1L, Long::sum);
    }

    /** Writes the refusals of this process since the last time. */
    synchronized void writeRefused() {
        if (refused.isEmpty()) {
            return;
        }
        Map<Key, Long> counts = new TreeMap<>(ONE_ORDER);
        counts.putAll(refused);
        Timestamp hour = hour(clock.instant());
        jdbc.batchUpdate(REFUSED, counts.entrySet(), counts.size(), (statement, count) -> {
            statement.setString(1, count.getKey().organizationId());
            statement.setString(2, count.getKey().job());
            statement.setTimestamp(3, hour);
            statement.setLong(4, count.getValue());
        });
        refused = new HashMap<>();
    }

    private static Timestamp hour(Instant instant) {
        return Timestamp.from(instant.truncatedTo(ChronoUnit.HOURS));
    }

    /** The deliveries of an organization, by job, the earliest hour first. */
    Map<String, List<Hour>> of(String organizationId) {
        Map<String, List<Hour>> hours = new TreeMap<>();
        client.sql("select * from etl.deliveries_by_hour where organization_id = ? order by hour")
                .param(organizationId)
                .query(row -> {
                    Timestamp last = row.getTimestamp("last_at");
                    String job = row.getString("job");
                    hours.computeIfAbsent(job, unknown -> new ArrayList<>())
                            .add(new Hour(
                                    job,
                                    row.getTimestamp("hour").toInstant(),
                                    row.getLong("accepted"),
                                    row.getLong("refused"),
                                    row.getInt("minutes"),
                                    last == null ? null : last.toInstant()));
                });
        return hours;
    }

    @Override
    public String what() {
        return "counts of webhooks by hour";
    }

    @Override
    public long purge() {
        return client.sql("delete from etl.deliveries_by_hour where hour < ?")
                .param(Timestamp.from(clock.instant().minus(KEPT)))
                .update();
    }
}
