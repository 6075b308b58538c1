package app.tds.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.InvalidConfiguration;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class RunRetentionIntegrationTests {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final List<String> BATCH = List.of(
            "batch_job_instance",
            "batch_job_execution",
            "batch_job_execution_params",
            "batch_job_execution_context",
            "batch_step_execution",
            "batch_step_execution_context");

    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    @Test
    void whatOldRunsLeaveGoesAndWhatMayBeNeededStays() {
        long ancient = run("COMPLETED", 500);
        long lastFailure = run("FAILED", 450);
        long lastStopped = run("STOPPED", 440);
        long moved = run("COMPLETED", 430);
        jdbc.sql("insert into etl.watermarks values ('10', 'invoices', now(), ?, now())")
                .param(moved)
                .update();
        long old = run("COMPLETED", 30);
        long parked = run("PARKED", 20);
        long recent = run("COMPLETED", 3);
        long live = run(null, 600);
        jdbc.sql("insert into etl.listed select run_id, '{1}' from etl.runs").update();
        jdbc.sql("insert into etl.run_steps (run_id, step) select run_id, 'hydrate' from etl.runs")
                .update();

        var removed = retention(7, 400).removeOld();

        assertThat(removed).isEqualTo(new RunRetention.Removed(5, 1));
        assertThat(runs("select run_id from etl.runs"))
                .containsExactly(lastFailure, lastStopped, moved, old, parked, recent, live)
                .doesNotContain(ancient);
        assertThat(
                        runs(
                                "select parameter_value::bigint from batch.batch_job_execution_params where parameter_name = 'run'"))
                .containsExactly(parked, recent, live);
        for (var table : BATCH) {
            assertThat(jdbc.sql("select count(*) from batch." + table)
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isEqualTo(3);
        }
        assertThat(runs("select run_id from etl.listed")).containsExactly(parked, recent, live);
        assertThat(runs("select run_id from etl.run_steps")).isEqualTo(runs("select run_id from etl.runs"));
        assertThat(retention(7, 400).removeOld()).isEqualTo(new RunRetention.Removed(0, 0));
    }

    @Test
    void moreThanFitsIntoOneTransactionGoesToo() {
        jdbc.sql("""
                        insert into etl.runs (job, organization_id, mode, asked_by, asked_at, until, node_id, started_at,
                          finished_at, outcome)
                        select 'invoices', '10', 'DELTA', 'test', at, at, 1, at, at, 'COMPLETED'
                        from (select timestamptz '2020-01-01' + n * interval '1 minute' as at
                          from generate_series(1, 1201) as n) as times
                        """).update();

        assertThat(retention(7, 400).removeOld().runs()).isEqualTo(1200);
        assertThat(runs("select run_id from etl.runs")).hasSize(1);
    }

    @Test
    void whatARestartNeedsIsKept() {
        assertThatThrownBy(() -> retention(1, 400))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("tds.runs.keep-batch");
        assertThatThrownBy(() -> retention(10, 9))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("tds.runs.keep");
    }

    private RunRetention retention(int batchDays, int days) {
        return new RunRetention(
                jdbc,
                new TransactionTemplate(new JdbcTransactionManager(database.dataSource())),
                new SettableClock(NOW),
                Duration.ofDays(batchDays),
                Duration.ofDays(days));
    }

    /** A run that ended so many days ago, as Spring Batch has noted it too. */
    private long run(String outcome, int daysAgo) {
        var at = Timestamp.from(NOW.minus(Duration.ofDays(daysAgo)));
        long id = jdbc.sql("""
                        insert into etl.runs (job, organization_id, mode, asked_by, asked_at, until, node_id, started_at,
                          finished_at, outcome, cause)
                        values ('invoices', '10', 'DELTA', 'test', :at, :at, 1, :at,
                          case when :outcome::text is null then null else :at::timestamptz end, :outcome, 'a cause')
                        returning run_id
                        """)
                .param("at", at)
                .param("outcome", outcome)
                .query(Long.class)
                .single();
        jdbc.sql("insert into batch.batch_job_instance values (:id, 0, 'invoices', :id::text)")
                .param("id", id)
                .update();
        jdbc.sql(
                        "insert into batch.batch_job_execution (job_execution_id, job_instance_id, create_time) values (:id, :id, now())")
                .param("id", id)
                .update();
        jdbc.sql("insert into batch.batch_job_execution_params values (:id, 'run', 'java.lang.Long', :id::text, 'Y')")
                .param("id", id)
                .update();
        jdbc.sql("insert into batch.batch_job_execution_context values (:id, '{}', null)")
                .param("id", id)
                .update();
        jdbc.sql("""
                        insert into batch.batch_step_execution
                          (step_execution_id, version, step_name, job_execution_id, create_time)
                        values (:id, 0, 'list', :id, now())
                        """).param("id", id).update();
        jdbc.sql("insert into batch.batch_step_execution_context values (:id, '{}', null)")
                .param("id", id)
                .update();
        return id;
    }

    private List<Long> runs(String sql) {
        return jdbc.sql(sql + " order by 1").query(Long.class).list();
    }
}
