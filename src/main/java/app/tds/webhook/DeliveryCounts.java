package app.tds.webhook;

import app.tds.Retention;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code etl.deliveries_by_hour} and {@code etl.refusals_by_hour}. */
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
    private static final String REASONS = """
            insert into etl.refusals_by_hour as kept (organization_id, hour, reason, refused) values (?, ?, ?, ?)
            on conflict (hour, organization_id, reason) do update set refused = kept.refused + excluded.refused
            """;
    /** All writers lock rows in this order. */
    private static final Comparator<Key> ONE_ORDER =
            Comparator.comparing(Key::organizationId).thenComparing(Key::job);

    private static final Comparator<Reason> ONE_ORDER_OF_REASONS =
            Comparator.comparing(Reason::organizationId).thenComparing(Reason::refusal);

    private static final Duration KEPT = Duration.ofDays(7 * (Rhythm.WEEKS + 1));

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final Clock clock;
    private Map<Key, Long> refused = new HashMap<>();
    private Map<Reason, Long> reasons = new HashMap<>();

    DeliveryCounts(JdbcTemplate jdbc, JdbcClient client, Clock clock) {
        this.jdbc = jdbc;
        this.client = client;
        this.clock = clock;
    }

    private record Key(String organizationId, String job) {}

    private record Reason(String organizationId, Refusal refusal) {}

    /**
     * The deliveries about one job's records in the last nine weeks.
     *
     * @param last when the last delivery was accepted, or null if none was
     * @param taken deliveries accepted in the last hours
     * @param refused deliveries refused in the last hours
     * @param today deliveries accepted since the organization's midnight
     */
    record OfJob(@Nullable Instant last, long taken, long refused, long today, Rhythm rhythm) {}

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
    synchronized void refused(String organizationId, String job, Refusal reason) {
        refused.merge(new Key(organizationId, job), 1L, Long::sum);
        reasons.merge(new Reason(organizationId, reason), 1L, Long::sum);
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
        writeReasons(hour);
    }

    private void writeReasons(Timestamp hour) {
        Map<Reason, Long> counts = new TreeMap<>(ONE_ORDER_OF_REASONS);
        counts.putAll(reasons);
        jdbc.batchUpdate(REASONS, counts.entrySet(), counts.size(), (statement, count) -> {
            statement.setString(1, count.getKey().organizationId());
            statement.setTimestamp(2, hour);
            statement.setString(3, count.getKey().refusal().label());
            statement.setLong(4, count.getValue());
        });
        reasons = new HashMap<>();
    }

    /** Since this hour, of an organization and of whom nobody knows, the most frequent first. */
    List<Deliveries.Refused> refusals(String organizationId, Instant from) {
        return client.sql("""
                        select reason, sum(refused) as refused, max(hour) as last from etl.refusals_by_hour
                        where hour >= ? and organization_id in (?, '') group by reason order by refused desc, reason
                        """)
                .params(Timestamp.from(from), organizationId)
                .query((row, number) -> new Deliveries.Refused(
                        row.getString("reason"),
                        row.getLong("refused"),
                        row.getTimestamp("last").toInstant()))
                .list();
    }

    private static Timestamp hour(Instant instant) {
        return Timestamp.from(instant.truncatedTo(ChronoUnit.HOURS));
    }

    /**
     * The deliveries of an organization, by job. The hours of nine weeks come as one row for each job.
     *
     * @param lately when the last hours began
     * @param midnight when the organization's day began
     */
    Map<String, OfJob> of(String organizationId, ZoneId zone, Instant lately, Instant midnight) {
        Map<String, OfJob> jobs = new TreeMap<>();
        client.sql("""
                        select job, max(last_at) as last_at, coalesce(sum(accepted) filter (where hour >= :lately), 0) as taken,
                          coalesce(sum(refused) filter (where hour >= :lately), 0) as refused,
                          coalesce(sum(accepted) filter (where hour >= :midnight), 0) as today,
                          array_agg((date_part('epoch', hour) / 3600)::int) filter (where minutes > 0) as hours,
                          array_agg(minutes) filter (where minutes > 0) as minutes
                        from etl.deliveries_by_hour where organization_id = :organization group by job
                        """)
                .param("organization", organizationId)
                .param("lately", Timestamp.from(lately))
                .param("midnight", Timestamp.from(midnight))
                .query(row -> {
                    Timestamp last = row.getTimestamp("last_at");
                    jobs.put(
                            row.getString("job"),
                            new OfJob(
                                    last == null ? null : last.toInstant(),
                                    row.getLong("taken"),
                                    row.getLong("refused"),
                                    row.getLong("today"),
                                    new Rhythm(numbers(row, "hours"), numbers(row, "minutes"), zone)));
                });
        return jobs;
    }

    private static int[] numbers(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null
                ? new int[0]
                : Arrays.stream((Integer[]) array.getArray())
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    /** When the last delivery about each job's records was accepted, in the last nine weeks. */
    Map<String, Instant> last(String organizationId) {
        Map<String, Instant> last = new HashMap<>();
        client.sql("""
                        select job, max(last_at) as last_at from etl.deliveries_by_hour
                        where organization_id = ? and last_at is not null group by job
                        """).param(organizationId).query(row -> {
            last.put(row.getString("job"), row.getTimestamp("last_at").toInstant());
        });
        return last;
    }

    /**
     * The deliveries of one hour of one job.
     *
     * @param hour when the hour began
     */
    record Hour(String job, Instant hour, long accepted, long refused) {}

    /** The deliveries of an organization from this hour on. */
    List<Hour> since(String organizationId, Instant from) {
        return client.sql("""
                        select job, hour, accepted, refused from etl.deliveries_by_hour
                        where organization_id = ? and hour >= ? order by job, hour
                        """)
                .params(organizationId, Timestamp.from(from))
                .query((row, number) -> new Hour(
                        row.getString("job"),
                        row.getTimestamp("hour").toInstant(),
                        row.getLong("accepted"),
                        row.getLong("refused")))
                .list();
    }

    @Override
    public String what() {
        return "counts of webhooks by hour";
    }

    @Override
    public long purge() {
        Timestamp old = Timestamp.from(clock.instant().minus(KEPT));
        return client.sql("delete from etl.deliveries_by_hour where hour < ?")
                        .param(old)
                        .update()
                + client.sql("delete from etl.refusals_by_hour where hour < ?")
                        .param(old)
                        .update();
    }
}
