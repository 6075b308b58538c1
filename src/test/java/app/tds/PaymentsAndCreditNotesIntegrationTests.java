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
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(size, size, size), Clock.systemUTC());
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
        assertThat(delta.unchanged()).isEqualTo(payments - 1);
        assertThat(sandbox.calls().pages(PAYMENTS)).containsExactly(1, 2);
        assertThat(company.ids("customerpayments")).contains(created);
        assertPaymentsEqual();
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
        company.poison("customerpayments", forgetful, Map.of("last_modified_time", "", "reference_number", "TRX-3"));
        assertThat(run("payments", RunMode.DELTA).updated()).isEqualTo(2);
        assertThat(run("payments", RunMode.DELTA).written()).isZero();

        // A version without a time does not take away the one that is known.
        company.poison("customerpayments", forgetful, Map.of("last_modified_time", known, "reference_number", "TRX-3"));
        assertPaymentsEqual();
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
