package app.tds.pipeline;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.stereotype.Component;

/**
 * The rows of {@code etl.job_state}. The database itself writes the states when a run begins or ends; this class reads
 * them.
 */
@Component
public class JobStates {

    private final JdbcClient jdbc;
    private final JobDefinitions jobs;
    private final Clock clock;

    JobStates(JdbcClient jdbc, JobDefinitions jobs, Clock clock) {
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Of every job of every mirrored organization that was ever due or asked for. */
    public List<JobState> all() {
        return jdbc.sql("select * from reporting.sync_jobs")
                .query((row, number) -> state(row))
                .list();
    }

    /** Notes that the job is due. The instant counts only if the job was neither due nor asked for before. */
    public void due(JobDefinition job, String organizationId, @Nullable Instant first) {
        jdbc.sql("""
                        insert into etl.job_state as known (organization_id, job, scheduled_since, freshness, every)
                        values (:organization, :job, :first, make_interval(secs => :seconds), make_interval(secs => :every))
                        on conflict (organization_id, job) do update
                        set scheduled_since = coalesce(known.scheduled_since, excluded.scheduled_since),
                          freshness = excluded.freshness, every = excluded.every
                        """)
                .param("organization", organizationId)
                .param("job", job.name())
                .param("first", first == null ? null : Timestamp.from(first))
                .param("seconds", job.freshness().toSeconds())
                .param("every", every(job))
                .update();
    }

    /** Seconds between the next two times at which a delta is due; null if there are none. */
    private @Nullable Long every(JobDefinition job) {
        CronExpression schedule = CronExpression.parse(job.schedule().delta());
        ZonedDateTime next = schedule.next(clock.instant().atZone(ZoneOffset.UTC));
        ZonedDateTime afterNext = next == null ? null : schedule.next(next);
        return afterNext == null ? null : Duration.between(next, afterNext).toSeconds();
    }

    /** So that the limit is known as well where nothing is scheduled. */
    @EventListener
    void on(RunStarted event) {
        Run run = event.run();
        jobs.find(run.job()).ifPresent(job -> due(job, run.organizationId(), null));
    }

    private static JobState state(ResultSet row) throws SQLException {
        String failure = row.getString("last_failure");
        return new JobState(
                row.getString("organization_id"),
                row.getString("job"),
                instant(row.getTimestamp("scheduled_since")),
                instant(row.getTimestamp("seen_until")),
                instant(row.getTimestamp("complete_through")),
                instant(row.getTimestamp("succeeded_at")),
                row.getInt("failed_in_a_row"),
                instant(row.getTimestamp("failing_since")),
                row.getObject("last_run_id", Long.class),
                failure == null ? null : FailureKind.valueOf(failure),
                row.getString("last_cause"),
                row.getLong("documents_waiting"),
                instant(row.getTimestamp("verified_through")),
                row.getString("verification_held_by"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
