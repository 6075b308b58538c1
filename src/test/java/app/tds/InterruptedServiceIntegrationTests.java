package app.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.sandbox.Webhooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A service that is told to end, or loses its database, in the middle of its work: what was begun goes on by itself. */
class InterruptedServiceIntegrationTests {

    private static final String INVOICES = "/books/v3/invoices";
    private static final String OF_INVOICES = " from etl.runs where job = 'invoices' order by run_id desc limit 1";
    private static final String SECRET = "secretofwebhooks1";
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

    @Test
    void toldToEndWhileDocumentsAreFetchedItEndsSoonAndTheNextStartFetchesTheOthers() {
        TestDatabase database = TestDatabase.create();
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        ServingProcess first = started(database);
        assertThat(first.launch("invoices", RunMode.FULL)).isTrue();
        awaitCompleted(jdbc);
        sandbox.faults().on(INVOICES + "/*").always().hang(A_CALL);
        assertThat(first.launch("invoices", RunMode.DELTA)).isTrue();
        awaitAtLeast(jdbc, 20, "select 300 - count(*) from etl.hydration");

        Duration took = first.terminate();

        assertThat(took).isLessThan(Duration.ofSeconds(10));
        assertStopped(jdbc);
        assertThat(count(jdbc, "select count(*) from etl.hydration")).isBetween(260L, 280L);
        ServingProcess second = started(database);
        awaitCompleted(jdbc);
        assertThat(count(jdbc, "select asked from etl.run_steps where step = 'hydrate'"))
                .isEqualTo(40);
        assertThat(count(jdbc, "select count(*) from etl.hydration")).isEqualTo(260);
        sandbox.faults().clear();
        while (count(jdbc, "select count(*) from etl.hydration") > 0) {
            assertThat(second.launch("invoices", RunMode.DELTA)).isTrue();
            awaitCompleted(jdbc);
        }
        second.kill();
        new MirrorComparison(jdbc, company).assertComplete(Set.of("invoices"));
    }

    @Test
    void withItsDatabaseRestartedItIsTheSameProcessThatGoesOn() throws IOException {
        try (MortalPostgres postgres = new MortalPostgres(folder)) {
            TestDatabase database = postgres.database();
            JdbcClient jdbc = JdbcClient.create(database.dataSource());
            ServingProcess service = new ServingProcess(
                    folder,
                    sandbox,
                    database,
                    Map.of(
                            "tds.jobs.location",
                            locationsEverySecond().toUri().toString(),
                            "spring.datasource.hikari.connection-timeout",
                            "2000",
                            "tds.webhooks.secrets." + company.organizationId(),
                            SECRET));
            services.add(service);
            try {
                service.awaitReady();
                whileAListIsRead(service, postgres, jdbc);
                whileDocumentsAreFetched(service, postgres, jdbc);
                new MirrorComparison(jdbc, company).assertComplete(Set.of("invoices"));
                everythingElseGoesOnAsWell(service, jdbc);
                assertThat(service.terminate()).isLessThan(Duration.ofSeconds(10));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError(seen(failure, service), failure);
            } finally {
                service.kill();
            }
        }
    }

    /** All others are due once a year. */
    private Path locationsEverySecond() throws IOException {
        Path jobs = ServingProcess.smallPages(folder.resolve("more"));
        Path locations = jobs.resolve("locations.yaml");
        Files.writeString(
                locations, Files.readString(locations).replaceFirst("delta: \".*\"", "delta: \"* * * * * ?\""));
        return jobs;
    }

