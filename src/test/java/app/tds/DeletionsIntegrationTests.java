package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.launch.LaunchRequest;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Runs;
import app.tds.sandbox.Call;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many deletions at once: refused until somebody means them, confirmed for few calls, and never half marked. */
class DeletionsIntegrationTests {

    private static final String INVOICES = "/books/v3/invoices";
    private static final String BULK = "/inventory/v1/itemdetails";

    private static final SettableClock clock = new SettableClock(Instant.parse("2026-03-02T09:00:00Z"));
    private static Sandbox sandbox;
    private static RunningApplication application;
    private static int next;

    private Company company;

    @BeforeAll
    static void start() {
        CompanySize[] sizes = new CompanySize[9];
        Arrays.fill(sizes, new CompanySize(450, 10, 450, 5, 5));
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(sizes), clock);
        application = RunningApplication.start(sandbox, TestDatabase.create(), clock);
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void takeCompany() {
        sandbox.faults().clear();
        company = sandbox.company(sandbox.organizationIds().get(next++));
        sandbox.calls().clear();
    }

    @Test
    void afterARefusalTheNextFullImportListsAgain() {
        run("invoices");
        sandbox.faults().on(INVOICES, 1).times(2).emptyList();

        RunFinished refused = ask("invoices", null);

        assertThat(refused.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(refused.cause())
                .isEqualTo(
                        "Of 450 invoices, 200 were not listed any more. That is too much to be deletions, so nothing was"
                                + " marked. Look at the list in the source; the next full import lists again. If they were deleted"
                                + " on purpose, an admin says so: sync invoices --mode full --accept-deletions");
        assertThat(application.bean(Runs.class).refusedDeletions(company.organizationId(), "invoices"))
                .get()
                .satisfies(last -> assertThat(last.rows()).isEqualTo(200));
        sandbox.calls().clear();

        RunFinished next = run("invoices");

        assertThat(next.run().id()).isNotEqualTo(refused.run().id());
        assertThat(next.counts().read()).isEqualTo(450);
        assertThat(next.counts().pages()).isEqualTo(3);
        assertThat(sandbox.calls().all()).hasSize(3);
        assertThat(deleted("invoices")).isZero();
        assertThat(application.bean(Runs.class).refusedDeletions(company.organizationId(), "invoices"))
                .isEmpty();
    }

    @Test
    void deletionsThatAreMeantAreMarkedForACallAHundredAndASample() {
        run("products");
        List<String> gone = company.ids("items").subList(0, 400);
        gone.forEach(id -> company.delete("items", id));
        assertThat(ask("products", null).cause()).contains("Of 450 products, 400 were not listed any more");
        sandbox.calls().clear();

        RunFinished accepted = ask("products", 400L);

        assertThat(accepted.outcome()).as("cause: %s", accepted.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(accepted.counts().deleted()).isEqualTo(400);
        assertThat(deleted("products")).isEqualTo(400);
        assertThat(sandbox.calls().of(BULK)).hasSize(4);
        assertThat(singles("/inventory/v1/items/")).hasSize(20);
        assertThat(accepted.counts().calls()).isEqualTo(sandbox.calls().all().size());
        assertThat(sweep(accepted)).isEqualTo("400 asked, 0 there, 400 gone, 0 postponed, 24 calls");
        assertThat(number("select count(*) from etl.swept")).isZero();
        assertThat(run("products").counts().deleted()).isZero();
    }

    @Test
    void moreThanWasMeantIsRefusedAgain() {
        run("products");
        company.ids("items").subList(0, 100).forEach(id -> company.delete("items", id));
        assertThat(ask("products", null).outcome()).isEqualTo(Outcome.FAILED);
        company.ids("items").subList(0, 30).forEach(id -> company.delete("items", id));

        assertThat(ask("products", 100L).cause()).contains("Of 450 products, 130 were not listed any more");
        assertThat(deleted("products")).isZero();
        assertThat(ask("products", 130L).counts().deleted()).isEqualTo(130);
    }

    @Test
    void whatAListAndABulkAnswerLeaveOutIsAskedForOneByOneIfTheSampleLives() {
        run("products");
        List<String> hidden = company.ids("items").subList(0, 60);
        company.ids("items").subList(60, 90).forEach(id -> company.delete("items", id));
        sandbox.faults().on("/inventory/v1/items", 1).times(2).emptyList();
        sandbox.faults().on(BULK).always().emptyList();
        assertThat(ask("products", null).outcome()).isEqualTo(Outcome.FAILED);
        sandbox.faults().clear();
        sandbox.faults().on("/inventory/v1/items", 1).times(2).emptyList();
        sandbox.faults().on(BULK).always().emptyList();

        RunFinished accepted = ask("products", 230L);

        assertThat(accepted.outcome()).as("cause: %s", accepted.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(accepted.counts().deleted()).isEqualTo(30);
        assertThat(application
                        .jdbc()
                        .sql("select count(*) from tds.products where organization_id = ? and deleted_at is not null"
                                + " and source_id = any(?)")
                        .params(company.organizationId(), hidden.toArray(String[]::new))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aSweepThatBreaksOffGoesOnWithWhatIsLeftAndMarksAllAtOnce() {
        run("invoices");
        List<String> gone = company.ids("invoices").subList(0, 200);
        gone.forEach(id -> company.delete("invoices", id));
        ask("invoices", null);
        sandbox.faults().on(INVOICES + "/" + gone.get(120)).status(429, 45, Duration.ofHours(2));
        sandbox.calls().clear();

        RunFinished parked = ask("invoices", 200L);

        assertThat(parked.outcome()).isEqualTo(Outcome.PARKED);
        assertThat(deleted("invoices")).isZero();
        int first = singles(INVOICES + "/").size();
        assertThat(first).isBetween(100, 155);
        clock.advance(Duration.ofHours(3));

        RunFinished done = ask("invoices", 200L);

        assertThat(done.run().id()).isEqualTo(parked.run().id());
        assertThat(done.outcome()).as("cause: %s", done.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(done.counts().deleted()).isEqualTo(200);
        assertThat(deleted("invoices")).isEqualTo(200);
        assertThat(singles(INVOICES + "/")).as("few are asked for twice").hasSizeBetween(200, 210);
        assertThat(number("select count(distinct deleted_at) from tds.invoices where deleted_at is not null"
                        + " and organization_id = '" + company.organizationId() + "'"))
                .isOne();
    }

    @Test
    void aFewMissingRecordsAreStillAskedForOneByOne() {
        run("products");
        company.ids("items").subList(0, 20).forEach(id -> company.delete("items", id));
        sandbox.calls().clear();

        RunFinished full = run("products");

        assertThat(full.counts().deleted()).isEqualTo(20);
        assertThat(singles("/inventory/v1/items/")).hasSize(20);
        assertThat(sandbox.calls().of(BULK)).isEmpty();
    }

    private RunFinished ask(String job, Long accepted) {
        return application
                .launch(
                        accepted == null
                                ? new LaunchRequest(job, company.organizationId(), RunMode.FULL, AskedBy.person("test"))
                                : LaunchRequest.acceptingDeletions(
                                        job, company.organizationId(), AskedBy.person("test"), accepted))
                .join();
    }

    private RunFinished run(String job) {
        RunFinished finished = ask(job, null);
        assertThat(finished.outcome()).as("cause: %s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        return finished;
    }

    private static List<Call> singles(String path) {
        return sandbox.calls().all().stream()
                .filter(call -> call.path().startsWith(path))
                .toList();
    }

    private String sweep(RunFinished run) {
        return application
                .jdbc()
                .sql("""
                        select format('%s asked, %s there, %s gone, %s postponed, %s calls',
                          asked, unchanged, gone, postponed, calls)
                        from etl.run_steps where run_id = ? and step = 'sweep'
                        """)
                .param(run.run().id())
                .query(String.class)
                .single();
    }

    private long deleted(String table) {
        return number("select count(*) from tds." + table + " where deleted_at is not null and organization_id = '"
                + company.organizationId() + "'");
    }

    private static long number(String sql) {
        return application.jdbc().sql(sql).query(Long.class).single();
    }
}
