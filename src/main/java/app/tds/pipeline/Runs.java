package app.tds.pipeline;

import app.tds.jobs.JobDefinition;
import app.tds.pipeline.RunFinished.Outcome;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code etl.runs}. */
@Component
public class Runs {

    private static final String COUNTS =
            "read, inserted, updated, unchanged, duplicates, quarantined, deleted, pages, calls";

    private static final String EXECUTABLE = """
            job = any(:jobs) and mode = any(:modes)
              and (organization_id = any(:organizations) or mode = any(:modesFromKept))
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final LimitWaits waits;
    private final Watermarks watermarks;

    Runs(JdbcClient jdbc, Clock clock, LimitWaits waits, Watermarks watermarks) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.waits = waits;
        this.watermarks = watermarks;
    }

    /**
     * A run that is not over.
     *
     * @param run which
     * @param nodeId the process that executes it, or did; null if it waits for one
     */
    public record Live(Run run, @Nullable Long nodeId) {}

    /** The live run of a job and organization; its row is locked until the caller's transaction ends. */
    public Optional<Live> live(String organizationId, String job) {
        return jdbc.sql("""
                        select * from etl.runs where organization_id = ? and job = ? and outcome is null for update
                        """)
                .param(organizationId)
                .param(job)
                .query((row, number) -> live(row))
                .optional();
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

    /**
     * The last run of what is asked for, if it did not complete and was asked for no longer ago than this; not one that has
     * read everything and would fail again.
     */
    public Optional<Run> unfinished(
            String organizationId, String job, RunMode mode, Selection selection, Duration within) {
        return jdbc.sql("""
                        select * from (
                          select * from etl.runs where organization_id = :organization and job = :job and mode = :mode
                            and ids is not distinct from :ids::text[]
                            and range_from is not distinct from :from::date and range_to is not distinct from :to::date
                          order by run_id desc limit 1) as last
                        where outcome in ('FAILED', 'STOPPED', 'PARKED') and asked_at >= :earliest
                          and coalesce(failure, '') not in ('DELETIONS', 'COUNTS')
                        """)
                .param("organization", organizationId)
                .param("job", job)
                .param("mode", mode.name())
                .param("ids", ids(selection))
                .param("from", selection.from())
                .param("to", selection.to())
                .param("earliest", Timestamp.from(clock.instant().minus(within)))
                .query((row, number) -> run(row))
                .optional();
    }

    /**
     * A new run, which waits. A delta begins at the watermark less the overlap; without a watermark it reads everything.
     *
     * @param nodeId the process that shall execute it, or null if any may
     * @throws org.springframework.dao.DuplicateKeyException if one is live
     */
    public Run begin(
            JobDefinition job,
            String organizationId,
            RunMode mode,
            Selection selection,
            String askedBy,
            @Nullable Long nodeId) {
        Instant now = clock.instant();
        Instant since = mode == RunMode.DELTA
                ? watermarks
                        .seenUntil(organizationId, job.name())
                        .map(seen -> seen.minus(job.limits().overlap()))
                        .orElse(null)
                : null;
        return jdbc.sql("""
                        insert into etl.runs (job, organization_id, mode, ids, ids_left, range_from, range_to, asked_by,
                          asked_at, since, until, node_id, rank, started_at)
                        values (:job, :organization, :mode, :ids, :ids, :from, :to, :by, :now, :since, :now, :node, :rank,
                          :now)
                        returning *
                        """)
                .param("job", job.name())
                .param("organization", organizationId)
                .param("mode", mode.name())
                .param("ids", ids(selection))
                .param("from", selection.from())
                .param("to", selection.to())
                .param("by", askedBy)
                .param("now", Timestamp.from(now))
                .param("since", since == null ? null : Timestamp.from(since))
                .param("node", nodeId)
                .param("rank", mode.rank() * 1000 + job.priority())
                .query((row, number) -> run(row))
                .single();
    }

    /**
     * Runs that wait for a process, or are of this one, the most urgent first; none that the process cannot execute.
     *
     * @param nodeId the process that asks
     * @param others whether the process may execute what others have asked for
     */
    public List<Live> waiting(long nodeId, boolean others, Executable executable) {
        return jdbc.sql(
                        "select * from etl.runs where outcome is null and (node_id = :node or :others and node_id is null) and "
                                + EXECUTABLE + " order by rank, run_id")
                .param("node", nodeId)
                .param("others", others)
                .params(executable.parameters())
                .query((row, number) -> live(row))
                .list();
    }

    /**
     * The waiting run is this process's now; false if another was faster.
     *
     * @param node what a person knows the process by
     */
    public boolean take(Run run, long nodeId, String node) {
        return jdbc.sql("""
                        update etl.runs set node_id = :id, node = :node, executions = executions + 1
                        where run_id = :run and outcome is null and (node_id is null or node_id = :id)
                        """)
                        .param("id", nodeId)
                        .param("node", node)
                        .param("run", run.id())
                        .update()
                == 1;
    }

    /** The other processes that shall execute runs. */
    public Set<Long> otherNodes(long nodeId) {
        return new HashSet<>(jdbc.sql("select distinct node_id from etl.runs where outcome is null and node_id <> ?")
                .param(nodeId)
                .query(Long.class)
                .list());
    }

    /** The runs of a process that is gone wait for another; returns how many. */
    public int release(long nodeId) {
        return jdbc.sql(
                        "update etl.runs set node_id = null, execution_began_at = null where outcome is null and node_id = ?")
                .param(nodeId)
                .update();
    }

    /** Somebody wants the live run to stop, or the parked one not to go on by itself; false if it is neither. */
    public boolean askToStop(long runId, String askedBy) {
        return jdbc.sql("""
                        update etl.runs set stop_asked_by = ?, resume_at = null,
                          outcome = case when outcome = 'PARKED' then 'STOPPED' end
                        where run_id = ? and (outcome is null or outcome = 'PARKED')
                        """).param(askedBy).param(runId).update() == 1;
    }

    /** The run that waits stops; false if it is over, or nobody wants it to stop any more. */
    public boolean stopWaiting(Run run) {
        return jdbc.sql("""
                        update etl.runs set outcome = 'STOPPED', finished_at = ?
                        where run_id = ? and outcome is null and stop_asked_by is not null
                        """).params(Timestamp.from(clock.instant()), run.id()).update() == 1;
    }

    boolean isAskedToStop(long runId) {
        return jdbc.sql("select stop_asked_by is not null from etl.runs where run_id = ?")
                .param(runId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** The live runs of this process, and runs that no process executes, that shall stop. */
    public List<Live> stopping(long nodeId, Executable executable) {
        return jdbc.sql("select * from etl.runs where outcome is null and stop_asked_by is not null"
                        + " and (node_id is null or node_id = :node) and " + EXECUTABLE)
                .param("node", nodeId)
                .params(executable.parameters())
                .query((row, number) -> live(row))
                .list();
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

    /** An admin says that so many missing rows are meant to be deleted. */
    public void acceptDeletions(Run run, long rows) {
        jdbc.sql("update etl.runs set accept_deletions = ? where run_id = ?")
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

    /** The last full import of this job, if it has refused to mark deletions. */
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

    /** The run leaves the queue: it takes time from now on, or once more. */
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
     * Runs that go on by themselves: parked runs whose time has come, and runs that stopped with their process.
     *
     * @param within an older list has shifted too far to go on in the middle of it
     */
    public List<Run> due(Duration within, Executable executable) {
        return jdbc.sql("""
                        select * from etl.runs
                        where (outcome = 'PARKED' and resume_at <= :now
                            or outcome = 'STOPPED' and stop_asked_by is null and asked_at >= :oldest)
                          and %s
                        order by run_id
                        """.formatted(EXECUTABLE))
                .param("now", Timestamp.from(clock.instant()))
                .param("oldest", Timestamp.from(clock.instant().minus(within)))
                .params(executable.parameters())
                .query((row, number) -> run(row))
                .list();
    }

    /** When a run goes on by itself; empty if it is not parked, or its time has come. */
    public Optional<Instant> parkedUntil(Run run) {
        return jdbc.sql("select resume_at from etl.runs where run_id = ? and outcome = 'PARKED' and resume_at > ?")
                .param(run.id())
                .param(Timestamp.from(clock.instant()))
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    /**
     * The unfinished run waits again; false if somebody else was faster.
     *
     * @param nodeId the process that shall execute it, or null if any may
     */
    public boolean resume(Run run, @Nullable Long nodeId) {
        return jdbc.sql("""
                        update etl.runs set outcome = null, finished_at = null, failure = null, cause = null, resume_at = null,
                          stop_asked_by = null, execution_began_at = null, node_id = :node
                        where run_id = :run and outcome in ('FAILED', 'STOPPED', 'PARKED')
                        """).param("node", nodeId).param("run", run.id()).update() == 1;
    }

    /** The live run, whose row the caller has locked, waits for this process, or for any. */
    public void takeOver(Run run, @Nullable Long nodeId) {
        jdbc.sql("update etl.runs set node_id = ?, execution_began_at = null where run_id = ? and outcome is null")
                .param(nodeId)
                .param(run.id())
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

    /** The run is never resumed; false if it is live, or over for good. */
    public boolean abandon(Run run) {
        return jdbc.sql("""
                        update etl.runs set outcome = 'ABANDONED', resume_at = null
                        where run_id = ? and outcome in ('FAILED', 'STOPPED', 'PARKED')
                        """).param(run.id()).update() == 1;
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

    /** Those of the records it was asked for whose document has still to be had, in order. */
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

    /** Records the run is likely to read: as many as the last complete run that read everything; 0 if there is none. */
    long expected(Run run) {
        return run.since() != null || run.selection().isRange()
                ? 0
                : jdbc.sql("""
                                select read from etl.runs where organization_id = ? and job = ? and outcome = 'COMPLETED'
                                  and mode in ('FULL', 'DELTA') and since is null order by run_id desc limit 1
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

