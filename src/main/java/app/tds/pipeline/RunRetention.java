package app.tds.pipeline;

import app.tds.InvalidConfiguration;
import app.tds.PlainTime;
import app.tds.Retention;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
        long executions = 0;
        for (List<Long> instances = instances(batch); !instances.isEmpty(); instances = instances(batch)) {
            executions += remove(instances);
        }
        jdbc.sql("""
                        delete from etl.listed where run_id in (
                          select run_id from etl.runs where outcome <> 'PARKED' and finished_at < ?)
                        """).param(batch).update();
        long runs = 0;
        for (int some = runs(old); some > 0; some = runs(old)) {
            runs += some;
        }
        jdbc.sql("delete from etl.run_steps as step where not exists (select from etl.runs where run_id = step.run_id)")
                .update();
        return new Removed(executions, runs);
    }

    private List<Long> instances(Timestamp before) {
        return jdbc.sql("""
                        select distinct e.job_instance_id from batch.batch_job_execution as e
                        join batch.batch_job_execution_params as p
                          on p.job_execution_id = e.job_execution_id and p.parameter_name = 'run'
                        join etl.runs as r on r.run_id::text = p.parameter_value
                        where r.outcome <> 'PARKED' and r.finished_at < ? limit ?
                        """)
                .params(before, AT_ONCE)
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

    private int runs(Timestamp before) {
        return jdbc.sql("""
                        delete from etl.runs where run_id in (
                          select run_id from etl.runs as old
                          where outcome <> 'PARKED' and finished_at < :before
                            and not exists (select from etl.watermarks as moved where moved.run_id = old.run_id)
                            and run_id not in (
                              select max(run_id) from etl.runs
                              group by organization_id, job, mode, outcome, since is null)
                          limit :most)
                        """).param("before", before).param("most", AT_ONCE).update();
    }
}
