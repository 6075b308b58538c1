package app.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.tds.pipeline.RunMode;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two versions side by side: the older one notices that the newer one has changed the tables, and ends. */
class RollingUpdateIntegrationTests {

    private static final String INVOICES = "/books/v3/invoices";
    /** As the newer version's start leaves it. */
    private static final String NEWER = """
            insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype)
            values ('of-tomorrow', 'tds', 'sql/tds/9999-of-tomorrow.sql', now(), 99999, 'EXECUTED')
            """;

    @TempDir
    private Path folder;

    @Test
    void theOlderOneEndsAtACommitAndStartsNoMoreAndTheNewerOneGoesOn() {
        TestDatabase database = TestDatabase.create();
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        try (var sandbox = Sandbox.start(
                SandboxSettings.tiny().withCompanies(new CompanySize(5, 5, 300, 5, 5)), Clock.systemUTC())) {
            var older = new ServingProcess(folder, sandbox, database);
            try {
                older.awaitReady();
                sandbox.faults().on(INVOICES).always().hang(Duration.ofMillis(300));
                assertThat(older.launch("invoices", RunMode.FULL)).isTrue();
                await().atMost(Duration.ofSeconds(30)).until(() -> count(jdbc, "select read from etl.runs") >= 40);

                jdbc.sql(NEWER).update();

                assertThat(older.exitCode()).as("wrong version").isEqualTo(2);
                assertThat(older.output())
                        .contains("A newer version of this application has changed the tables (1 change that this"
                                + " version does not know, such as sql/tds/9999-of-tomorrow.sql tds:of-tomorrow)")
                        .contains("This version had to end.");
                assertThat(jdbc.sql("select outcome from etl.runs")
                                .query(String.class)
                                .single())
                        .isEqualTo("STOPPED");
                long read = count(jdbc, "select count(*) from tds.invoices");
                assertThat(read).isBetween(40L, 280L);

                var again = new ServingProcess(folder, sandbox, database);
                assertThat(again.exitCode()).isEqualTo(2);
                assertThat(again.output()).contains("use the newer version");
                assertThat(count(jdbc, "select count(*) from tds.invoices")).isEqualTo(read);
            } finally {
                older.kill();
            }
            goesOn(database, jdbc, sandbox);
        }
    }

    /** The newer version is this one, which knows of the change from now on. */
    private void goesOn(TestDatabase database, JdbcClient jdbc, Sandbox sandbox) {
        jdbc.sql("delete from databasechangelog where id = 'of-tomorrow'").update();
        sandbox.faults().clear();
        var newer = new ServingProcess(folder, sandbox, database);
        try {
            newer.awaitReady();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> count(jdbc, "select count(*) from etl.runs where outcome = 'COMPLETED'") == 1);
        } finally {
            newer.kill();
        }
        assertThat(count(jdbc, "select inserted from etl.runs where executions = 2 and read = inserted"))
                .as("every record once")
                .isEqualTo(300);
        new MirrorComparison(jdbc, sandbox.company(sandbox.organizationIds().get(0)))
                .assertEqual("invoices", "invoices", "invoice_id", row -> true, 25);
    }

    private static long count(JdbcClient jdbc, String sql) {
        return Objects.requireNonNull(jdbc.sql(sql).query(Long.class).single());
    }
}
