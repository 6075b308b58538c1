package app.tds.pipeline;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The runs that are and were. */
@Component
public class RunHistory {

    /** A run that no living process executes waits, also if its row still names the process that did. */
    private static final String STATE = """
            case when outcome is not null then outcome when execution_began_at is not null and exists (
              select from pg_locks where locktype = 'advisory' and granted and objsubid = 1
                and database = (select oid from pg_database where datname = current_database())
                and classid::bigint = node_id >> 32 and objid::bigint = node_id & 4294967295)
            then 'RUNNING' else 'WAITING' end""";

    private static final String ALL = """
            select *, %s as state, case when outcome is null and since is null and mode in ('FULL', 'DELTA') then (
                select state.full_read from etl.job_state as state
                where state.organization_id = run.organization_id and state.job = run.job) end as expected,
              case when outcome is null and mode in ('FULL', 'DELTA') then array(
                select (extract(epoch from past.finished_at - past.started_at) * 1000)::bigint from etl.runs as past
                where past.organization_id = run.organization_id and past.job = run.job and past.mode = run.mode
                  and past.outcome = 'COMPLETED' and past.executions = 1 and (past.since is null) = (run.since is null)
                order by past.run_id desc limit 9) end as earlier,
              (select coalesce(sum(step.written + step.unchanged), 0) from etl.run_steps as step
                where step.run_id = run.run_id and step.step <> 'sweep') as details
            from etl.runs as run
            """.formatted(STATE);

    private static final Duration SOME_DAYS = Duration.ofDays(3);

    private final JdbcClient jdbc;

    RunHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How a run is. */
    public enum State {
        /** It waits for its turn, or for a process that executes it. */
        WAITING,
        /** It reads and writes. */
        RUNNING,
        /** The source may not be asked for a while; the run goes on by itself. */
        PARKED,
        /** Everything asked was done. */
        COMPLETED,
        /** It ended early; asking again resumes it. */
        FAILED,
        /** Somebody stopped it; asking again resumes it. */
        STOPPED,
        /** It ended early and never goes on. */
        ABANDONED
    }

    /**
     * A run and what became of it so far.
     *
     * @param details complete documents fetched
     * @param expected records it is likely to read, while it runs; 0 if unknown
     * @param executions how often it was started
     * @param phase the step it is in, or was in last
     * @param node host and process that execute it, or did last
     * @param perSecond records read and documents fetched a second since it began or went on, up to the last commit
     * @param waited in how much of its time at least one call waited for a limit
     * @param waitedShare the same in percent of its time up to the last commit
     * @param estimatedEnd when it is likely to be over, while it runs
     * @param resumeAt when a parked run goes on by itself
     * @param stopAskedBy who asked it to stop
     * @param failure why it did not complete, as a word
     * @param cause the same for a person
     * @param notice what a person should know all the same, such as documents that could not be had
     */
    public record Entry(
            Run run,
            State state,
            RunCounts counts,
            long details,
            long expected,
            int executions,
            @Nullable String phase,
            @Nullable String node,
            @Nullable Double perSecond,
            Duration waited,
            long waitedShare,
            @Nullable EstimatedEnd estimatedEnd,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Instant resumeAt,
            @Nullable String stopAskedBy,
            @Nullable FailureKind failure,
            @Nullable String cause,
            @Nullable String notice) {}

    /**
     * Which runs; null means whichever.
     *
     * @param from asked for at this instant or later
     * @param to asked for before this instant
     * @param kind of who or what asked
     * @param person who asked
     */
    public record Filter(
            @Nullable String job,
            @Nullable String organizationId,
            @Nullable RunMode mode,
            @Nullable State state,
            @Nullable Instant from,
            @Nullable Instant to,
            AskedBy.@Nullable Kind kind,
            @Nullable String person) {

        /** Whoever asked. */
        public Filter(
                @Nullable String job,
                @Nullable String organizationId,
                @Nullable RunMode mode,
                @Nullable State state,
                @Nullable Instant from,
                @Nullable Instant to) {
            this(job, organizationId, mode, state, from, to, null, null);
        }

        /** Also by whom. */
        public Filter askedBy(AskedBy.@Nullable Kind asker, @Nullable String name) {
            return new Filter(job, organizationId, mode, state, from, to, asker, name);
        }
    }

