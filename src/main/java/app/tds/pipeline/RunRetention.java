package app.tds.pipeline;

import app.tds.InvalidConfiguration;
import app.tds.PlainTime;
import app.tds.Retention;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes what runs leave behind: first the rows of Spring Batch, which only a restart asks for, much later the runs.
 *
 * <p>The last run of each kind stays, however old: it says what to expect of the next run, and since when something is
 * stale.
 */
@Component
public class RunRetention implements Retention {

    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Duration keepBatch;
    private final Duration keep;

    RunRetention(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            @Value("${tds.runs.keep-batch}") Duration keepBatch,
            @Value("${tds.runs.keep}") Duration keep) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.keepBatch = keepBatch;
        this.keep = keep;
        if (keepBatch.compareTo(Duration.ofDays(2)) < 0 || keep.compareTo(keepBatch) < 0) {
            throw new InvalidConfiguration(List.of("tds.runs.keep-batch: " + PlainTime.text(keepBatch)
                    + " has to be two days or more, and tds.runs.keep (" + PlainTime.text(keep)
                    + ") at least as long"));
        }
    }

    /**
     * What was removed.
     *
     * @param executions of Spring Batch, with everything about them
     * @param runs rows of etl.runs
     */
    record Removed(long executions, long runs) {}

    @Override
    public String what() {
        return "runs, and what Spring Batch keeps of them";
    }

    @Override
    public long purge() {
        Removed removed = removeOld();
        return removed.executions() + removed.runs();
    }

    Removed removeOld() {
        Timestamp batch = Timestamp.from(clock.instant().minus(keepBatch));
        Timestamp old = Timestamp.from(clock.instant().minus(keep));
        long executions = executions(batch);
        jdbc.sql("""
                        delete from etl.listed as listed using etl.runs as run
                        where run.run_id = listed.run_id and run.outcome <> 'PARKED' and run.finished_at < ?
                        """).param(batch).update();
        return new Removed(executions, runs(old));
    }

    /** What was looked at once is not looked at again: each step goes on behind the one before. */
    private long executions(Timestamp before) {
        long removed = 0;
        long from = 0;
        for (Long last = last(from); last != null; last = last(from)) {
            List<Long> instances = instances(from, last, before);
            removed += instances.isEmpty() ? 0 : remove(instances);
            from = last;
        }
        return removed;
    }

    /** The last of the executions that are looked at together; null if there are none. */
    private @Nullable Long last(long from) {
        return jdbc.sql("""
                        select max(job_execution_id) from (
                          select job_execution_id from batch.batch_job_execution where job_execution_id > ?
                          order by job_execution_id limit ?) as part
                        """).params(from, AT_ONCE).query(Long.class).optional().orElse(null);
    }

    private List<Long> instances(long from, long last, Timestamp before) {
        return jdbc.sql("""
                        select distinct e.job_instance_id from batch.batch_job_execution as e
                        join batch.batch_job_execution_params as p
                          on p.job_execution_id = e.job_execution_id and p.parameter_name = 'run'
                        join etl.runs as r on r.run_id = p.parameter_value::bigint
                        where e.job_execution_id > ? and e.job_execution_id <= ?
                          and r.outcome <> 'PARKED' and r.finished_at < ?
                        """)
                .params(from, last, before)
                .query((row, number) -> row.getLong(1))
                .list();
    }

    private long remove(List<Long> instances) {
        Long[] ids = instances.toArray(Long[]::new);
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.sql("""
                            delete from batch.batch_step_execution_context where step_execution_id in (
                              select step_execution_id from batch.batch_step_execution
                              join batch.batch_job_execution using (job_execution_id) where job_instance_id = any(?))
                            """).param(ids).update();
            for (String table :
                    List.of("batch_step_execution", "batch_job_execution_context", "batch_job_execution_params")) {
                jdbc.sql("delete from batch." + table + " where job_execution_id in (select job_execution_id"
                                + " from batch.batch_job_execution where job_instance_id = any(?))")
                        .param(ids)
                        .update();
            }
            int executions = jdbc.sql("delete from batch.batch_job_execution where job_instance_id = any(?)")
                    .param(ids)
                    .update();
            jdbc.sql("delete from batch.batch_job_instance where job_instance_id = any(?)")
                    .param(ids)
                    .update();
            return (long) executions;
        }));
    }

    private long runs(Timestamp before) {
        long removed = 0;
        for (Part part = part(0, before); part.last() != null; part = part(part.last(), before)) {
            removed += part.removed();
        }
        return removed;
    }

    /**
     * Runs that are looked at together.
     *
     * @param last number of the last of them; null if none was asked for so long ago
     */
    private record Part(@Nullable Long last, long removed) {}

    private Part part(long from, Timestamp before) {
        return jdbc.sql("""
                        with part as materialized (
                          select * from etl.runs where run_id > :from order by run_id limit :most),
                        removed as (
                          delete from etl.runs where run_id in (
                            select run_id from part as old
                            where outcome <> 'PARKED' and finished_at < :before
                              and not exists (select from etl.watermarks as moved where moved.run_id = old.run_id)
                              and exists (select from etl.runs as later
                                where later.organization_id = old.organization_id and later.job = old.job
                                  and later.mode = old.mode and later.outcome = old.outcome
                                  and (later.since is null) = (old.since is null) and later.run_id > old.run_id))
                          returning run_id),
                        steps as (
                          delete from etl.run_steps where run_id in (select run_id from removed))
                        select max(run_id) filter (where exists (select from part where asked_at < :before)) as last,
                          (select count(*) from removed) as removed from part
                        """)
                .param("from", from)
                .param("most", AT_ONCE)
                .param("before", before)
                .query((row, number) -> new Part(row.getObject("last", Long.class), row.getLong("removed")))
                .single();
    }
}
