package app.tds.launch;

import app.tds.jobs.JobDefinition;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.Executable;
import app.tds.pipeline.FailureKind;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Runs;
import app.tds.pipeline.Selection;
import app.tds.pipeline.Watermarks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The queue in {@code etl.runs}: which run is asked for, which process has it, which shall stop, and which goes on. What a
 * run does and how it ends, {@link Runs} writes.
 */
@Component
class LiveRuns {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Watermarks watermarks;

    LiveRuns(JdbcClient jdbc, Clock clock, Watermarks watermarks) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.watermarks = watermarks;
    }

    /**
     * A run that is not over.
     *
     * @param run which
     * @param nodeId the process that executes the run, or did; null if the run waits for a process
     */
    record Live(Run run, @Nullable Long nodeId) {}

    /** The live run of a job and organization. The run's row is locked until the caller's transaction ends. */
    Optional<Live> live(String organizationId, String job) {
        return jdbc.sql("""
                        select * from etl.runs where organization_id = ? and job = ? and outcome is null for update
                        """)
                .param(organizationId)
                .param(job)
                .query((row, number) -> live(row))
                .optional();
    }

    /**
     * The last run of the same request, if that run did not complete and was asked for no longer ago than this. A run
     * that has read everything and would fail again is left out.
     */
    Optional<Run> unfinished(String organizationId, String job, RunMode mode, Selection selection, Duration within) {
        return jdbc.sql("""
                        select * from (
                          select * from etl.runs where organization_id = :organization and job = :job and mode = :mode
                            and ids is not distinct from :ids::text[]
                            and range_from is not distinct from :from::date and range_to is not distinct from :to::date
                            and outcome in ('FAILED', 'STOPPED', 'PARKED') and asked_at >= :earliest
                          order by run_id desc limit 1) as last
                        where coalesce(failure, '') <> all(:again)
                          and not exists (select from etl.runs as since
                            where since.organization_id = last.organization_id and since.job = last.job
                              and since.mode = last.mode and since.ids is not distinct from last.ids
                              and since.range_from is not distinct from last.range_from
                              and since.range_to is not distinct from last.range_to and since.run_id > last.run_id)
                        """)
                .param("organization", organizationId)
                .param("job", job)
                .param("mode", mode.name())
                .param("ids", ids(selection))
                .param("from", selection.from())
                .param("to", selection.to())
                .param("earliest", Timestamp.from(clock.instant().minus(within)))
                .param("again", FailureKind.beginningAgain())
                .query((row, number) -> Runs.run(row))
                .optional();
    }

    /**
     * A new run, which waits. A delta begins at the watermark less the overlap; without a watermark it reads everything.
     *
     * @param nodeId the process that shall execute it, or null if any may
     * @throws org.springframework.dao.DuplicateKeyException if one is live
     */
    Run begin(
            JobDefinition job,
            String organizationId,
            RunMode mode,
            Selection selection,
            AskedBy askedBy,
            @Nullable Long nodeId) {
        Instant now = clock.instant();
        Instant since = mode == RunMode.DELTA
                ? watermarks
                        .seenUntil(organizationId, job.name())
                        // Sources tell times in whole seconds: what was modified within the first one is older by its
                        // own words.
                        .map(seen -> seen.minus(job.limits().overlap()).truncatedTo(ChronoUnit.SECONDS))
                        .orElse(null)
                : null;
        return jdbc.sql("""
                        insert into etl.runs (job, organization_id, mode, ids, ids_left, range_from, range_to, asked_by,
                          asked_kind, asked_at, since, until, node_id, rank, started_at)
                        values (:job, :organization, :mode, :ids, :ids, :from, :to, :by, :kind, :now, :since, :now, :node, :rank,
                          :now)
                        returning *
                        """)
                .param("job", job.name())
                .param("organization", organizationId)
                .param("mode", mode.name())
                .param("ids", ids(selection))
                .param("from", selection.from())
                .param("to", selection.to())
                .param("by", askedBy.name())
                .param("kind", askedBy.kind().name())
                .param("now", Timestamp.from(now))
                .param("since", since == null ? null : Timestamp.from(since))
                .param("node", nodeId)
                .param("rank", mode.rank() * 1000 + job.priority())
                .query((row, number) -> Runs.run(row))
                .single();
    }

    /**
     * Runs that wait for a process, or are of this one, the most urgent first; none that the process cannot execute.
     *
     * @param nodeId the process that asks
     * @param others whether the process may execute what others have asked for
     * @param most as many as may be looked at
     */
    List<Live> waiting(long nodeId, boolean others, Executable executable, int most) {
        return jdbc.sql(
                        "select * from etl.runs where outcome is null and (node_id = :node or :others and node_id is null) and "
                                + Executable.CONDITION + " order by rank, run_id limit :most")
                .param("node", nodeId)
                .param("others", others)
                .param("most", most)
                .params(executable.parameters())
                .query((row, number) -> live(row))
                .list();
    }

    /**
     * The waiting run is this process's now.
     *
     * @param node what a person knows the process by
     * @param others whether the process may execute what is meant for any that serves
     * @return how often the run is executed, this time included; empty if another process was faster
     */
    Optional<Integer> take(Run run, long nodeId, String node, boolean others) {
        return jdbc.sql("""
                        update etl.runs set node_id = :id, node = :node, executions = executions + 1
                        where run_id = :run and outcome is null and (node_id = :id or :others and node_id is null)
                        returning executions
                        """)
                .param("id", nodeId)
                .param("node", node)
                .param("others", others)
                .param("run", run.id())
                .query(Integer.class)
                .optional();
    }

    /** The other processes that shall execute runs. */
    Set<Long> otherNodes(long nodeId) {
        return new HashSet<>(jdbc.sql("select distinct node_id from etl.runs where outcome is null and node_id <> ?")
                .param(nodeId)
                .query(Long.class)
                .list());
    }

    /** The runs of a process that is gone wait for another; returns how many. */
    int release(long nodeId) {
        return jdbc.sql(
                        "update etl.runs set node_id = null, execution_began_at = null where outcome is null and node_id = ?")
                .param(nodeId)
                .update();
    }

    /**
     * A person wants the live run to stop, or the parked run not to go on by itself; false if the run is neither live
     * nor parked.
     */
    boolean askToStop(long runId, String askedBy) {
        return jdbc.sql("""
                        update etl.runs set stop_asked_by = ?, resume_at = null,
                          outcome = case when outcome = 'PARKED' then 'STOPPED' end
                        where run_id = ? and (outcome is null or outcome = 'PARKED')
                        """).param(askedBy).param(runId).update() == 1;
    }

    /** The waiting run stops; false if the run is over, or is not to stop any more. */
    boolean stopWaiting(Run run) {
        return jdbc.sql("""
                        update etl.runs set outcome = 'STOPPED', finished_at = ?
                        where run_id = ? and outcome is null and stop_asked_by is not null
                        """).params(Timestamp.from(clock.instant()), run.id()).update() == 1;
    }

    /** The live runs of this process, and runs that no process executes, that shall stop. */
    List<Live> stopping(long nodeId, Executable executable) {
        return jdbc.sql("select * from etl.runs where outcome is null and stop_asked_by is not null"
                        + " and (node_id is null or node_id = :node) and " + Executable.CONDITION)
                .param("node", nodeId)
                .params(executable.parameters())
                .query((row, number) -> live(row))
                .list();
    }

    /** An admin says that so many missing rows are meant to be deleted. */
    void acceptDeletions(Run run, long rows) {
        jdbc.sql("update etl.runs set accept_deletions = ? where run_id = ?")
                .params(rows, run.id())
                .update();
    }

    /**
     * Runs that go on by themselves: parked runs whose time has come, and runs that stopped with their process.
     *
     * @param within an older list has shifted too far to go on in the middle of it
     */
    List<Run> due(Duration within, Executable executable) {
        return jdbc.sql("""
                        select * from etl.runs
                        where (outcome = 'PARKED' and resume_at <= :now
                            or outcome = 'STOPPED' and stop_asked_by is null and asked_at >= :oldest)
                          and %s
                        order by run_id
                        """.formatted(Executable.CONDITION))
                .param("now", Timestamp.from(clock.instant()))
                .param("oldest", Timestamp.from(clock.instant().minus(within)))
                .params(executable.parameters())
                .query((row, number) -> Runs.run(row))
                .list();
    }

    /** When a parked run goes on by itself; empty if the run is not parked, or its time has come. */
    Optional<Instant> parkedUntil(Run run) {
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
    boolean resume(Run run, @Nullable Long nodeId) {
        return jdbc.sql("""
                        update etl.runs set outcome = null, finished_at = null, failure = null, cause = null, resume_at = null,
                          stop_asked_by = null, execution_began_at = null, node_id = :node
                        where run_id = :run and outcome in ('FAILED', 'STOPPED', 'PARKED')
                        """).param("node", nodeId).param("run", run.id()).update() == 1;
    }

    /** The live run, whose row the caller has locked, waits for this process, or for any. */
    void takeOver(Run run, @Nullable Long nodeId) {
        jdbc.sql("update etl.runs set node_id = ?, execution_began_at = null where run_id = ? and outcome is null")
                .param(nodeId)
                .param(run.id())
                .update();
    }

    /** The run is never resumed; false if the run is live, or over for good. */
    boolean abandon(Run run) {
        return jdbc.sql("""
                        update etl.runs set outcome = 'ABANDONED', resume_at = null
                        where run_id = ? and outcome in ('FAILED', 'STOPPED', 'PARKED')
                        """).param(run.id()).update() == 1;
    }

    private static Live live(ResultSet row) throws SQLException {
        return new Live(Runs.run(row), row.getObject("node_id", Long.class));
    }

    private static String @Nullable [] ids(Selection selection) {
        return selection.ids().isEmpty() ? null : selection.ids().toArray(String[]::new);
    }
}