    /** The latest of these runs below a number, the latest first. */
    public List<Entry> page(Filter filter, long before, int most) {
        return jdbc.sql(ALL + "where run_id < :before" + conditions(filter) + " order by " + order(filter)
                        + " desc limit :most")
                .param("before", before)
                .param("job", filter.job())
                .param("organization", filter.organizationId())
                .param("mode", filter.mode() == null ? null : filter.mode().name())
                .param("state", filter.state() == null ? null : filter.state().name())
                .param("from", filter.from() == null ? null : Timestamp.from(filter.from()))
                .param("to", filter.to() == null ? null : Timestamp.from(filter.to()))
                .param("person", filter.person())
                .param("most", most)
                .query((row, number) -> entry(row))
                .list();
    }

    /** The few runs of some days are found by their time, and put in order; not among all numbers, in order. */
    private static String order(Filter filter) {
        return filter.from() != null
                        && filter.to() != null
                        && Duration.between(filter.from(), filter.to()).compareTo(SOME_DAYS) <= 0
                ? "run_id + 0"
                : "run_id";
    }

    /** Only what is asked for, so that an index is found for it. */
    private static String conditions(Filter filter) {
        var asked = new StringBuilder();
        if (filter.state() != null) {
            asked.append(" and ").append(STATE).append(" = :state and ").append(indexed(filter.state()));
        }
        if (filter.kind() != null) {
            asked.append(" and asked_kind = '").append(filter.kind().name()).append('\'');
        }
        and(asked, filter.job(), "job = :job");
        and(asked, filter.organizationId(), "organization_id = :organization");
        and(asked, filter.mode(), "mode = :mode");
        and(asked, filter.from(), "asked_at >= :from");
        and(asked, filter.to(), "asked_at < :to");
        and(asked, filter.person(), "asked_kind = 'PERSON' and asked_by = :person");
        return asked.toString();
    }

    private static void and(StringBuilder asked, @Nullable Object value, String condition) {
        if (value != null) {
            asked.append(" and ").append(condition);
        }
    }

    /** Who has asked for a run by name, in order; each name is one look into an index. */
    public List<String> people(int most) {
        return jdbc.sql("""
                        with recursive people as (
                          select min(asked_by) as name from etl.runs where asked_kind = 'PERSON'
                          union all
                          select (select min(run.asked_by) from etl.runs as run
                            where run.asked_kind = 'PERSON' and run.asked_by > people.name)
                          from people where people.name is not null)
                        select name from people where name is not null limit ?
                        """).param(most).query(String.class).list();
    }

    /** What an index can find: a state that is rare is not looked for among all runs of a year. */
    private static String indexed(State state) {
        if (state == State.COMPLETED) {
            return "outcome = 'COMPLETED'";
        }
        return state == State.WAITING || state == State.RUNNING ? "outcome is null" : "outcome = '" + state + "'";
    }

    /** The run of this number. */
    public Optional<Entry> find(long runId) {
        return these(List.of(runId)).stream().findFirst();
    }

    /** The runs of these numbers. */
    public List<Entry> these(Collection<Long> runIds) {
        return jdbc.sql(ALL + "where run_id = any(?)")
                .param(runIds.toArray(Long[]::new))
                .query((row, number) -> entry(row))
                .list();
    }

    /**
     * The last run of each of these jobs, for each organization that is mirrored.
     *
     * <p>The query has the order of the index of these three columns. So PostgreSQL skips the runs of other jobs, even for a
     * job with few runs or none.
     */
    public List<Entry> latest(Collection<String> jobs) {
        return jdbc.sql(
                        "select last.* from tds.organizations as mirrored cross join unnest(?::text[]) as wanted (named)"
                                + " cross join lateral (" + ALL + """
                                where (organization_id, job, run_id)
                                  <= (mirrored.organization_id, wanted.named, 9223372036854775807)
                                order by organization_id desc, job desc, run_id desc limit 1) as last
                        where mirrored.is_mirrored and last.organization_id = mirrored.organization_id
                          and last.job = wanted.named
                        order by last.organization_id, last.job
                        """)
                .param(jobs.toArray(String[]::new))
                .query((row, number) -> entry(row))
                .list();
    }

