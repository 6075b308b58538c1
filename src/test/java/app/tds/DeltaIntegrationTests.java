package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A delta reads what has changed by the means each list documents, and loses nothing where the means fails. */
class DeltaIntegrationTests {

    private static Sandbox sandbox;
    private static RunningApplication application;
    private static int next;

    private Company company;

    @BeforeAll
    static void start() {
        CompanySize size = new CompanySize(450, 450, 450, 10, 10);
        sandbox = Sandbox.start(
                SandboxSettings.tiny()
                        .withCompanies(size, size, size, size, size, size, size, new CompanySize(5, 5, 1_500, 0, 0)),
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
        company = sandbox.company(sandbox.organizationIds().get(next++));
        sandbox.faults().clear();
    }

    @Test
    void aFilteredListCostsOneCallWhenNothingChangedAndBringsWhatDid() {
        run("invoices", RunMode.FULL);
        assertThat(deltaCalls("invoices", 0, "/books/v3/invoices")).isEqualTo(1);

        String id = company.ids("invoices").get(200);
        company.edit("invoices", id, Map.of("reference_number", "PO-1"));
        String created = company.create("invoices");
        assertThat(deltaCalls("invoices", 2, "/books/v3/invoices")).isEqualTo(1);

        assertThat(company.ids("invoices")).contains(created);
        new MirrorComparison(application.jdbc(), company)
                .assertEqual("invoices", "invoices", "invoice_id", row -> true, 25);
    }

    @Test
    void aSortedListIsReadDownToTheFirstPageThatReachesTheWatermark() {
        run("customers", RunMode.FULL);
        company.edit("contacts", company.ids("contacts").get(400), Map.of("phone", "+964 770 000 0001"));
        assertThat(deltaCalls("customers", 1, "/books/v3/contacts")).isEqualTo(1);
        assertThat(application
                        .jdbc()
                        .sql("""
                                select count(*) from (
                                  select phone, organization_id from tds.customers
                                  union all select phone, organization_id from tds.vendors) as contacts
                                where organization_id = ? and phone = '+964 770 000 0001'
                                """)
                        .param(company.organizationId())
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void stockIsReadWholeBecauseItMovesWithoutATrace() {
        run("stock", RunMode.FULL);
        String item = company.ids("items").stream()
                .filter(id -> !company.row("items", id)
                        .path("stock_on_hand")
                        .asString("")
                        .isEmpty())
                .findFirst()
                .orElseThrow();
        BigDecimal before = stock(item);
        company.moveStock(item, company.ids("locations").get(0), new BigDecimal("7"));
        assertThat(deltaCalls("stock", 1, "/inventory/v1/items")).isEqualTo(3);
        assertThat(stock(item)).isEqualByComparingTo(before.add(new BigDecimal("7")));
    }

    @Test
    void anIgnoredFilterIsNoticedAndTheWholeListIsRead() {
        run("invoices", RunMode.FULL);
        company.edit("invoices", company.ids("invoices").get(3), Map.of("reference_number", "PO-2"));
        company.edit("invoices", company.ids("invoices").get(449), Map.of("reference_number", "PO-3"));
        sandbox.faults().on("/books/v3/invoices").always().ignoreModifiedFilter();
        assertThat(deltaCalls("invoices", 2, "/books/v3/invoices")).isEqualTo(3);
        new MirrorComparison(application.jdbc(), company)
                .assertEqual("invoices", "invoices", "invoice_id", row -> true, 25);
    }

    @Test
    void aDeltaThatBrokeOffBeginsAgainForItsListMayBeAnotherOne() {
        company = sandbox.company(sandbox.organizationIds().get(7));
        run("invoices", RunMode.FULL);
        company.edit("invoices", company.ids("invoices").get(3), Map.of("reference_number", "PO-4"));
        company.edit("invoices", company.ids("invoices").get(1_400), Map.of("reference_number", "PO-5"));
        sandbox.faults().on("/books/v3/invoices", 8).always().status(500, 1000);
        sandbox.faults().on("/books/v3/invoices").always().ignoreModifiedFilter();
        RunFinished failed = application.run("invoices", company.organizationId(), RunMode.DELTA);
        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failed.counts().read()).as("some of it was committed").isEqualTo(1_000);

        sandbox.faults().clear();
        sandbox.calls().clear();
        RunFinished resumed = run("invoices", RunMode.DELTA);

        assertThat(resumed.run().id()).isEqualTo(failed.run().id());
        assertThat(sandbox.calls().pages("/books/v3/invoices")).containsExactly(1);
        assertThat(resumed.counts().read()).isEqualTo(1_002);
        assertThat(resumed.counts().written()).isEqualTo(2);
        new MirrorComparison(application.jdbc(), company)
                .assertEqual("invoices", "invoices", "invoice_id", row -> true, 25);
    }

    @Test
    void theWatermarkMovesToTheFrozenBoundOnlyAfterSuccessAndADeltaBeginsBeforeIt() {
        RunFinished full = run("invoices", RunMode.FULL);
        assertThat(watermark()).isEqualTo(full.run().until());

        sandbox.faults().on("/books/v3/invoices").always().status(500, 1000);
        RunFinished failed = application.run("invoices", company.organizationId(), RunMode.DELTA);
        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(watermark()).isEqualTo(full.run().until());
        assertThat(failed.run().since())
                .isEqualTo(full.run().until().minus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.SECONDS));

        sandbox.faults().clear();
        RunFinished delta = run("invoices", RunMode.DELTA);
        assertThat(delta.run().id()).isEqualTo(failed.run().id());
        assertThat(watermark()).isEqualTo(failed.run().until());
        assertThat(sandbox.calls().of("/books/v3/invoices"))
                .last()
                .satisfies(call -> assertThat(call.query().get("last_modified_time"))
                        .as("the plus of the offset arrived as a plus")
                        .endsWith("+0000"));
    }

    @Test
    void inactiveAndVoidRecordsAreReadLikeAnyOther() {
        run("products", RunMode.FULL);
        run("invoices", RunMode.FULL);
        assertThat(statuses("products")).contains("active", "inactive");
        assertThat(statuses("invoices")).contains("void", "draft", "paid");
        assertThat(sandbox.calls().all())
                .filteredOn(
                        call -> call.path().endsWith("/items") || call.path().endsWith("/invoices"))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.query()).containsEntry("filter_by", "Status.All"));
    }

    private RunFinished run(String job, RunMode mode) {
        RunFinished finished = application.run(job, company.organizationId(), mode);
        assertThat(finished.outcome()).as("cause: %s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(finished.counts().addUp()).isTrue();
        return finished;
    }

    private int deltaCalls(String job, int written, String path) {
        sandbox.calls().clear();
        RunFinished delta = run(job, RunMode.DELTA);
        assertThat(delta.counts().written()).isEqualTo(written);
        assertThat(delta.counts().calls()).isEqualTo(sandbox.calls().count());
        return sandbox.calls().of(path).size();
    }

    private BigDecimal stock(String item) {
        return application
                .jdbc()
                .sql(
                        "select stock_on_hand from tds.stock where organization_id = ? and item_id = ? and location_id = ''")
                .param(company.organizationId())
                .param(item)
                .query(BigDecimal.class)
                .single();
    }

    private Instant watermark() {
        return application
                .jdbc()
                .sql("select seen_until from etl.watermarks where organization_id = ? and job = 'invoices'")
                .param(company.organizationId())
                .query((row, number) -> row.getTimestamp(1))
                .optional()
                .map(Timestamp::toInstant)
                .orElseThrow();
    }

    private List<String> statuses(String table) {
        return application
                .jdbc()
                .sql("select distinct status from tds." + table + " where organization_id = ?")
                .param(company.organizationId())
                .query(String.class)
                .list();
    }
}
