package app.tds.schedule;

import app.tds.launch.LaunchRequest;
import app.tds.pipeline.RunMode;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code etl.skipped_fires}: every fire of a trigger is a run, one of these, or a delta that left its calls to others. */
@Component
public class SkippedFires {

    private static final Duration LATELY = Duration.ofDays(1);

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

    /** Whether the organization cannot have the job, as {@link app.tds.pipeline.JobState#isOff()} says. */
    boolean isOff(LaunchRequest request) {
        return jdbc.sql("""
                        select exists (select from etl.job_state where organization_id = ? and job = ?
                          and ok_at is null and last_failure = 'NOT_ALLOWED')
                        """)
                .params(request.organizationId(), request.job())
                .query(Boolean.class)
                .single();
    }

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

    /**
     * Fires of a job that started nothing, one after the other, up to the last.
     *
     * @param cause of the last
     */
    record Skips(String organizationId, String job, int times, String cause) {}

    /**
     * The jobs that were due at least so many times since their last run was asked for, except jobs that their
     * organization cannot have.
     */
    List<Skips> inARow(int times) {
        return jdbc.sql("""
                        select organization_id, job, count(*) as times, (array_agg(cause order by due_at desc))[1] as cause
                        from etl.skipped_fires as skipped
                        where mode = 'DELTA' and due_at > ? and due_at > coalesce(greatest(
                          -- A delta that finds nothing leaves no row.
                          (select ok_at from etl.job_state as state
                          where state.organization_id = skipped.organization_id and state.job = skipped.job),
                          (select asked_at from etl.runs as run
                          where run.organization_id = skipped.organization_id and run.job = skipped.job and run.mode = 'DELTA'
                          order by run_id desc limit 1)), '-infinity')
                          and not exists (select from etl.job_state as state
                            where state.organization_id = skipped.organization_id and state.job = skipped.job
                              and state.ok_at is null and state.last_failure = 'NOT_ALLOWED')
                        group by organization_id, job having count(*) >= ? order by organization_id, job
                        """)
                .params(Timestamp.from(clock.instant().minus(LATELY)), times)
                .query((row, number) -> new Skips(
                        row.getString("organization_id"),
                        row.getString("job"),
                        row.getInt("times"),
                        row.getString("cause")))
                .list();
    }
}