    /**
     * What the runs of a job and organization did together.
     *
     * @param written rows inserted or updated
     */
    public record Sum(
            String job,
            String organization,
            long runs,
            long completed,
            long failed,
            long read,
            long written,
            long deleted,
            long quarantined,
            long calls) {}

    /** By job and organization, of the runs that ended in the hours since then. */
    public List<Sum> sums(Instant since) {
        return jdbc.sql("""
                        select job, organization_id, sum(runs) as runs,
                          coalesce(sum(runs) filter (where outcome = 'COMPLETED'), 0) as completed,
                          coalesce(sum(runs) filter (where outcome in ('FAILED', 'ABANDONED')), 0) as failed,
                          sum(read) as read, sum(inserted + updated) as written, sum(deleted) as deleted,
                          sum(quarantined) as quarantined, sum(calls) as calls
                        from etl.runs_by_hour where hour >= ?
                        group by job, organization_id having sum(runs) > 0 order by job, organization_id
                        """)
                .param(Timestamp.from(since))
                .query((row, number) -> new Sum(
                        row.getString("job"),
                        row.getString("organization_id"),
                        row.getLong("runs"),
                        row.getLong("completed"),
                        row.getLong("failed"),
                        row.getLong("read"),
                        row.getLong("written"),
                        row.getLong("deleted"),
                        row.getLong("quarantined"),
                        row.getLong("calls")))
                .list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                Runs.run(row),
                State.valueOf(row.getString("state")),
                Runs.counts(row),
                row.getLong("details"),
                row.getLong("expected"),
                row.getInt("executions"),
                row.getString("phase"),
                row.getString("node"),
                perSecond(row),
                Duration.ofMillis(row.getLong("waited_ms")),
                waitedShare(row),
                estimatedEnd(row),
                row.getTimestamp("started_at").toInstant(),
                instant(row.getTimestamp("finished_at")),
                instant(row.getTimestamp("resume_at")),
                row.getString("stop_asked_by"),
                row.getString("failure") == null ? null : FailureKind.valueOf(row.getString("failure")),
                row.getString("cause"),
                row.getString("notice"));
    }

    private static long waitedShare(ResultSet row) throws SQLException {
        Instant finished = instant(row.getTimestamp("finished_at"));
        Instant until = finished == null ? instant(row.getTimestamp("progressed_at")) : finished;
        Instant started = row.getTimestamp("started_at").toInstant();
        if (until == null || !until.isAfter(started)) {
            return 0;
        }
        return Math.min(
                100,
                Math.round(100.0
                        * row.getLong("waited_ms")
                        / Duration.between(started, until).toMillis()));
    }

    private static @Nullable Double perSecond(ResultSet row) throws SQLException {
        Instant began = instant(row.getTimestamp("execution_began_at"));
        Instant progressed = instant(row.getTimestamp("progressed_at"));
        if (began == null || progressed == null || !progressed.isAfter(began)) {
            return null;
        }
        long done = row.getLong("read") + row.getLong("details") - row.getLong("done_before");
        return Math.round(done * 10_000.0 / Duration.between(began, progressed).toMillis()) / 10.0;
    }

    /** By the usual duration; of a run that went on, or takes longer than usual, by what is left to be listed. */
    private static @Nullable EstimatedEnd estimatedEnd(ResultSet row) throws SQLException {
        Array earlier = row.getArray("earlier");
        Instant began = instant(row.getTimestamp("execution_began_at"));
        Instant progressed = instant(row.getTimestamp("progressed_at"));
        if (earlier == null || began == null || !"RUNNING".equals(row.getString("state"))) {
            return null;
        }
        EstimatedEnd usual = row.getInt("executions") > 1
                ? null
                : EstimatedEnd.afterUsual(
                        Stream.of((Long[]) earlier.getArray())
                                .map(Duration::ofMillis)
                                .toList(),
                        began);
        return usual != null && (progressed == null || usual.at().isAfter(progressed))
                ? usual
                : EstimatedEnd.atRate(row.getLong("expected") - row.getLong("read"), perSecond(row), progressed);
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
