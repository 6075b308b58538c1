package app.tds.schedule;

import app.tds.launch.LaunchRequest;
import app.tds.pipeline.RunMode;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code etl.skipped_fires}: every fire of a trigger is a run or one of these. */
@Component
public class SkippedFires {

    private final JdbcClient jdbc;
    private final Clock clock;

    SkippedFires(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A fire that started nothing.
     *
     * @param dueAt when the trigger fired
     * @param cause why nothing was started, such as the run that was still running
     */
    public record SkippedFire(String job, String organizationId, RunMode mode, Instant dueAt, String cause) {}

    void add(LaunchRequest request, Instant dueAt, String cause) {
        jdbc.sql("""
                        insert into etl.skipped_fires (organization_id, job, mode, due_at, skipped_at, cause)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(
                        request.organizationId(),
                        request.job(),
                        request.mode().name(),
                        Timestamp.from(dueAt),
                        Timestamp.from(clock.instant()),
                        cause)
                .update();
    }

    /** Those of a job and organization since then, the latest first. */
    public List<SkippedFire> since(String job, String organizationId, Instant since) {
        return jdbc.sql("""
                        select * from etl.skipped_fires where organization_id = ? and job = ? and due_at >= ?
                        order by due_at desc, mode
                        """)
                .params(organizationId, job, Timestamp.from(since))
                .query((row, number) -> new SkippedFire(
                        row.getString("job"),
                        row.getString("organization_id"),
                        RunMode.valueOf(row.getString("mode")),
                        row.getTimestamp("due_at").toInstant(),
                        row.getString("cause")))
                .list();
    }
}
