package app.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A service that is told to end in the middle of its work: what was begun goes on by itself. */
class InterruptedServiceIntegrationTests {

    private static final String INVOICES = "/books/v3/invoices";
    private static final Duration A_CALL = Duration.ofMillis(100);

    @TempDir
    private Path folder;

    private final Sandbox sandbox =
            Sandbox.start(SandboxSettings.tiny().withCompanies(new CompanySize(5, 5, 300, 5, 5)), Clock.systemUTC());
    private final Company company = sandbox.company(sandbox.organizationIds().get(0));
    private final List<ServingProcess> services = new ArrayList<>();

    @AfterEach
    void stop() {
        services.forEach(ServingProcess::kill);
        sandbox.close();
    }

    @Test
    void toldToEndInTheMiddleOfAnImportItEndsSoonAndTheNextStartGoesOn() {
        TestDatabase database = TestDatabase.create();
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        ServingProcess first = started(database);
        sandbox.faults().on(INVOICES).always().hang(A_CALL);
        assertThat(first.launch("invoices", RunMode.FULL)).isTrue();
        awaitAtLeast(jdbc, 40, "select read from etl.runs");

        Duration took = first.terminate();

        assertThat(took).isLessThan(Duration.ofSeconds(10));
        assertStopped(jdbc);
        long committed = count(jdbc, "select count(*) from tds.invoices");
        assertThat(committed).isBetween(40L, 280L);
        sandbox.faults().clear();
        sandbox.calls().clear();
        ServingProcess second = started(database);
        awaitCompleted(jdbc);
        second.kill();

        assertThat(sandbox.calls().pages(INVOICES)).as("from its last commit").doesNotContain(30);
        assertThat(count(jdbc, "select inserted from etl.runs where executions = 2 and read = inserted"))
                .isEqualTo(300);
        new MirrorComparison(jdbc, company).assertEqual("invoices", "invoices", "invoice_id", row -> true, 25);
    }

    @Test
    void toldToEndWhileZohoDoesNotAnswerItEndsSoonAsWell() {
        TestDatabase database = TestDatabase.create();
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        ServingProcess first = started(database);
        sandbox.faults().on(INVOICES, 20).hang();
        assertThat(first.launch("invoices", RunMode.FULL)).isTrue();
        await().atMost(Duration.ofSeconds(30)).until(() -> sandbox.faults().hanging() == 1);

        assertThat(first.terminate()).isLessThan(Duration.ofSeconds(10));

        assertStopped(jdbc);
        sandbox.faults().clear();
        ServingProcess second = started(database);
        awaitCompleted(jdbc);
        second.kill();
        new MirrorComparison(jdbc, company).assertEqual("invoices", "invoices", "invoice_id", row -> true, 25);
    }

    private ServingProcess started(TestDatabase database) {
        ServingProcess service = new ServingProcess(folder, sandbox, database);
        services.add(service);
        service.awaitReady();
        return service;
    }

    private static void assertStopped(JdbcClient jdbc) {
        assertThat(jdbc.sql("select outcome || ' ' || coalesce(stop_asked_by, 'by itself') from etl.runs"
                                + " order by run_id desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("STOPPED by itself");
        assertThat(count(jdbc, "select count(*) from pg_locks where locktype = 'advisory'"))
                .isZero();
    }

    private static void awaitCompleted(JdbcClient jdbc) {
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        count(jdbc, "select count(*) from etl.runs where outcome is distinct from 'COMPLETED'") == 0);
    }

    private static void awaitAtLeast(JdbcClient jdbc, long least, String sql) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> count(jdbc, sql) >= least);
    }

    private static long count(JdbcClient jdbc, String sql) {
        return Objects.requireNonNull(jdbc.sql(sql).query(Long.class).single());
    }
}