    private void whileAListIsRead(ServingProcess service, MortalPostgres postgres, JdbcClient jdbc) {
        sandbox.faults().on(INVOICES).always().hang(A_CALL);
        assertThat(service.launch("invoices", RunMode.FULL)).isTrue();
        awaitAtLeast(jdbc, 40, "select read" + OF_INVOICES);
        postgres.crash();
        // Longer than a connection is waited for.
        await().pollDelay(Duration.ofSeconds(4)).atMost(Duration.ofSeconds(20)).until(service::isAlive);
        postgres.revive();
        awaitAtLeast(jdbc, 2, "select executions" + OF_INVOICES);
        awaitAtLeast(jdbc, 120, "select read" + OF_INVOICES);
        for (int i = 0; i < 3; i++) {
            loseConnectionsOfTheRun(jdbc);
        }
        sandbox.faults().clear();
        awaitCompleted(jdbc);
        assertThat(count(jdbc, "select read" + OF_INVOICES))
                .as("every record once")
                .isEqualTo(300);
        assertThat(count(jdbc, "select inserted" + OF_INVOICES)).isEqualTo(300);
    }

    private void whileDocumentsAreFetched(ServingProcess service, MortalPostgres postgres, JdbcClient jdbc) {
        sandbox.faults().on(INVOICES + "/*").always().hang(A_CALL);
        assertThat(service.launch("invoices", RunMode.DELTA)).isTrue();
        awaitAtLeast(jdbc, 20, "select 300 - count(*) from etl.hydration where job = 'invoices'");
        postgres.crash();
        postgres.revive();
        awaitCompleted(jdbc);
        assertThat(count(jdbc, "select executions" + OF_INVOICES)).isGreaterThan(1);
        assertThat(count(jdbc, "select max(asked) from etl.run_steps where step = 'hydrate'"))
                .as("no more documents than without")
                .isEqualTo(40);
        sandbox.faults().clear();
        while (count(jdbc, "select count(*) from etl.hydration where job = 'invoices'") > 0) {
            assertThat(service.launch("invoices", RunMode.DELTA)).isTrue();
            awaitCompleted(jdbc);
        }
    }

    private void everythingElseGoesOnAsWell(ServingProcess service, JdbcClient jdbc) {
        assertThat(service.nodeId()).as("the lease").isPresent();
        awaitAtLeast(
                jdbc,
                1,
                "select count(*) from etl.job_state where ok_at > (select max(finished_at) from etl.runs where job = 'invoices')");
        company.webhooks()
                .add("invoices", service.address("/api/v1/tds/webhooks/zoho/invoices"), SECRET, Webhooks.Body.JSON);
        String invoice = company.create("invoices");
        assertThat(company.webhooks().send()).containsExactly(202);
        awaitAtLeast(jdbc, 1, "select count(*) from tds.invoice_lines where invoice_id = '" + invoice + "'");
        awaitCompleted(jdbc);
    }

    /**
     * Until the run has noticed: between two commits the pool replaces what is lost, and no run notices. On a busy machine a
     * commit may take longer than the six losses in a row.
     */
    private static void loseConnectionsOfTheRun(JdbcClient jdbc) {
        long before = count(jdbc, "select executions" + OF_INVOICES);
        for (int lost = 0; count(jdbc, "select executions" + OF_INVOICES) == before; lost++) {
            assertThat(lost).as("losses in a row").isLessThan(20);
            for (int i = 0; i < 6; i++) {
                loseConnections(jdbc);
                await().pollDelay(A_CALL.dividedBy(2)).until(() -> true);
            }
            // The queue looks every second for a run that goes on.
            for (int i = 0; i < 40 && count(jdbc, "select executions" + OF_INVOICES) == before; i++) {
                await().pollDelay(A_CALL.dividedBy(2)).until(() -> true);
            }
        }
    }

    private static void loseConnections(JdbcClient jdbc) {
        jdbc.sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'node-%'")
                .query()
                .listOfRows();
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

    /** What the log of a build shows of a failure is short: the cause first, then how the log of the process ends. */
    private static String seen(Throwable failure, ServingProcess service) {
        List<String> log = service.output().lines().toList();
        return failure.getMessage() + "\n" + String.join("\n", log.subList(Math.max(0, log.size() - 30), log.size()));
    }

    private static void awaitCompleted(JdbcClient jdbc) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> count(
                                jdbc,
                                "select count(*) from etl.runs"
                                        + " where job = 'invoices' and outcome is distinct from 'COMPLETED'")
                        == 0);
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
