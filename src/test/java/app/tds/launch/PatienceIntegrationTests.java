package app.tds.launch;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.RunningApplication;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.pipeline.Patience;
import app.tds.pipeline.Plan.JobPlan;
import app.tds.pipeline.Plans;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a delta that is due leaves its calls to what needs them more. */
class PatienceIntegrationTests {

    private static final SettableClock CLOCK = new SettableClock(Instant.parse("2026-03-02T06:00:00Z"));

    private static Sandbox sandbox;
    private static RunningApplication application;
    private static String organization;
    private static Patience patience;

    @BeforeAll
    static void importEverything() {
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(new CompanySize(450, 20, 20, 5, 5)), CLOCK);
        application = RunningApplication.start(sandbox, TestDatabase.create(), CLOCK);
        organization = sandbox.organizationIds().get(0);
        patience = application.bean(Patience.class);
        for (String job : new String[] {"stock", "products", "invoices"}) {
            assertThat(application.run(job, organization, RunMode.FULL).outcome())
                    .isEqualTo(Outcome.COMPLETED);
        }
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void nothingWaitsAndStockHasJustMoved() {
        update("delete from etl.hydration");
        update("update etl.job_state set failed_in_a_row = 0");
        update("delete from etl.runs_by_hour");
        stockMoved(CLOCK.instant());
        application
                .jdbc()
                .sql("""
                        insert into etl.budgets (organization_id, calls_per_day, remaining, resets_at) values (?, 1000, 900, ?)
                        on conflict (organization_id) do update set calls_per_day = excluded.calls_per_day,
                          remaining = excluded.remaining, resets_at = excluded.resets_at
                        """)
                .params(organization, Timestamp.from(CLOCK.instant().plus(Duration.ofHours(15))))
                .update();
    }

    @Test
    void whereNothingNeedsItsCallsNoDeltaWaits() {
        for (String job : new String[] {"stock", "products", "invoices"}) {
            assertThat(waits(job, 5)).as(job).isFalse();
        }
    }

    @Test
    void whileMoreDocumentsWaitThanADayCanFetchDeltasWaitForAPartOfTheirFreshness() {
        documentsWait(699);
        assertThat(waits("invoices", 5)).isFalse();
        documentsWait(700);
        assertThat(waits("invoices", 5)).isTrue();
        assertThat(waits("invoices", 10)).isTrue();
        assertThat(waits("invoices", 15)).as("a quarter of an hour").isFalse();
        assertThat(waits("stock", 20)).isTrue();
        assertThat(waits("stock", 30)).as("three pages: half an hour").isFalse();
    }

    @Test
    void aListThatIsReadWholeIsReadLessOftenWhenNothingMoves() {
        stockMoved(CLOCK.instant().minus(Duration.ofHours(2)));
        assertThat(waits("stock", 10)).isFalse();
        stockMoved(CLOCK.instant().minus(Duration.ofHours(4)));
        assertThat(waits("stock", 10)).isTrue();
        assertThat(waits("stock", 20)).isTrue();
        assertThat(waits("stock", 30)).isFalse();
        assertThat(waits("products", 5)).as("one call").isFalse();
        update("delete from etl.runs_by_hour");
        assertThat(waits("stock", 10)).as("nobody has looked for two hours yet").isFalse();
    }

    @Test
    void whatFailsOrWasNeverReadDoesNotWait() {
        documentsWait(5_000);
        update("update etl.job_state set failed_in_a_row = 1 where job = 'invoices'");
        assertThat(waits("invoices", 5)).isFalse();
        assertThat(patience.mayWait("bills", organization)).isFalse();
        assertThat(patience.mayWait("nonsense", organization)).isFalse();
    }

    @Test
    void thePlanCountsTheCallsThatAreLeftToDocuments() {
        documentsWait(699);
        assertThat(plan("invoices").listCallsPerDay()).isEqualTo(288 + 1);
        assertThat(plan("stock").listCallsPerDay()).isEqualTo(144 * 3 + 3);
        documentsWait(700);
        assertThat(plan("invoices").listCallsPerDay()).isEqualTo(96 + 1);
        assertThat(plan("stock").listCallsPerDay()).isEqualTo(48 * 3 + 3);
    }

    /** A third of the deltas fetch as many documents as all did: 40 each at other times. */
    @Test
    void aDeltaFetchesTheDocumentsOfThoseThatWaitedForIt() {
        update("update etl.budgets set calls_per_day = 10000, remaining = 9000");
        documentsWait(7_000);
        sandbox.calls().clear();
        assertThat(application.run("invoices", organization, RunMode.DELTA).outcome())
                .isEqualTo(Outcome.COMPLETED);
        assertThat(documentsAskedFor()).isEqualTo(3 * 40);
    }

    private static long documentsAskedFor() {
        return sandbox.calls().all().stream()
                .filter(call -> call.path().startsWith("/books/v3/invoices/"))
                .count();
    }

    private static JobPlan plan(String job) {
        return application.bean(Plans.class).all().get(0).jobs().stream()
                .filter(one -> one.job().equals(job))
                .findFirst()
                .orElseThrow();
    }

    /** So many minutes after the last run of the job has begun. */
    private static boolean waits(String job, int minutes) {
        application
                .jdbc()
                .sql("update etl.watermarks set seen_until = ? where job = ?")
                .params(Timestamp.from(CLOCK.instant().minus(Duration.ofMinutes(minutes))), job)
                .update();
        return patience.mayWait(job, organization);
    }

    private static void documentsWait(int documents) {
        update("delete from etl.hydration");
        application.jdbc().sql("""
                        insert into etl.hydration (organization_id, job, source_id, queued_at)
                        select ?, 'invoices', n::text, now() from generate_series(1, ?) as n
                        """).params(organization, documents).update();
    }

    private static void stockMoved(Instant at) {
        update("delete from etl.runs_by_hour");
        application.jdbc().sql("""
                        insert into etl.runs_by_hour (organization_id, job, mode, hour, outcome, changed_since)
                        values (?, 'stock', 'DELTA', date_trunc('hour', ?::timestamptz), 'COMPLETED', 7)
                        """).params(organization, Timestamp.from(at)).update();
    }

    private static void update(String sql) {
        application.jdbc().sql(sql).update();
    }
}
