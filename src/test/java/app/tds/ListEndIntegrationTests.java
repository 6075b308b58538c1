package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Fault;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.time.Clock;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing but Zoho's own word ends a list: no error, no short page, no damaged answer. */
class ListEndIntegrationTests {

    private static final String INVOICES = "/books/v3/invoices";
    private static final String VENDOR_PAYMENTS = "/books/v3/vendorpayments";
    private static final CompanySize SIZE = new CompanySize(5, 5, 1_500, 0, 0);

    private static Sandbox sandbox;
    private static TestDatabase database;
    private static RunningApplication application;
    private static Iterator<String> organizations;

    private Company company;

    @BeforeAll
    static void start() {
        CompanySize[] sizes = Collections.nCopies(20, SIZE).toArray(CompanySize[]::new);
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(sizes), Clock.systemUTC());
        database = TestDatabase.create();
        application = RunningApplication.start(sandbox, database, "tds.zoho.read-timeout=3s");
        organizations = sandbox.organizationIds().iterator();
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void takeCompany() {
        sandbox.faults().clear();
        sandbox.calls().clear();
        company = sandbox.company(organizations.next());
    }

    @Test
    void pagesWithFewerRowsThanAskedForAreNotTheEnd() {
        sandbox.faults().on(INVOICES).always().shortPages(1);
        RunFinished run = importInvoices();
        assertComplete(run);
        assertThat(run.counts().pages()).isEqualTo(8);
        assertThat(pages()).containsExactly(1, 8, 7, 6, 5, 4, 3, 2, 1);
    }

    @Test
    void pagesThatHoldHalfAreNotTheEnd() {
        sandbox.faults().on(INVOICES).always().shortPages(100);
        RunFinished run = importInvoices();
        assertComplete(run);
        assertThat(run.counts().pages()).isEqualTo(15);
    }

    @Test
    void anEmptyLastPageIsTheEndAndCostsTwoCallsOnceTheEndIsKnown() {
        sandbox.faults().on(INVOICES).always().extraEmptyPage();
        assertComplete(importInvoices());
        assertThat(pages()).endsWith(9, 8, 7, 6, 5, 4, 3, 2, 1);

        sandbox.calls().clear();
        assertComplete(importInvoices());
        assertThat(pages()).containsExactly(8, 9, 8, 7, 6, 5, 4, 3, 2, 1);
    }

