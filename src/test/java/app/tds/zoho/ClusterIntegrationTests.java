package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.MirrorComparison;
import app.tds.RunningApplication;
import app.tds.ScaledClock;
import app.tds.TestDatabase;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Call;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Limits;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** However many processes ask, Zoho never has to refuse, and its limit is nearly used up while there is work. */
class ClusterIntegrationTests {

    private static final List<String> JOBS = List.of("invoices", "orders", "bills");
    private static final CompanySize SIZE = new CompanySize(5, 5, 180, 180, 180);
    private static final int ROWS_A_PAGE = 3;
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(6);

    @TempDir
    private Path jobs;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void threeOrganizationsAtOnce(int processes) throws IOException {
        smallPages();
        var clock = new ScaledClock(Instant.parse("2026-03-10T06:00:00Z"), 6);
        TestDatabase database = TestDatabase.create();
        try (Sandbox sandbox = Sandbox.start(
                SandboxSettings.tiny()
                        .withCompanies(SIZE, SIZE, SIZE)
                        .withLimits(Limits.zoho().withAccessTokenLife(TOKEN_LIFE)),
                clock)) {
            List<RunningApplication> applications = start(processes, sandbox, database, clock);
            try {
                for (RunFinished run : importEverything(applications, sandbox)) {
                    assertThat(run.outcome()).as("%s", run.cause()).isEqualTo(Outcome.COMPLETED);
                }
            } finally {
                applications.forEach(RunningApplication::close);
            }
            assertThat(sandbox.calls().all()).noneMatch(call -> call.status() == 429);
            for (String organization : sandbox.organizationIds()) {
                assertThat(callsAMinute(sandbox, organization))
                        .as("calls a minute of organization %s", organization)
                        .isGreaterThanOrEqualTo(85);
                assertEqual(database, sandbox, organization);
            }
            assertOneRefreshForEachExpiry(sandbox);
        }
    }

    /** A page is a call: small ones make enough of them. */
    private void smallPages() throws IOException {
        for (String job : JOBS) {
            Files.writeString(
                    jobs.resolve(job + ".yaml"),
                    Files.readString(Path.of("jobs", job + ".yaml")).replace("\n  moves: stock", ""));
        }
        Files.writeString(
                jobs.resolve("_defaults.yaml"),
                Files.readString(Path.of("jobs/_defaults.yaml"))
                        .replace("page-size: 200", "page-size: " + ROWS_A_PAGE));
    }

    private List<RunningApplication> start(int processes, Sandbox sandbox, TestDatabase database, ScaledClock clock) {
        List<RunningApplication> applications = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            applications.add(RunningApplication.start(
                    sandbox,
                    database,
                    context -> beans(context, clock),
                    "tds.jobs.location=" + jobs.toUri(),
                    "tds.zoho.calls-per-minute=100"));
        }
        return applications;
    }

    private static void beans(GenericApplicationContext context, ScaledClock clock) {
        context.registerBean("testClock", Clock.class, () -> clock, bean -> bean.setPrimary(true));
        context.registerBean(
                "testWaiting",
                Waiting.class,
                () -> duration -> Thread.sleep(clock.real(duration).toMillis() + 1),
                bean -> bean.setPrimary(true));
    }

    private static List<RunFinished> importEverything(List<RunningApplication> applications, Sandbox sandbox) {
        List<CompletableFuture<RunFinished>> runs = new ArrayList<>();
        for (String organization : sandbox.organizationIds()) {
            for (int i = 0; i < JOBS.size(); i++) {
                runs.add(applications.get(i % applications.size()).launch(JOBS.get(i), organization, RunMode.FULL));
            }
        }
        return runs.stream().map(CompletableFuture::join).toList();
    }

    /** While all three lists are read: the last tenth, in which one after the other ends, does not count. */
    private static double callsAMinute(Sandbox sandbox, String organization) {
        List<Instant> calls = sandbox.calls().all().stream()
                .filter(call -> organization.equals(call.query().get("organization_id")))
                .map(Call::at)
                .sorted()
                .toList();
        int counted = calls.size() * 9 / 10;
        Duration took = Duration.between(calls.get(0), calls.get(counted));
        return counted * 60_000.0 / took.toMillis();
    }

    private static void assertOneRefreshForEachExpiry(Sandbox sandbox) {
        List<Call> calls = sandbox.calls().all();
        Duration took =
                Duration.between(calls.get(0).at(), calls.get(calls.size() - 1).at());
        long refreshes = calls.stream()
                .filter(call -> call.path().equals("/oauth/v2/token"))
                .count();
        long expiries = took.dividedBy(TOKEN_LIFE.minus(AccessTokens.EARLY));
        assertThat(refreshes).isBetween(1L, expiries + 1);
    }

    private static void assertEqual(TestDatabase database, Sandbox sandbox, String organization) {
        var comparison = new MirrorComparison(JdbcClient.create(database.dataSource()), sandbox.company(organization));
        comparison.assertEqual("invoices", "invoices", "invoice_id", row -> true, 25);
        comparison.assertEqual("sales_orders", "salesorders", "salesorder_id", row -> true, 20);
        comparison.assertEqual("bills", "bills", "bill_id", row -> true, 15);
    }
}
