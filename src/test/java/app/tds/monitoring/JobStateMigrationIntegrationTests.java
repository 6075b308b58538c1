package app.tds.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database that was there before: what its tables said, the new ones say. */
class JobStateMigrationIntegrationTests {

    private final TestDatabase database = TestDatabase.createEmpty();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    @Test
    void whatTablesSaidBeforeTheNewOnesSay() throws Exception {
        update("tds:etl-alarms");
        jdbc.sql("""
                        insert into etl.webhook_alarms (organization_id, job, cause, since, sentence, ended_at, recovery_at, run_id)
                        values ('1', 'bills', 'SILENT', '2026-01-01', 'none came', '2026-01-02', '2026-01-01', 7),
                          ('1', '', 'NEAR_LIMIT', '2026-01-03', 'many came', null, null, null)
                        """).update();
        jdbc.sql("""
                        insert into etl.runs (job, organization_id, mode, asked_by, asked_at, until, started_at, finished_at,
                          outcome, cause, executions, read, calls)
                        values ('bills', '1', 'FULL', 't', '2026-01-01', 'now', '2026-01-01', '2026-01-01 00:01', 'COMPLETED', null, 1, 90, 4),
                          ('bills', '1', 'FULL', 't', '2026-01-02', 'now', '2026-01-02', '2026-01-02 00:03', 'COMPLETED', null, 1, 95, 6),
                          ('bills', '1', 'DELTA', 't', '2026-01-03', 'now', '2026-01-03', '2026-01-03', 'FAILED', 'away', 1, 0, 1),
                          ('bills', '1', 'DELTA', 't', '2026-01-04', 'now', '2026-01-04', '2026-01-04', 'FAILED', 'gone', 1, 0, 1),
                          ('bills', '1', 'REPLAY', 't', '2026-01-05', 'now', '2026-01-05', '2026-01-05', 'FAILED', 'no', 1, 0, 0),
                          ('stock', '1', 'DELTA', 't', '2026-01-06', 'now', '2026-01-06', null, null, null, 1, 0, 0)
                        """).update();

        update("");

        assertThat(
                        rows(
                                "select concat_ws(' ', kind, organization_id, job, began_at::date, ended_at::date) from etl.alarms"))
                .containsExactly("webhooks-silent 1 bills 2026-01-01 2026-01-02", "webhooks-near-limit 1  2026-01-03");
        assertThat(rows("select concat_ws(' ', organization_id, job, run_id) from etl.webhook_recoveries"))
                .containsExactly("1 bills 7");
        assertThat(rows("""
                        select concat_ws(' ', job, scheduled_since::date, last_run_id, last_outcome, last_cause, failed_in_a_row,
                          failing_since::date, ok_run_id, full_run_id, full_read, full_read_before)
                        from etl.job_state order by job
                        """))
                .containsExactly("bills 2026-01-01 4 FAILED gone 2 2026-01-03 2 2 95 90", "stock 2026-01-06 0");
        assertThat(rows("select concat_ws(' ', job, mode, runs, seconds, calls) from etl.usual_runs"))
                .containsExactly("bills FULL 2 120 5");
    }

    /** Everything before the change set of this name; everything that is left if there is no name. */
    private void update(String before) throws SQLException, LiquibaseException {
        try (Connection connection = database.dataSource().getConnection()) {
            var liquibase = new Liquibase(
                    "sql/changelog.yaml", new ClassLoaderResourceAccessor(), new JdbcConnection(connection));
            var left = liquibase.listUnrunChangeSets(new Contexts(), new LabelExpression());
            int some = 0;
            while (some < left.size()
                    && !(left.get(some).getAuthor() + ":" + left.get(some).getId()).equals(before)) {
                some++;
            }
            liquibase.update(some, new Contexts(), new LabelExpression());
        }
    }

    private List<String> rows(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }
}
