package app.tds.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import app.tds.MirrorComparison;
import app.tds.RunningApplication;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Limits;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lock-out or the end of the day's calls parks a run: no thread waits, nothing is asked, and it goes on by itself. */
class ParkedRunsIntegrationTests {

    private static final String INVOICES = "/books/v3/invoices";
    private static final CompanySize SIZE = new CompanySize(5, 5, 2_600, 5, 5);
    private static final ZoneId BAGHDAD = ZoneId.of("Asia/Baghdad");

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-10T06:00:00Z"));
    private final TestDatabase database = TestDatabase.create();

    private Sandbox sandbox;
    private Company company;
    private Company neighbour;

    void start(Limits limits) {
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(SIZE, SIZE).withLimits(limits), clock);
        company = sandbox.company(sandbox.organizationIds().get(0));
        neighbour = sandbox.company(sandbox.organizationIds().get(1));
    }

    @AfterEach
    void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @Test
    void aLockOutParksTheRunOthersGoOnAndItResumesWhenTimeIsUpEvenAfterARestart() {
        start(Limits.none().withPerMinute(10).withLockOut(Duration.ofMinutes(30)));
        RunFinished parked;
        try (RunningApplication application = application()) {
            parked = application.run("invoices", company.organizationId(), RunMode.FULL);
            assertThat(parked.outcome()).isEqualTo(Outcome.PARKED);
            assertThat(parked.cause()).contains("code 44").contains("2026-03-10T06:30:00Z");
            assertThat(rejected()).as("one refusal, and not a second one").isEqualTo(1);

            RunFinished other = application.run("orders", neighbour.organizationId(), RunMode.FULL);
            assertThat(other.outcome()).isEqualTo(Outcome.COMPLETED);

            int calls = calls(company);
            assertThat(application
                            .run("orders", company.organizationId(), RunMode.FULL)
                            .outcome())
                    .as("the pause is the organization's, not the run's")
                    .isEqualTo(Outcome.PARKED);
            assertThat(calls(company)).as("nothing is asked meanwhile").isEqualTo(calls);
        }
        int calls = calls(company);
        try (RunningApplication application = application()) {
            assertThatThrownBy(() -> application.launch("invoices", company.organizationId(), RunMode.FULL))
                    .isInstanceOf(LaunchRefused.class)
                    .hasMessageContaining("run " + parked.run().id())
                    .hasMessageContaining("2026-03-10T06:30:00Z");
            clock.advance(Duration.ofMinutes(29).plusSeconds(59));
            application.bean(RunQueue.class).look();
            assertThat(calls(company)).isEqualTo(calls);

            sandbox.calls().clear();
            clock.advance(Duration.ofSeconds(2));
            application.bean(RunQueue.class).look();

            awaitOutcome(application, parked, Outcome.COMPLETED);
            assertThat(sandbox.calls().of(INVOICES).stream()
                            .map(call -> call.query().get("page"))
                            .toList())
                    .first()
                    .isEqualTo("8");
            awaitNoneParked(application);
            assertEqual(application);
        }
    }

    @Test
    void theEndOfAShareParksTheRunBeforeZohoRefusesAndDeltasGoOn() {
        start(Limits.none().withPerDay(23));
        try (RunningApplication application = application()) {
            assertThat(application
                            .run("invoices", company.organizationId(), RunMode.FULL)
                            .outcome())
                    .isEqualTo(Outcome.COMPLETED);
            RunFinished full = application.run("orders", company.organizationId(), RunMode.FULL);
            assertThat(full.outcome()).isEqualTo(Outcome.PARKED);
            assertThat(full.cause()).contains("23 calls a day").contains("FULL");
            Instant midnight = Instant.parse("2026-03-10T21:00:00Z");
            assertThat(midnight.atZone(BAGHDAD).toLocalTime()).isEqualTo(LocalTime.MIDNIGHT);
            assertThat(full.cause()).contains(midnight.toString());
            assertThat(rejected()).as("Zoho never had to refuse").isZero();

            RunFinished delta = application.run("invoices", company.organizationId(), RunMode.DELTA);
            assertThat(delta.outcome()).as("%s", delta.cause()).isEqualTo(Outcome.COMPLETED);

            clock.advance(Duration.between(clock.instant(), midnight).plusSeconds(1));
            application.bean(RunQueue.class).look();
            awaitOutcome(application, full, Outcome.COMPLETED);
            assertThat(rejected()).isZero();
        }
    }

    @Test
    void aParkedRunThatSomebodyStopsStaysStoppedUntilSomebodyRestartsIt() {
        start(Limits.none().withPerMinute(10).withLockOut(Duration.ofMinutes(30)));
        try (RunningApplication application = application()) {
            RunFinished parked = application.run("invoices", company.organizationId(), RunMode.FULL);
            assertThat(parked.outcome()).isEqualTo(Outcome.PARKED);

            application.bean(Launcher.class).stop(parked.run().id(), "test");

            awaitOutcome(application, parked, Outcome.STOPPED);
            clock.advance(Duration.ofMinutes(31));
            application.bean(RunQueue.class).look();
            awaitOutcome(application, parked, Outcome.STOPPED);
            assertThat(application
                            .bean(Launcher.class)
                            .restart(parked.run().id())
                            .finished()
                            .join()
                            .outcome())
                    .isEqualTo(Outcome.COMPLETED);
            assertThat(application
                            .jdbc()
                            .sql("select count(*) from tds.invoices")
                            .query(Long.class)
                            .single())
                    .isEqualTo(company.ids("invoices").size());
        }
    }

    private RunningApplication application() {
        return RunningApplication.start(sandbox, database, clock);
    }

    private void assertEqual(RunningApplication application) {
        new MirrorComparison(application.jdbc(), company)
                .assertEqual("invoices", "invoices", "invoice_id", row -> true, 25);
    }

    private long rejected() {
        return sandbox.calls().all().stream()
                .filter(call -> call.status() == 429)
                .count();
    }

    private int calls(Company of) {
        return (int) sandbox.calls().all().stream()
                .filter(call -> of.organizationId().equals(call.query().get("organization_id")))
                .count();
    }

    private static void awaitOutcome(RunningApplication application, RunFinished run, Outcome outcome) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> outcome.name()
                        .equals(application
                                .jdbc()
                                .sql("select outcome from etl.runs where run_id = ?")
                                .param(run.run().id())
                                .query(String.class)
                                .optional()
                                .orElse(null)));
    }

    private static void awaitNoneParked(RunningApplication application) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> application
                                .jdbc()
                                .sql("select count(*) from etl.runs where outcome is null or outcome = 'PARKED'")
                                .query(Long.class)
                                .single()
                        == 0);
    }
}
