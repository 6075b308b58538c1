package app.tds.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.tds.ServingApplication;
import app.tds.TestDatabase;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.launch.OrganizationRefresh;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.sandbox.Webhooks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Webhooks pass documents that wait, and documents move all the same while webhooks come steadily. */
@Tag("long")
@Timeout(180)
class BacklogIntegrationTests {

    private static final String SECRET = "firstwebhooksecret1";
    private static final int INVOICES = 3_000;
    private static final int WEBHOOKS = 40;
    private static final Duration EACH = Duration.ofMillis(400);

    private final Sandbox sandbox = Sandbox.start(
            SandboxSettings.tiny().withCompanies(new CompanySize(30, 30, INVOICES, 0, 0)), Clock.systemUTC());
    private final Company company = sandbox.company(sandbox.organizationIds().get(0));
    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final ServingApplication application = ServingApplication.start(
            sandbox,
            database,
            Clock.systemUTC(),
            "tds.zoho.refresh-token=" + sandbox.refreshToken(),
            "tds.schedule.enabled=true",
            "tds.webhooks.secrets." + company.organizationId() + "=" + SECRET);

    @AfterEach
    void stop() {
        application.close();
        sandbox.close();
    }

    @Test
    void aWebhookIsARowWithinFiveSecondsAndTheBacklogMoves() throws InterruptedException {
        application.bean(OrganizationRefresh.class).refresh();
        importHeaders();
        // Each document takes a while, as Zoho's do: the backlog takes minutes.
        sandbox.faults().on("/books/v3/invoices/*").always().hang(Duration.ofMillis(150));
        company.webhooks()
                .add("invoices", application.address("/api/v1/tds/webhooks/zoho/invoices"), SECRET, Webhooks.Body.JSON);
        launch(RunMode.DELTA);
        await().until(() -> documents() > 0);
        long before = documents();

        List<Duration> took = new ArrayList<>();
        for (int i = 0; i < WEBHOOKS; i++) {
            String id = company.ids("invoices").get(i);
            Instant sent = Instant.now();
            company.edit("invoices", id, Map.of("reference_number", "PO-" + i));
            company.webhooks().send();
            String number = "PO-" + i;
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> jdbc.sql("select exists (select from tds.invoices where reference_number = ?)")
                            .param(number)
                            .query(Boolean.class)
                            .single());
            took.add(Duration.between(sent, Instant.now()));
            Thread.sleep(EACH.toMillis());
        }

        Collections.sort(took);
        Duration p95 = took.get(WEBHOOKS * 95 / 100 - 1);
        long moved = documents() - before;
        System.out.printf(
                "webhooks beside a backlog: median %s, p95 %s, longest %s; %d documents fetched meanwhile, %d wait%n",
                took.get(WEBHOOKS / 2), p95, took.get(WEBHOOKS - 1), moved, waiting());
        assertThat(waiting()).as("the backlog was there all the time").isPositive();
        assertThat(p95).isLessThan(Duration.ofSeconds(5));
        assertThat(moved).as("documents beyond those of the webhooks").isGreaterThan(5L * WEBHOOKS);
        assertThat(jdbc.sql("select count(*) from etl.runs where mode = 'DOCUMENTS' and outcome = 'COMPLETED'")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    private void importHeaders() {
        await().atMost(Duration.ofSeconds(120))
                .ignoreExceptionsMatching(app.tds.launch.LaunchRefused.class::isInstance)
                .until(() -> launch(RunMode.FULL).join().outcome() == Outcome.COMPLETED);
    }

    private java.util.concurrent.CompletableFuture<app.tds.pipeline.RunFinished> launch(RunMode mode) {
        return application
                .bean(Launcher.class)
                .launch(new LaunchRequest("invoices", company.organizationId(), mode, AskedBy.person("test")))
                .finished();
    }

    private long documents() {
        return jdbc.sql("select count(*) from tds.invoices where detail_hash is not null")
                .query(Long.class)
                .single();
    }

    private long waiting() {
        return jdbc.sql("select count(*) from etl.hydration where job = 'invoices'")
                .query(Long.class)
                .single();
    }
}
