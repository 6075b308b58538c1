package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.mirror.Changes;
import app.tds.mirror.Kinds;
import app.tds.mirror.Stamp;
import app.tds.mirror.TdsTables;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunHistory;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.zoho.record.Invoice;
import app.tds.zoho.record.InvoiceLine;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
                SandboxSettings.tiny().withCompanies(size, size, size, size, size, size, size, size, size, size),
                Clock.systemUTC());
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
                .as("what products have noticed, stock need not ask for")
                .hasSize(3);
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
    void linesAreMarkedWithTheirInvoiceAndComeBackWithIt() {
        run("invoices", RunMode.FULL);
        run("invoices", RunMode.DELTA);
        List<String> ids = company.ids("invoices");
        String gone = ids.get(ids.size() - 1);
        String stays = ids.get(ids.size() - 2);
        long lines = lines(gone, "deleted_at is null");
        assertThat(lines).isPositive();
        company.delete("invoices", gone);

        assertThat(run("invoices", RunMode.FULL).counts().deleted()).isOne();

        assertThat(lines(
                        gone,
                        "deleted_at = (select deleted_at from tds.invoices as invoice"
                                + " where invoice.organization_id = line.organization_id and source_id = invoice_id)"))
                .isEqualTo(lines);
        assertThat(lines(stays, "deleted_at is null")).isPositive();
        assertThat(lines(stays, "deleted_at is not null")).isZero();

        var kinds = new Kinds(Set.of(Invoice.class), Set.of(InvoiceLine.class));
        var stamp = new Stamp(company.organizationId(), 1, Instant.EPOCH);
        application.bean(TdsTables.class).markDeleted(kinds, Kinds.NONE, stamp, List.of(stays), new Changes());
        assertThat(lines(stays, "deleted_at is null")).isZero();

        assertThat(run("invoices", RunMode.FULL).counts().updated()).isOne();

        assertThat(lines(stays, "deleted_at is null")).isPositive();
        assertThat(lines(stays, "deleted_at is not null")).isZero();
        run("invoices", RunMode.DELTA);
        assertThat(lines(stays, "deleted_at is null"))
                .as("its document was fetched again, and said the same")
                .isPositive();
    }

    @Test
    void theJobsOfProductsAndStockAgreeOnWhatIsGone() {
        run("products", RunMode.FULL);
        run("stock", RunMode.FULL);
        run("products", RunMode.DELTA);
        List<String> ids = company.ids("items").stream()
                .filter(id -> count("tds.stock where location_id <> '' and item_id = '" + id + "' and") > 0)
                .limit(3)
                .toList();
        assertThat(ids).hasSize(3);
        ids.forEach(id -> company.delete("items", id));

        assertThat(run("products", RunMode.FULL).counts().deleted()).isEqualTo(3);
        assertThat(count("tds.stock where location_id <> '' and deleted_at is not null and"))
                .as("places go with their product")
                .isPositive();
        assertThat(count("tds.stock where location_id = '' and deleted_at is not null and"))
                .as("totals too")
                .isEqualTo(3);

        assertThat(run("stock", RunMode.FULL).counts().deleted()).isZero();
        assertThat(application
                        .jdbc()
                        .sql(
                                "select distinct item_id from tds.stock where organization_id = ? and deleted_at is not null")
                        .param(company.organizationId())
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(count("tds.stock where deleted_at is null and item_id in ('" + String.join("', '", ids) + "') and"))
                .isZero();

        run("products", RunMode.DELTA);
        run("stock", RunMode.DELTA);
        assertThat(count("tds.stock where deleted_at is null and item_id in ('" + String.join("', '", ids) + "') and"))
                .isZero();
    }

    @Test
    void theStockOfAnItemThatWasDeletedBeforeItsStockWasListedIsMarked() {
        run("products", RunMode.FULL);
        run("products", RunMode.DELTA);
        String id = company.ids("items").stream()
                .filter(item -> count("tds.stock where item_id = '" + item + "' and location_id <> '' and") > 0)
                .findFirst()
                .orElseThrow();
        company.delete("items", id);

        assertThat(run("stock", RunMode.FULL).counts().deleted()).isOne();
        assertThat(application
                        .jdbc()
                        .sql(
                                "select distinct item_id from tds.stock where organization_id = ? and deleted_at is not null")
                        .param(company.organizationId())
                        .query(String.class)
                        .list())
                .containsExactly(id);
        assertThat(count("tds.stock where item_id = '" + id + "' and deleted_at is null and"))
                .isZero();
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
        // Page 3 begins two records early and holds one less: the three between it and page 4 are on neither.
        sandbox.faults().on(INVOICES, 3).shortPages(1);

        RunFinished full = run("invoices", RunMode.FULL);

        assertThat(full.counts().read()).isEqualTo(899 - 1);
        assertThat(full.counts().deleted()).isOne();
        assertThat(deleted("invoices")).containsExactly(gone);
        assertThat(confirmations(full)).isEqualTo("4 asked, 3 there, 1 gone, 0 postponed, 4 calls");
        assertThat(application.bean(RunHistory.class).find(full.run().id()))
                .as("a record that is asked for is no complete document fetched")
                .get()
                .extracting(RunHistory.Entry::details)
                .isEqualTo(0L);
    }

    @Test
    void aSweepWhoseConfirmationsDoNotAddUpFails() {
        run("invoices", RunMode.FULL);
        String gone = company.ids("invoices").get(3);
        company.delete("invoices", gone);
        sandbox.faults()
                .beforeDelivery(
                        INVOICES,
                        1,
                        () -> application
                                .jdbc()
                                .sql(
                                        "insert into etl.run_steps (run_id, step, asked) select max(run_id), 'sweep', 1 from etl.runs")
                                .update());

        RunFinished finished = application.run("invoices", company.organizationId(), RunMode.FULL);

        assertThat(finished.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finished.cause()).contains("do not add up").contains("asked=2");
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
    void whatCannotBeConfirmedIsNotMarkedAndItsCallsCount() {
        run("invoices", RunMode.FULL);
        String gone = company.ids("invoices").get(7);
        company.delete("invoices", gone);
        sandbox.faults().on(INVOICES + "/" + gone).always().status(500, 1000);
        sandbox.calls().clear();

        RunFinished unconfirmed = run("invoices", RunMode.FULL);

        assertThat(unconfirmed.counts().deleted()).isZero();
        assertThat(deleted("invoices")).isEmpty();
        assertThat(sandbox.calls().of(INVOICES + "/" + gone)).hasSize(4);
        assertThat(unconfirmed.counts().calls()).isEqualTo(sandbox.calls().all().size());
        assertThat(confirmations(unconfirmed)).isEqualTo("1 asked, 0 there, 0 gone, 1 postponed, 4 calls");

        sandbox.faults().clear();
        assertThat(run("invoices", RunMode.FULL).counts().deleted()).isOne();
    }

    private RunFinished run(String job, RunMode mode) {
        RunFinished finished = application.run(job, company.organizationId(), mode);
        assertThat(finished.outcome()).as("cause: %s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        return finished;
    }

    private String confirmations(RunFinished run) {
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

    private long lines(String invoice, String condition) {
        return count("tds.invoice_lines as line where invoice_id = '" + invoice + "' and " + condition + " and");
    }

    private long count(String fromWhere) {
        return application
                .jdbc()
                .sql("select count(*) from " + fromWhere + " organization_id = ?")
                .param(company.organizationId())
                .query(Long.class)
                .single();
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