    /** The extents of an organization's lists by job, as the last complete full imports have seen them. */
    Map<String, Extent> extents(String organizationId) {
        Map<String, Extent> extents = new HashMap<>();
        jdbc.sql("""
                        select distinct on (job) job, read, pages from etl.runs
                        where organization_id = ? and mode = 'FULL' and outcome = 'COMPLETED' order by job, run_id desc
                        """).param(organizationId).query(row -> {
            extents.put(row.getString("job"), new Extent(row.getLong("read"), row.getLong("pages")));
        });
        return extents;
    }

    /** Records that deltas have found to be new or changed in the last day, by job. */
    Map<String, Double> changesPerDay(String organizationId) {
        Map<String, Double> changes = new HashMap<>();
        jdbc.sql("""
                        select job, sum(inserted + updated) as written from etl.runs
                        where organization_id = ? and since is not null and asked_at > ? group by job
                        """)
                .param(organizationId)
                .param(Timestamp.from(clock.instant().minus(Duration.ofDays(1))))
                .query(row -> {
                    changes.put(row.getString("job"), row.getDouble("written"));
                });
        return changes;
    }

    private static Live live(ResultSet row) throws SQLException {
        return new Live(run(row), row.getObject("node_id", Long.class));
    }

    private static String @Nullable [] ids(Selection selection) {
        return selection.ids().isEmpty() ? null : selection.ids().toArray(String[]::new);
    }

    private static Selection selection(ResultSet row) throws SQLException {
        Array ids = row.getArray("ids");
        return new Selection(
                ids == null ? List.of() : List.of((String[]) ids.getArray()),
                row.getObject("range_from", LocalDate.class),
                row.getObject("range_to", LocalDate.class));
    }

    static Run run(ResultSet row) throws SQLException {
        Timestamp since = row.getTimestamp("since");
        return new Run(
                row.getLong("run_id"),
                row.getString("job"),
                row.getString("organization_id"),
                RunMode.valueOf(row.getString("mode")),
                selection(row),
                row.getString("asked_by"),
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
