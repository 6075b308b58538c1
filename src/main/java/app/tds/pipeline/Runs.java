package app.tds.pipeline;

import app.tds.pipeline.RunFinished.Outcome;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What runs do and how they end, in {@code etl.runs}. Who executes them and when, module {@code launch} says there. */
@Component
public class Runs {

    private static final String COUNTS =
            "read, inserted, updated, unchanged, duplicates, quarantined, deleted, pages, calls";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final LimitWaits waits;

    Runs(JdbcClient jdbc, Clock clock, LimitWaits waits) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.waits = waits;
    }

    /** Whether deliveries about the same job are due, which are worked off as soon as the run is over. */
    boolean isWaitedForByWebhooks(Run run) {
        return jdbc.sql("""
                        select exists (
                          select from etl.inbox where organization_id = ? and job = ? and attempts = 0 and due_at <= ?)
                        """)
                .param(run.organizationId())
                .param(run.job())
                .param(Timestamp.from(clock.instant()))
                .query(Boolean.class)
                .single();
    }

    /** The runs that are executed now. */
    List<Long> liveIds() {
        return jdbc.sql("select run_id from etl.runs where outcome is null")
                .query((row, number) -> row.getLong(1))
                .list();
    }

    boolean isAskedToStop(long runId) {
        return jdbc.sql("select stop_asked_by is not null from etl.runs where run_id = ?")
                .param(runId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /**
     * How a run ended.
     *
     * @param failure why it did not complete, if it did not
     * @param cause the same for a person
     * @param notice what a person should know all the same
     */
    record End(
            Outcome outcome,
            Duration took,
            @Nullable FailureKind failure,
            @Nullable String cause,
            @Nullable String notice) {}

    /**
     * A delta that was executed once has found nothing, in the caller's transaction: what sums runs up counts the run, and its
     * row is gone. False if somebody wants the run to stop, another process has it, or its row says that something happened.
     */
    boolean endUnchanged(Run run, RunCounts counts, Instant began) {
        return jdbc.sql("select etl.end_unchanged(:run, :began, :now, :read, :pages, :calls, :waited)")
                .param("run", run.id())
                .param("began", Timestamp.from(began))
                .param("now", Timestamp.from(clock.instant()))
                .param("read", counts.read())
                .param("pages", counts.pages())
                .param("calls", counts.calls())
                .param("waited", waits.millis(run))
                .query(Boolean.class)
                .single();
    }

    /** Whether the run is live, executed for the first time, and some process's. */
    boolean isExecutedFirst(Run run) {
        return jdbc.sql("select exists (select from etl.runs where run_id = ? and outcome is null and executions = 1"
                        + " and node_id is not null)")
                .param(run.id())
                .query(Boolean.class)
                .single();
    }

    /** Whether the run has no row any more: it was a delta that found nothing. */
    boolean isGone(Run run) {
        return jdbc.sql("select not exists (select from etl.runs where run_id = ?)")
                .param(run.id())
                .query(Boolean.class)
                .single();
    }

    /** How this run ended, if it did. */
    Optional<End> end(Run run) {
        return jdbc.sql("select * from etl.runs where run_id = ? and outcome is not null")
                .param(run.id())
                .query((row, number) -> new End(
                        Outcome.valueOf(row.getString("outcome")),
                        Duration.between(
                                row.getTimestamp("started_at").toInstant(),
                                row.getTimestamp("finished_at").toInstant()),
                        row.getString("failure") == null ? null : FailureKind.valueOf(row.getString("failure")),
                        row.getString("cause"),
                        row.getString("notice")))
                .optional();
    }

    /** The run has refused to mark so many rows that its list did not show. */
    void missed(Run run, long rows) {
        jdbc.sql("update etl.runs set missing = ? where run_id = ?")
                .params(rows, run.id())
                .update();
    }

    /** How many missing rows an admin has said are meant to be deleted; empty if nobody has. */
    public Optional<Long> acceptedDeletions(Run run) {
        return jdbc.sql("select accept_deletions from etl.runs where run_id = ? and accept_deletions is not null")
                .param(run.id())
                .query(Long.class)
                .optional();
    }

    /**
     * A full import that has refused to mark deletions.
     *
     * @param rows that its list did not show
     * @param cause in a sentence
     */
    public record RefusedDeletions(long runId, long rows, String cause) {}

    /** The last full import of this job, if that run refused to mark deletions. */
    public Optional<RefusedDeletions> refusedDeletions(String organizationId, String job) {
        return jdbc.sql("""
                        select run_id, missing, cause from (
                          select * from etl.runs where organization_id = ? and job = ? and mode = 'FULL'
                          order by run_id desc limit 1) as last
                        where failure = 'DELETIONS' and missing is not null
                        """)
                .params(organizationId, job)
                .query((row, number) -> new RefusedDeletions(
                        row.getLong("run_id"), row.getLong("missing"), String.valueOf(row.getString("cause"))))
                .optional();
    }

    /** A person should know this of the run; added to what is noted already. */
    void note(Run run, String notice) {
        jdbc.sql("update etl.runs set notice = concat_ws(' ', notice, ?) where run_id = ?")
                .params(notice, run.id())
                .update();
    }

    /** The run leaves the queue; from now on its time counts. */
    void start(Run run, boolean resumed) {
        jdbc.sql("""
                        update etl.runs set started_at = case when :resumed then started_at else :now end,
                          execution_began_at = :now, progressed_at = null, done_before = read + (
                            select coalesce(sum(step.written + step.unchanged), 0) from etl.run_steps as step
                            where step.run_id = :run and step.step <> 'sweep')
                        where run_id = :run
                        """)
                .param("resumed", resumed)
                .param("now", Timestamp.from(clock.instant()))
                .param("run", run.id())
                .update();
    }

    /** The run is in this step now. */
    void enter(long runId, String phase) {
        jdbc.sql("update etl.runs set phase = ? where run_id = ?")
                .params(phase, runId)
                .update();
    }

    /**
     * The run is over for now; returns how long it took since it was first started.
     *
     * @param resumeAt when a parked run goes on by itself
     */
    public Duration finish(
            Run run,
            Outcome outcome,
            @Nullable FailureKind failure,
            @Nullable String cause,
            @Nullable Instant resumeAt) {
        Instant now = clock.instant();
        Instant started = jdbc.sql("""
                        update etl.runs set outcome = :outcome, failure = :failure, cause = :cause, finished_at = :now,
                          resume_at = :resume,
                          waited_ms = waited_ms + :waited
                        where run_id = :run returning started_at
                        """)
                .param("outcome", outcome.name())
                .param("failure", failure == null ? null : failure.name())
                .param("cause", cause)
                .param("waited", waits.millis(run))
                .param("now", Timestamp.from(now))
                .param("resume", resumeAt == null ? null : Timestamp.from(resumeAt))
                .param("run", run.id())
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .single();
        return Duration.between(started, now);
    }

    /** The run of this number. */
    public Optional<Run> find(long runId) {
        return jdbc.sql("select * from etl.runs where run_id = ?")
                .param(runId)
                .query((row, number) -> run(row))
                .optional();
    }

    /** What the run has done so far. */
    public RunCounts counts(Run run) {
        return jdbc.sql("select " + COUNTS + " from etl.runs where run_id = ?")
                .param(run.id())
                .query((row, number) -> counts(row))
                .single();
    }

    /** Adds to what the run has done, in the caller's transaction, and returns the sum. */
    RunCounts add(Run run, RunCounts more) {
        return jdbc.sql("""
                        update etl.runs set read = read + :read, inserted = inserted + :inserted,
                          updated = updated + :updated, unchanged = unchanged + :unchanged,
                          duplicates = duplicates + :duplicates, quarantined = quarantined + :quarantined,
                          deleted = deleted + :deleted, pages = pages + :pages, calls = calls + :calls,
                          waited_ms = waited_ms + :waited, progressed_at = :now
                        where run_id = :run
                        returning %s
                        """.formatted(COUNTS))
                .param("read", more.read())
                .param("inserted", more.inserted())
                .param("updated", more.updated())
                .param("unchanged", more.unchanged())
                .param("duplicates", more.duplicates())
                .param("quarantined", more.quarantined())
                .param("deleted", more.deleted())
                .param("pages", more.pages())
                .param("calls", more.calls())
                .param("waited", waits.millis(run))
                .param("now", Timestamp.from(clock.instant()))
                .param("run", run.id())
                .query((row, number) -> counts(row))
                .single();
    }

    /** The records that the run was asked for and whose documents are still missing, in order. */
    public List<String> left(Run run) {
        return jdbc.sql(
                        "select id from (select unnest(ids_left) as id from etl.runs where run_id = ?) as asked order by id")
                .param(run.id())
                .query((row, number) -> row.getString("id"))
                .list();
    }

    /** What there is of these has been written, in the caller's transaction. */
    void had(Run run, Collection<String> ids) {
        jdbc.sql("""
                        update etl.runs set ids_left = array(
                          select unnest(ids_left) except select unnest(?::text[]) order by 1)
                        where run_id = ?
                        """).param(ids.toArray(String[]::new)).param(run.id()).update();
    }

    /** Records the run is likely to read: as many as the last full import that completed; 0 if there is none. */
    long expected(Run run) {
        return run.since() != null || run.selection().isRange()
                ? 0
                : jdbc.sql("""
                                select coalesce(full_read, 0)
                                from etl.job_state where organization_id = ? and job = ?
                                """)
                        .param(run.organizationId())
                        .param(run.job())
                        .query(Long.class)
                        .optional()
                        .orElse(0L);
    }

    /**
     * How long a job's list is.
     *
     * @param records in it
     * @param pages it takes
     */
    record Extent(long records, long pages) {}

    /** How long an organization's lists are, by job, as the last complete full imports have seen. */
    Map<String, Extent> extents(String organizationId) {
        Map<String, Extent> extents = new HashMap<>();
        jdbc.sql("""
                        select run.job, run.read, run.pages from etl.job_state as state
                        join etl.runs as run on run.run_id = state.full_run_id where state.organization_id = ?
                        """).param(organizationId).query(row -> {
            extents.put(row.getString("job"), new Extent(row.getLong("read"), row.getLong("pages")));
        });
        return extents;
    }

    /** Records that deltas have found to be new or changed in the last day, by job. */
    Map<String, Double> changesPerDay(String organizationId) {
        Map<String, Double> changes = new HashMap<>();
        jdbc.sql("""
                        select job, sum(changed_since) as written from etl.runs_by_hour
                        where organization_id = ? and hour > ? group by job
                        """)
                .param(organizationId)
                .param(Timestamp.from(clock.instant().minus(Duration.ofDays(1))))
                .query(row -> {
                    changes.put(row.getString("job"), row.getDouble("written"));
                });
        return changes;
    }

    /** Of so many hours, this one last: those in which deltas found something new, by job. A job without runs is left out. */
    Map<String, BitSet> busyHours(String organizationId, int hours) {
        Instant first = clock.instant().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(hours - 1L));
        Map<String, BitSet> busy = new HashMap<>();
        jdbc.sql("""
                        select job, hour, sum(changed_since) > 0 as busy from etl.runs_by_hour
                        where organization_id = ? and hour >= ? group by job, hour
                        """).param(organizationId).param(Timestamp.from(first)).query(row -> {
            int hour = (int) Duration.between(first, row.getTimestamp("hour").toInstant())
                    .toHours();
            busy.computeIfAbsent(row.getString("job"), job -> new BitSet(hours)).set(hour, row.getBoolean("busy"));
        });
        return busy;
    }

    private static Selection selection(ResultSet row) throws SQLException {
        Array ids = row.getArray("ids");
        return new Selection(
                ids == null ? List.of() : List.of((String[]) ids.getArray()),
                row.getObject("range_from", LocalDate.class),
                row.getObject("range_to", LocalDate.class));
    }

    /** The run of this row of {@code etl.runs}. */
    public static Run run(ResultSet row) throws SQLException {
        Timestamp since = row.getTimestamp("since");
        return new Run(
                row.getLong("run_id"),
                row.getString("job"),
                row.getString("organization_id"),
                RunMode.valueOf(row.getString("mode")),
                selection(row),
                new AskedBy(AskedBy.Kind.valueOf(row.getString("asked_kind")), row.getString("asked_by")),
                row.getTimestamp("asked_at").toInstant(),
                since == null ? null : since.toInstant(),
                row.getTimestamp("until").toInstant());
    }

    static RunCounts counts(ResultSet row) throws SQLException {
        return new RunCounts(
                row.getLong("read"),
                row.getLong("inserted"),
                row.getLong("updated"),
                row.getLong("unchanged"),
                row.getLong("duplicates"),
                row.getLong("quarantined"),
                row.getLong("deleted"),
                row.getLong("pages"),
                row.getLong("calls"));
    }
}
