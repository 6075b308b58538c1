package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Zoho deleted is marked after a complete listing and on Zoho's own word; nothing else ever is. */
class SweepIntegrationTests {

    private static final String INVOICES = "/books/v3/invoices";

    private static Sandbox sandbox;
    private static RunningApplication application;
    private static int next;

    private Company company;

    @BeforeAll
    static void start() {
        CompanySize size = new CompanySize(120, 100, 900, 5, 5);
        sandbox = Sandbox.start(
                SandboxSettings.tiny().withCompanies(size, size, size, size, size, size, size), Clock.systemUTC());
        application = RunningApplication.start(sandbox, TestDatabase.create());
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
    }

    @Test
    void whatZohoDeletedIsMarkedWithTheNextFullImportAndCostsOneCallEach() {
        run("products", RunMode.FULL);
        run("stock", RunMode.FULL);
        List<String> ids = company.ids("items").subList(10, 13);
        ids.forEach(id -> company.delete("items", id));

        assertThat(run("products", RunMode.DELTA).counts().deleted())
                .as("a delta does not see what is gone")
                .isZero();
        sandbox.calls().clear();
        RunFinished full = run("products", RunMode.FULL);
        run("stock", RunMode.FULL);

        assertThat(full.counts().deleted()).isEqualTo(3);
        assertThat(sandbox.calls().all())
                .filteredOn(call -> call.path().matches("/inventory/v1/items/[0-9]+"))
                .hasSize(6);
        assertThat(deleted("products")).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(deleted("stock")).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(application
                        .jdbc()
                        .sql(
                                "select count(distinct (deleted_at, run_id)) from tds.products where deleted_at is not null"
                                        + " and organization_id = ?")
                        .param(company.organizationId())
                        .query(Long.class)
                        .single())
                .as("all marks of a sweep appear at once")
                .isOne();
        assertThat(run("products", RunMode.FULL).counts().deleted()).isZero();
    }

    @Test
    void aRecordThatIsListedAgainIsAliveAgain() {
        run("products", RunMode.FULL);
        String id = company.ids("items").get(5);
        application
                .jdbc()
                .sql("update tds.products set deleted_at = now() where organization_id = ? and source_id = ?")
                .param(company.organizationId())
                .param(id)
                .update();
        assertThat(run("products", RunMode.FULL).counts().updated()).isOne();
        assertThat(deleted("products")).isEmpty();
    }

    @Test
    void recordsThatAListLeavesOutAreNotTakenForDeleted() {
        run("invoices", RunMode.FULL);
        String gone = company.ids("invoices").get(100);
        company.delete("invoices", gone);
        // Page 3 holds less than the others, and what is between it and page 4 is on neither.
        sandbox.faults().on(INVOICES, 3).shortPages(1);

        RunFinished full = run("invoices", RunMode.FULL);

        assertThat(full.counts().read()).isEqualTo(899 - 1);
        assertThat(full.counts().deleted()).isOne();
        assertThat(deleted("invoices")).containsExactly(gone);
    }

    @Test
    void aListingThatBreaksOffAtAnyPageAndGoesOnDeletesNothingThatLives() {
        run("invoices", RunMode.FULL);
        String gone = company.ids("invoices").get(450);
        company.delete("invoices", gone);
        for (int page = 1; page <= 5; page++) {
            sandbox.faults().on(INVOICES, page).status(400, 2);
            RunFinished broken = application.run("invoices", company.organizationId(), RunMode.FULL);
            assertThat(broken.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(deleted("invoices")).as("after page %s", page).isEmpty();
        }
        assertThat(run("invoices", RunMode.FULL).counts().deleted()).isOne();
        assertThat(deleted("invoices")).containsExactly(gone);
    }

    @Test
    void aSweepThatWouldDeleteThirtyPercentStopsAndSaysSo() {
        run("products", RunMode.FULL);
        company.ids("items").subList(0, 36).forEach(id -> company.delete("items", id));
        sandbox.calls().clear();

        RunFinished run = application.run("products", company.organizationId(), RunMode.FULL);

        assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(run.cause())
                .contains("Of 120 products, 36 were not listed any more")
                .contains("nothing was marked");
        assertThat(deleted("products")).isEmpty();
        assertThat(sandbox.calls().all()).noneMatch(call -> call.path().matches("/inventory/v1/items/[0-9]+"));
    }

    @Test
    void whatCannotBeConfirmedIsNotMarked() {
        run("invoices", RunMode.FULL);
        String gone = company.ids("invoices").get(7);
        company.delete("invoices", gone);
        sandbox.faults().on(INVOICES + "/" + gone).always().status(500, 1000);

        assertThat(run("invoices", RunMode.FULL).counts().deleted()).isZero();
        assertThat(deleted("invoices")).isEmpty();

        sandbox.faults().clear();
        assertThat(run("invoices", RunMode.FULL).counts().deleted()).isOne();
    }

    private RunFinished run(String job, RunMode mode) {
        RunFinished finished = application.run(job, company.organizationId(), mode);
        assertThat(finished.outcome()).as("cause: %s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        return finished;
    }

    private List<String> deleted(String table) {
        return application
                .jdbc()
                .sql("select source_id from tds." + table + " where organization_id = ? and deleted_at is not null")
                .param(company.organizationId())
                .query(String.class)
                .list();
    }
}
