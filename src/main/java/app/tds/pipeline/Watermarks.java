package app.tds.pipeline;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code etl.watermarks}: how far each job of each organization has come. Only finished runs move them. */
@Component
public class Watermarks {

    private final JdbcClient jdbc;
    private final Clock clock;

    Watermarks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Everything modified up to this instant has been seen; empty before the first complete run. */
    public Optional<Instant> seenUntil(String organizationId, String job) {
        return jdbc.sql("select seen_until from etl.watermarks where organization_id = ? and job = ?")
                .param(organizationId)
                .param(job)
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    /** Moves the watermark to the run's frozen upper bound, never back. */
    void advance(Run run) {
        jdbc.sql("""
                        insert into etl.watermarks as kept (organization_id, job, seen_until, run_id, moved_at)
                        values (:organization, :job, :until, :run, :now)
                        on conflict (organization_id, job) do update
                        set seen_until = excluded.seen_until, run_id = excluded.run_id, moved_at = excluded.moved_at
                        where kept.seen_until < excluded.seen_until
                        """)
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("until", Timestamp.from(run.until()))
                .param("run", run.id())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }
}
