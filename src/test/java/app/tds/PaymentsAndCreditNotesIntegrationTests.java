package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.RunCounts;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists that can only be read whole, and whose records may lack their modification time. */
class PaymentsAndCreditNotesIntegrationTests {

    private static final String PAYMENTS = "/books/v3/customerpayments";
    private static final String CREDIT_NOTES = "/books/v3/creditnotes";

    private static Sandbox sandbox;
    private static RunningApplication application;
    private static int next;

    private Company company;
    private MirrorComparison mirror;

    @BeforeAll
    static void start() {
        CompanySize size = new CompanySize(50, 50, 450, 10, 10);
        sandbox = Sandbox.start(
                SandboxSettings.tiny().withCompanies(size, size, size, size, size, size, size, size),
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
        mirror = new MirrorComparison(application.jdbc(), company);
    }

    @Test
    void paymentsEqualZohoRecordByRecordAndADeltaFindsTheNewOne() {
        int payments = company.ids("customerpayments").size();
        assertThat(run("payments", RunMode.FULL).inserted()).isEqualTo(payments).isGreaterThan(200);
        assertPaymentsEqual();
        assertThat(run("payments", RunMode.FULL).written()).isZero();

        String created = company.create("customerpayments");
        String edited = company.ids("customerpayments").get(0);
        company.edit("customerpayments", edited, Map.of("reference_number", "TRX-1"));
        sandbox.calls().clear();
        RunCounts delta = run("payments", RunMode.DELTA);

        assertThat(delta.inserted()).isOne();
        assertThat(delta.updated()).isOne();
        assertThat(delta.unchanged()).as("of one page of two").isEqualTo(198);
        assertThat(sandbox.calls().pages(PAYMENTS)).containsExactly(1);
        assertThat(company.ids("customerpayments")).contains(created);
        assertPaymentsEqual();
    }

    @Test
    void aSortThatIsIgnoredIsNoticedByTheAnswerAndTheListIsReadWhole() {
        run("payments", RunMode.FULL);
        // By their creation, the newest first: the oldest payment is on the last page, and the first is in order by
        // chance.
        String oldest = company.ids("customerpayments").get(0);
        company.edit("customerpayments", oldest, Map.of("reference_number", "TRX-4"));
        sandbox.faults().on(PAYMENTS).always().ignoreSort();
        sandbox.calls().clear();
        try {
            assertThat(run("payments", RunMode.DELTA).updated()).isOne();
            assertThat(sandbox.calls().pages(PAYMENTS)).containsExactly(1, 2);
            assertPaymentsEqual();
        } finally {
            sandbox.faults().clear();
        }
    }

    @Test
    void paymentsAreReadFromTheEndOfTheirListAndADeltaOfSeveralPagesReadsEachOnceMore() {
        run("payments", RunMode.FULL);
        sandbox.calls().clear();
        run("payments", RunMode.FULL);
        assertThat(sandbox.calls().pages(PAYMENTS)).containsExactly(2, 1);
        assertThat(sandbox.calls().of(PAYMENTS))
                .extracting(call -> call.query().get("sort_column"))
                .containsOnly("created_time");

        company.ids("customerpayments")
                .forEach(id -> company.edit("customerpayments", id, Map.of("reference_number", "TRX-5")));
        sandbox.calls().clear();
        run("payments", RunMode.DELTA);
        assertThat(sandbox.calls().pages(PAYMENTS)).containsExactly(1, 2, 1);
        assertPaymentsEqual();
    }

    @Test
    void aFullImportWhoseOrderIsIgnoredIsReadFromItsFirstPageEachOnceMore() {
        run("payments", RunMode.FULL);
        sandbox.faults().on(PAYMENTS).always().ignoreSort();
        sandbox.calls().clear();
        try {
            run("payments", RunMode.FULL);
            assertThat(sandbox.calls().pages(PAYMENTS)).containsExactly(2, 1, 2, 1);
            assertPaymentsEqual();
        } finally {
            sandbox.faults().clear();
        }
    }

    @Test
    void creditNotesEqualZohoRecordByRecordAndADeltaFindsTheNewOne() {
        int notes = company.ids("creditnotes").size();
        assertThat(run("creditnotes", RunMode.FULL).inserted()).isEqualTo(notes).isGreaterThan(10);
        assertCreditNotesEqual();
        assertThat(run("creditnotes", RunMode.FULL).written()).isZero();

        company.create("creditnotes");
        company.edit("creditnotes", company.ids("creditnotes").get(0), Map.of("status", "closed", "balance", 0));
        company.editSilently("creditnotes", company.ids("creditnotes").get(1), Map.of("color_code", "ff0000"));
        sandbox.calls().clear();
        RunCounts delta = run("creditnotes", RunMode.DELTA);

        assertThat(delta.inserted()).isOne();
        assertThat(delta.updated()).isOne();
        assertThat(delta.unchanged()).isEqualTo(notes - 1);
        assertThat(sandbox.calls().pages(CREDIT_NOTES)).containsExactly(1);
        assertCreditNotesEqual();
    }

    @Test
    void recordsWithoutAModificationTimeAreComparedByWhatTheySay() {
        String undated = company.ids("customerpayments").get(5);
        String forgetful = company.ids("customerpayments").get(6);
        String known = company.row("customerpayments", forgetful)
                .path("last_modified_time")
                .asString();
        company.poison("customerpayments", undated, Map.of("last_modified_time", Company.REMOVED));
        run("payments", RunMode.FULL);
        assertPaymentsEqual();
        assertThat(run("payments", RunMode.DELTA).written()).isZero();

        company.editSilently("customerpayments", undated, Map.of("reference_number", "TRX-2"));
        company.editSilently("customerpayments", forgetful, Map.of("reference_number", "TRX-3"));
        company.poison("customerpayments", forgetful, Map.of("last_modified_time", ""));
        assertThat(run("payments", RunMode.FULL).updated()).isEqualTo(2);
        assertThat(run("payments", RunMode.DELTA).written()).isZero();

        // A version without a time does not take away the one that is known.
        company.poison("customerpayments", forgetful, Map.of("last_modified_time", known, "reference_number", "TRX-3"));
        assertPaymentsEqual();
    }

    @Test
    void paymentsSayWhatTheyWereAppliedToAndInvoicesLackWhatIsLeft() {
        run("invoices", RunMode.FULL);
        run("payments", RunMode.FULL);
        assertThat(number("select count(*) from tds.payment_allocations where organization_id = ?"))
                .isZero();
        String advance = company.ids("customerpayments").get(0);
        String applied = company.ids("customerpayments").get(1);
        company.edit(
                "customerpayments",
                advance,
                Map.of(
                        "invoices",
                        List.of(),
                        "unused_amount",
                        company.row("customerpayments", advance).path("amount")));
        fetchDocuments("payments");

        mirror.assertPartsEqual();
        assertPaymentsEqual();
        assertThat(number("""
                        select count(*) from tds.payments as payment where organization_id = ?
                          and amount - unused_amount is distinct from (
                            select coalesce(sum(amount_applied), 0) from tds.payment_allocations as part
                            where part.organization_id = payment.organization_id and part.payment_id = payment.source_id)
                        """)).isZero();
        assertThat(number("""
                        select count(*) from tds.invoices as invoice where organization_id = ? and status = 'paid'
                          and total <> (select sum(amount_applied) from tds.payment_allocations as part
                            where part.organization_id = invoice.organization_id and part.invoice_id = invoice.source_id)
                        """))
                .as("paid invoices that payments do not add up to")
                .isZero();
        assertThat(number("select count(*) from tds.payment_allocations where organization_id = ? and payment_id = '"
                        + advance + "'"))
                .isZero();

        var part = company.detail("customerpayments", applied).path("invoices").get(0);
        company.edit("customerpayments", applied, Map.of("invoices", List.of(part, other(part))));
        sandbox.calls().clear();
        run("payments", RunMode.DELTA);
        assertThat(sandbox.calls().of(PAYMENTS + "/" + applied)).hasSize(1);
        mirror.assertPartsEqual();
        assertThat(number("select count(*) from tds.payment_allocations where organization_id = ? and payment_id = '"
                        + applied + "'"))
                .isEqualTo(2);
    }

    @Test
    void creditNotesHaveLinesAndSayWhatTheyWereAppliedToUntilTheyAreDeleted() {
        run("creditnotes", RunMode.FULL);
        fetchDocuments("creditnotes");
        mirror.assertPartsEqual();
        assertCreditNotesEqual();
        assertThat(number("""
                        select count(*) from tds.credit_notes as note where organization_id = ? and sub_total is distinct from (
                          select sum(item_total) from tds.credit_note_lines as line
                          where line.organization_id = note.organization_id and line.creditnote_id = note.source_id)
                        """)).isZero();

        String note = company.ids("creditnotes").get(3);
        var applied = List.of(
                Map.of("invoice_id", company.ids("invoices").get(0), "invoice_number", "INV-000001", "amount", 10.5),
                Map.of("invoice_id", company.ids("invoices").get(1), "invoice_number", "INV-000002", "amount", 2));
        company.edit("creditnotes", note, Map.of("invoices", applied, "total_credits_used", 12.5));
        run("creditnotes", RunMode.DELTA);
        mirror.assertPartsEqual();
        assertCreditNotesEqual();
        assertThat(number("select sum(amount_applied * 10) from tds.credit_note_allocations where organization_id = ?"))
                .isEqualTo(125);

        // Its row has to differ: both edits may be of the same second.
        company.edit(
                "creditnotes", note, Map.of("invoices", List.of(), "total_credits_used", 0, "reference_number", "R-2"));
        String deleted = company.ids("creditnotes").get(4);
        company.delete("creditnotes", deleted);
        assertThat(run("creditnotes", RunMode.FULL).deleted()).isOne();
        run("creditnotes", RunMode.DELTA);
        mirror.assertPartsEqual();
        assertCreditNotesEqual();
        assertThat(number("select count(*) from tds.credit_note_allocations where organization_id = ?"))
                .isZero();
    }

    private static JsonNode other(JsonNode part) {
        ObjectNode other = part.asObject().deepCopy();
        return other.put("invoice_payment_id", part.path("invoice_payment_id").asString() + "9");
    }

    private void fetchDocuments(String job) {
        for (int deltas = 0; deltas < 5 && waiting(job) > 0; deltas++) {
            run(job, RunMode.DELTA);
        }
        assertThat(waiting(job)).isZero();
    }

    private long waiting(String job) {
        return number("select count(*) from etl.hydration where organization_id = ? and job = '" + job + "'");
    }

    private long number(String sql) {
        return application
                .jdbc()
                .sql(sql)
                .param(company.organizationId())
                .query(Long.class)
                .single();
    }

    private void assertPaymentsEqual() {
        mirror.assertEqual("payments", "customerpayments", "payment_id", row -> true, 30);
    }

    private void assertCreditNotesEqual() {
        mirror.assertEqual("credit_notes", "creditnotes", "creditnote_id", row -> true, 19);
    }

    private RunCounts run(String job, RunMode mode) {
        RunFinished run = application.run(job, company.organizationId(), mode);
        assertThat(run.outcome()).as(String.valueOf(run.cause())).isEqualTo(Outcome.COMPLETED);
        assertThat(run.counts().addUp()).isTrue();
        assertThat(run.counts().quarantined()).isZero();
        return run.counts();
    }
}