    @Test
    void aListThatAlwaysSaysThereIsMoreFailsTheRunAfterFewCallsAndNeverAsksForPageZero() {
        sandbox.faults().on(INVOICES).always().alwaysMore();

        RunFinished endless = importInvoices();

        assertThat(endless.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(endless.cause())
                .contains("books/invoices of organization " + company.organizationId() + " does not end")
                .contains("watermark stays");
        assertThat(pages())
                .hasSizeLessThanOrEqualTo(20)
                .allMatch(page -> page > 0 && page < 200_000)
                .endsWith(32_775, 65_543);
        assertThat(rows()).isZero();
        assertThat(watermarks()).isZero();
        sandbox.faults().clear();
        assertComplete(importInvoices());
    }

    @Test
    void aListThatIsReadForwardsAndNeverEndsFailsTheRunTenPagesBehindItsLastRecord() {
        sandbox.faults().on(VENDOR_PAYMENTS).always().alwaysMore();

        RunFinished endless = application.run("vendorpayments", company.organizationId(), RunMode.FULL);

        assertThat(endless.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(endless.cause()).contains("does not end").contains("the last 10 pages showed nothing new");
        assertThat(sandbox.calls().pages(VENDOR_PAYMENTS)).hasSizeLessThan(30);
        assertThat(watermarks()).isZero();
    }

    static Stream<Named<Consumer<Fault>>> damage() {
        return Stream.of(
                Named.of("HTTP 500", fault -> fault.status(500, 1000)),
                Named.of("HTTP 400", fault -> fault.status(400, 2)),
                Named.of("HTTP 404", fault -> fault.status(404, 5)),
                Named.of("an error with status 200", fault -> fault.status(200, 1000)),
                Named.of("HTML with status 200", Fault::html),
                Named.of("a truncated body", Fault::truncated),
                Named.of("an empty body", Fault::empty),
                Named.of("a connection reset", Fault::reset),
                Named.of("silence", Fault::hang),
                Named.of("a content type that is not JSON", Fault::wrongContentType),
                Named.of("no page_context", Fault::withoutPageContext),
                Named.of("no records", Fault::withoutRoot));
    }

    @ParameterizedTest
    @MethodSource("damage")
    void damageInTheMiddleFailsTheRunAndTheNextOneGoesOnBehindTheLastCommit(Consumer<Fault> damage) {
        sandbox.faults()
                .afterPage(
                        INVOICES,
                        8,
                        () -> damage.accept(sandbox.faults().on(INVOICES, 2).always()));

        RunFinished failed = importInvoices();

        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failed.cause()).contains("/invoices page 2");
        assertThat(rows()).isEqualTo(1_000);
        assertThat(watermarks()).isZero();
        assertThat(pages()).startsWith(1, 8, 7, 6, 5, 4, 3);

        sandbox.faults().clear();
        sandbox.calls().clear();
        RunFinished resumed = importInvoices();

        // Page 3 was committed in part, and is read whole again.
        assertComplete(resumed, 1_600);
        assertThat(resumed.run().id()).isEqualTo(failed.run().id());
        assertThat(pages()).endsWith(3, 2, 1).doesNotContain(4, 5, 6, 7, 8);
        assertThat(watermarks()).isOne();
    }

    @Test
    void aFirstImportAsksOneCallMoreThanTheListHasPagesWhereTheFirstPageSaysHowManyRecordsThereAre() {
        assertComplete(importInvoices());
        assertThat(pages()).containsExactly(1, 8, 7, 6, 5, 4, 3, 2, 1);
    }

    @Test
    void aFirstPageThatSaysNoCountLeavesTheEndToBeSearched() {
        sandbox.faults().on(INVOICES).always().ignoreResponseOption();
        assertComplete(importInvoices());
        assertThat(pages()).containsExactly(1, 2, 4, 8, 7, 6, 5, 4, 3, 2, 1);
    }

    @Test
    void damageThatPassesCostsRepeatsAndNothingElse() {
        sandbox.faults().on(INVOICES, 2).status(500, 1000);
        sandbox.faults().on(INVOICES, 3).truncated();
        sandbox.faults().on(INVOICES, 4).html();
        sandbox.faults().on(INVOICES, 5).withoutPageContext();
        RunFinished run = importInvoices();
        assertComplete(run);
        assertThat(run.counts().pages()).isEqualTo(8);
        assertThat(run.counts().calls()).isEqualTo(8 + 1 + 4);
        assertThat(sandbox.calls().of(INVOICES)).hasSize(8 + 1 + 4);
    }

    private List<Integer> pages() {
        return sandbox.calls().pages(INVOICES);
    }

    private RunFinished importInvoices() {
        return application.run("invoices", company.organizationId(), RunMode.FULL);
    }

    private void assertComplete(RunFinished run) {
        assertComplete(run, 1_500);
    }

    private void assertComplete(RunFinished run, long read) {
        assertThat(run.outcome()).as("cause: %s", run.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(run.counts().read()).isEqualTo(read);
        assertThat(run.counts().addUp()).isTrue();
        new MirrorComparison(application.jdbc(), company)
                .assertEqual("invoices", "invoices", "invoice_id", row -> true, 25);
    }

    private long rows() {
        return count("tds.invoices");
    }

    private long watermarks() {
        return count("etl.watermarks");
    }

    private long count(String table) {
        return application
                .jdbc()
                .sql("select count(*) from " + table + " where organization_id = ?")
                .param(company.organizationId())
                .query(Long.class)
                .single();
    }
}
