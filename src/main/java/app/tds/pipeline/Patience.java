package app.tds.pipeline;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinition.Incremental;
import app.tds.jobs.JobDefinitions;
import app.tds.source.Allowance;
import app.tds.source.Priority;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether a delta that is due may wait, so that its calls are left to what needs them more. A job is looked at within half
 * of its freshness all the same.
 *
 * <p>While more documents wait than a day's calls can fetch, as after a first import, a delta waits for a quarter of the
 * freshness; one that has to read a list of several pages, for half. Such a list is also read less often after two hours in
 * which it showed nothing new, as at night.
 */
@Component
public class Patience {

    private static final Duration QUIET = Duration.ofHours(2);

    private static final int HOURS = 24;

    /** Sums are kept by the hour: the hour that has begun counts as well. */
    static final int LOOKED_BACK = (int) QUIET.plusHours(1).toHours();

    static final int KNOWN_HOURS = LOOKED_BACK + HOURS;

    /** A delta that is due this much early is not put off until the next time. */
    private static final Duration EARLY = Duration.ofMinutes(1);

    private final JobDefinitions jobs;
    private final Integrations integrations;
    private final JdbcClient jdbc;
    private final Clock clock;

    Patience(JobDefinitions jobs, Integrations integrations, JdbcClient jdbc, Clock clock) {
        this.jobs = jobs;
        this.integrations = integrations;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How long a delta waits while documents need its calls. */
    static Duration whileDocumentsWait(JobDefinition job, long pages) {
        return job.freshness().dividedBy(isCostly(job, pages) ? 2 : 4);
    }

    /**
     * Which part of a day is quiet, as the last day was: the hours behind a while in which nothing was new.
     *
     * @param busy the hours of the last day, and as many before them as are looked back upon, in which something was new
     */
    static double quiet(BitSet busy) {
        long quiet = IntStream.range(LOOKED_BACK, KNOWN_HOURS)
                .filter(hour -> busy.get(hour - LOOKED_BACK, hour).isEmpty())
                .count();
        return (double) quiet / HOURS;
    }

    /** How long a delta waits in those hours. */
    static Duration whileQuiet(JobDefinition job) {
        return job.freshness().dividedBy(2);
    }

    /** Whether each delta of the job reads a list of several pages. */
    static boolean isCostly(JobDefinition job, long pages) {
        return job.source().incremental() == Incremental.WHOLE && pages > 1;
    }

    /**
     * What is known of a job.
     *
     * @param seenUntil when its last run began that completed
     * @param failing whether a run has failed since then
     * @param pages of its list
     * @param quiet whether its runs of the last hours, of which there were some, have changed nothing
     * @param waiting documents that wait for calls which the job could make, no more of them than were counted
     */
    private record Known(Instant seenUntil, boolean failing, long pages, boolean quiet, long waiting) {}

    /** Whether the delta that is due now may wait. */
    public boolean mayWait(String job, String organizationId) {
        return jobs.find(job).filter(known -> mayWait(known, organizationId)).isPresent();
    }

    private boolean mayWait(JobDefinition job, String organizationId) {
        long most = documentsADay(integrations.allowance(job, organizationId, Priority.HYDRATION));
        return known(job, organizationId, most)
                .filter(known -> !known.failing())
                .filter(known -> known.seenUntil()
                        .plus(pause(job, known, most))
                        .minus(EARLY)
                        .isAfter(clock.instant()))
                .isPresent();
    }

    private static Duration pause(JobDefinition job, Known known, long most) {
        if (isShort(known.waiting(), most)) {
            return whileDocumentsWait(job, known.pages());
        }
        return known.quiet() && isCostly(job, known.pages()) ? whileQuiet(job) : Duration.ZERO;
    }

    /** Whether so many documents are more than a day's calls can fetch. */
    static boolean isShort(long waiting, long documentsADay) {
        return documentsADay > 0 && waiting >= documentsADay;
    }

    /** Calls that a day has for documents; 0 if nothing limits them, or the limit is not known yet. */
    static long documentsADay(Optional<Allowance> documents) {
        return documents.map(allowance -> allowance.perDay() - allowance.kept()).orElse(0L);
    }

    private Optional<Known> known(JobDefinition job, String organizationId, long most) {
        return jdbc.sql("""
                        select moved.seen_until, state.failed_in_a_row > 0 as failing, coalesce(run.pages, 0) as pages,
                          (select coalesce(sum(hourly.changed_since), 0) = 0 from etl.runs_by_hour as hourly
                            where hourly.organization_id = :organization and hourly.job = :job and hourly.hour > :quiet)
                          and exists (select from etl.runs_by_hour as hourly
                            where hourly.organization_id = :organization and hourly.job = :job and hourly.hour <= :quiet)
                            as quiet,
                          (select count(*) from (
                            select from etl.hydration where organization_id = :organization and job = any(:sharing)
                            limit :most) as counted) as waiting
                        from etl.job_state as state join etl.watermarks as moved using (organization_id, job)
                        left join etl.runs as run on run.run_id = state.full_run_id
                        where state.organization_id = :organization and state.job = :job
                        """)
                .param("organization", organizationId)
                .param("job", job.name())
                .param("quiet", Timestamp.from(clock.instant().minus(Duration.ofHours(LOOKED_BACK))))
                .param("most", most)
                .param("sharing", names(integrations.sharingCalls(job)))
                .query((row, number) -> new Known(
                        row.getTimestamp("seen_until").toInstant(),
                        row.getBoolean("failing"),
                        row.getLong("pages"),
                        row.getBoolean("quiet"),
                        row.getLong("waiting")))
                .optional();
    }

    private static String[] names(List<JobDefinition> some) {
        return some.stream().map(JobDefinition::name).toArray(String[]::new);
    }
}
