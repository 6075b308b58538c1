package app.tds.monitoring;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * When each job last succeeded for each organization, on whichever node: asked of the database now and then. Runs for
 * some records only say nothing about the others.
 */
@Component
class Successes {

    static final Duration KEPT = Duration.ofSeconds(15);

    private static final String LAST = """
            select r.job, r.organization_id, min(r.asked_at) as since,
                   max(r.finished_at) filter (where r.outcome = 'COMPLETED') as succeeded
            from etl.runs r join tds.organizations o on o.organization_id = r.organization_id
            where r.mode in ('FULL', 'DELTA')
            group by r.job, r.organization_id
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private Map<Key, Last> last = Map.of();
    private Instant read = Instant.EPOCH;

    Successes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whose success. */
    record Key(String job, String organizationId) {}

    /**
     * What is known about a job of an organization that has ever run.
     *
     * @param since when it was first asked for
     * @param succeeded when it last succeeded, or null if it never did
     */
    record Last(Instant since, @Nullable Instant succeeded) {

        /** The age of what we have; before the first success, of the wait for it. */
        Duration age(Instant now) {
            return Duration.between(succeeded == null ? since : succeeded, now);
        }
    }

    synchronized Map<Key, Last> all() {
        if (Duration.between(read, clock.instant()).compareTo(KEPT) >= 0) {
            refresh();
        }
        return last;
    }

    synchronized void refresh() {
        var rows = new HashMap<Key, Last>();
        jdbc.sql(LAST).query(row -> {
            var succeeded = row.getObject("succeeded", OffsetDateTime.class);
            rows.put(
                    new Key(row.getString("job"), row.getString("organization_id")),
                    new Last(
                            row.getObject("since", OffsetDateTime.class).toInstant(),
                            succeeded == null ? null : succeeded.toInstant()));
        });
        last = rows;
        read = clock.instant();
    }
}
