package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.launch.LaunchRequest;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.KeptFields;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.source.FieldUse;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records that cannot be used are put aside with a cause; their siblings land, and nothing becomes 0. */
class PoisonIntegrationTests {

    private static final int INVOICES = 600;

    private static Sandbox sandbox;
    private static TestDatabase database;
    private static RunningApplication application;

    private static int next;
    private Company company;

    @BeforeAll
    static void start() {
        CompanySize size = new CompanySize(30, 30, INVOICES, 0, 0);
        sandbox = Sandbox.start(
                SandboxSettings.tiny().withCompanies(size, size, size, size, size, size, size, size, size),
                Clock.systemUTC());
        database = TestDatabase.create();
        application = RunningApplication.start(sandbox, database);
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void takeCompany() {
        company = sandbox.company(sandbox.organizationIds().get(next++));
    }

    @Test
    void poisonGoesToQuarantineWithAFieldAndItsSiblingsLand() {
        List<String> ids = company.ids("invoices");
        poison(ids.get(3), "total", "zwölf");
        poison(ids.get(4), "balance", Map.of("amount", 5));
        poison(ids.get(205), "last_modified_time", Company.REMOVED);
        poison(ids.get(206), "date", "0000-00-00");
        poison(ids.get(207), "due_date", "31/12/2025");
        poison(ids.get(208), "customer_name", "x".repeat(10_000));
        poison(ids.get(209), "invoice_id", Company.REMOVED);
        poison(ids.get(410), "exchange_rate", "1,310");
        poison(ids.get(411), "created_time", "2025-06-11");
        poison(ids.get(412), "invoice_id", "../../../oauth/v2/token?x=");

        RunFinished run = application.run("invoices", company.organizationId(), RunMode.FULL);

        assertThat(run.outcome()).as("cause: %s", run.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(run.counts().quarantined()).isEqualTo(6);
        assertThat(run.counts().inserted()).isEqualTo(INVOICES - 6);
        assertThat(run.counts().addUp()).isTrue();
        assertThat(quarantine())
                .extracting("field")
                .containsExactlyInAnyOrder(
                        "total", "balance", "last_modified_time", "invoice_id", "invoice_id", "exchange_rate");
        assertThat(remarks("select source_id || ' ' || field from etl.remarks where organization_id = ?"
                        + " and remark like 'left empty: \"%'"))
                .containsExactlyInAnyOrder(
                        ids.get(206) + " date",
                        ids.get(207) + " due_date",
                        ids.get(208) + " customer_name",
                        ids.get(411) + " created_time");
        assertThat(count("select count(*) from tds.invoices where organization_id = ? and source_created_at is null"))
                .isOne();
        assertThat(quarantine()).filteredOn("field", "total").singleElement().satisfies(row -> {
            assertThat((String) row.get("cause"))
                    .contains("total")
                    .contains("zwölf")
                    .contains("not a number");
            assertThat((String) row.get("source_id")).isEqualTo(ids.get(3));
            assertThat((String) row.get("payload")).contains("\"zwölf\"").contains(ids.get(3));
            assertThat(row.get("run_id")).isEqualTo(run.run().id());
        });
        assertThat(quarantine())
                .filteredOn("field", "invoice_id")
                .hasSize(2)
                .allSatisfy(row -> assertThat((String) row.get("source_id")).startsWith("sha256:"));
        assertThat(count("select count(*) from tds.invoices where organization_id = ? and total = 0"))
                .as("nothing unreadable became 0")
                .isEqualTo(company.ids("invoices").stream()
                        .filter(id -> company.row("invoices", id)
                                .path("total")
                                .asString("")
                                .equals("0.0"))
                        .count());
    }

    private List<String> remarks(String sql) {
        return application
                .jdbc()
                .sql(sql)
                .param(company.organizationId())
                .query(String.class)
                .list();
    }

    @Test
    void aListThatNobodyReadsIsRemarkedAndTheFieldsOfPayloadsAreToldApart() {
        String id = company.ids("invoices").get(3);
        company.edit("invoices", id, Map.of("unheard_of", List.of(Map.of("a", 5, "b", ""), Map.of("a", 6))));
        application.run("invoices", company.organizationId(), RunMode.FULL);
        RunFinished byId = application
                .launch(new LaunchRequest(
                        "invoices",
                        company.organizationId(),
                        RunMode.BY_ID,
                        Selection.of(List.of(id)),
                        AskedBy.person("test")))
                .join();
        assertThat(byId.outcome()).as("cause: %s", byId.cause()).isEqualTo(Outcome.COMPLETED);

        assertThat(remarks("select source_id || ' ' || field || ': ' || remark from etl.remarks"
                        + " where organization_id = ? and field = 'unheard_of'"))
                .containsExactly(id + " unheard_of: 2 entries of which no row is made:"
                        + " only the payload has what is in this list");
        KeptFields kept = application.bean(KeptFields.class);
        var list = kept.byList(List.of("invoices"));
        assertThat(list).hasSize(1);
        FieldUse use = kept.of(list.get(0), company.organizationId(), 5_000);
        assertThat(use.rows()).isEqualTo(INVOICES);
        assertThat(use.onlyInPayload()).contains(new FieldUse.Use("unheard_of[].a", false, 1, 1));
        assertThat(use.all())
                .contains(new FieldUse.Use("unheard_of[].b", false, 0, 0))
                .contains(new FieldUse.Use("invoice_number", true, INVOICES, use.documents()))
                .contains(new FieldUse.Use("line_items[].rate", true, 0, use.documents()));
        assertThat(kept.of(list.get(0), company.organizationId(), 7).rows())
                .as("no more records than asked for")
                .isEqualTo(7);
    }

    @Test
    void aFieldThatIsRemarkedInVeryManyRecordsIsNotedForTheFirstOfThem() {
        company.ids("invoices").stream().limit(150).forEach(id -> poison(id, "date", "0000-00-00"));

        RunFinished run = application.run("invoices", company.organizationId(), RunMode.FULL);

        assertThat(run.outcome()).as("cause: %s", run.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(count("select count(*) from tds.invoices where organization_id = ? and date is null"))
                .isEqualTo(150);
        assertThat(count("select count(*) from etl.remarks where organization_id = ? and field = 'date'"))
                .isEqualTo(100);
    }

    @Test
    void aRecordWithAnIdThatLeadsElsewhereOrWithHalfAnEmojiStopsNoLaterRunAndNoReading() {
        List<String> ids = company.ids("invoices");
        poison(ids.get(3), "invoice_id", "../../../oauth/v2/token?x=");
        poison(ids.get(4), "reference_number", Company.raw("\"half a face \\ud83d\""));
        poison(ids.get(5), "of_no_column", Company.raw("1e200000"));
        application.run("invoices", company.organizationId(), RunMode.FULL);

        RunFinished second = application.run("invoices", company.organizationId(), RunMode.FULL);

        assertThat(second.outcome()).as("cause: %s", second.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(second.counts().quarantined()).isEqualTo(1);
        assertThat(count("select count(*) from tds.invoices where source_id !~ '^[A-Za-z0-9_-]+$'"
                        + " and organization_id = ?"))
                .isZero();
        assertThat(remarks(
                        "select document ->> 'reference_number' from tds.as_of('tds.invoices', now() + interval '9 days')"
                                + " where organization_id = ? and document ->> 'reference_number' like 'half%'"))
                .containsExactly("half a face \uFFFD");
        assertThat(remarks(
                        "select document ->> 'of_no_column' from tds.as_of('tds.invoices', now() + interval '9 days')"
                                + " where organization_id = ? and document ->> 'of_no_column' is not null"))
                .containsExactly("1e200000");
    }

    @Test
    void whatIsUnusualButReadableIsKeptExactly() {
        List<String> ids = company.ids("invoices");
        poison(ids.get(10), "total", Company.raw("12345678901234567890.12"));
        poison(ids.get(11), "total", "98765432109876543210");
        poison(ids.get(12), "customer_name", "Nul\u0000Fehler شركة");
        poison(ids.get(13), "balance", "");
        poison(ids.get(14), "balance", null);
        poison(ids.get(15), "total", Company.raw("205"));

        RunFinished run = application.run("invoices", company.organizationId(), RunMode.FULL);

        assertThat(run.outcome()).as("cause: %s", run.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(run.counts().quarantined()).isZero();
        assertThat(value(ids.get(10), "total")).isEqualTo(new BigDecimal("12345678901234567890.12"));
        assertThat(value(ids.get(11), "total")).isEqualTo(new BigDecimal("98765432109876543210"));
        assertThat(value(ids.get(12), "customer_name")).isEqualTo("NulFehler شركة");
        assertThat(value(ids.get(13), "balance")).isNull();
        assertThat(value(ids.get(14), "balance")).isNull();
        assertThat(value(ids.get(15), "total")).isEqualTo(new BigDecimal("205"));
        assertThat(application
                        .jdbc()
                        .sql("select source_id, field, remark from etl.remarks where organization_id = ?")
                        .param(company.organizationId())
                        .query()
                        .listOfRows())
                .singleElement()
                .isEqualTo(Map.of(
                        "source_id", ids.get(12), "field", "customer_name", "remark", "1 NUL character removed"));
        assertThat(application
                        .jdbc()
                        .sql("select payload::text from etl.payloads where organization_id = ? and source_id = ?")
                        .param(company.organizationId())
                        .param(ids.get(12))
                        .query(String.class)
                        .single())
                .as("the payload keeps what was sent")
                .contains("Nul\\u0000Fehler");
    }

    @Test
    void rowsListedTwiceLandOnce() {
        List<String> ids = company.ids("invoices");
        company.duplicateRow("invoices", ids.get(0));
        company.duplicateRow("invoices", ids.get(150));

        RunFinished run = application.run("invoices", company.organizationId(), RunMode.FULL);

        assertThat(run.outcome()).as("cause: %s", run.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(run.counts().read()).isEqualTo(INVOICES + 2);
        assertThat(run.counts().inserted()).isEqualTo(INVOICES);
        assertThat(run.counts().duplicates() + run.counts().unchanged()).isEqualTo(2);
        assertThat(run.counts().addUp()).isTrue();
        new MirrorComparison(application.jdbc(), company)
                .assertEqual("invoices", "invoices", "invoice_id", row -> true, 25);
    }

    @Test
    void aRecordThatIsGoodAgainLeavesQuarantine() {
        List<String> ids = company.ids("items");
        company.poison("items", ids.get(5), Map.of("rate", "free"));
        application.run("products", company.organizationId(), RunMode.FULL);
        assertThat(quarantine())
                .singleElement()
                .satisfies(row -> assertThat(row.get("times_seen")).isEqualTo(1));
        application.run("products", company.organizationId(), RunMode.FULL);
        assertThat(quarantine())
                .singleElement()
                .satisfies(row -> assertThat(row.get("times_seen")).isEqualTo(2));

        company.poison("items", ids.get(5), Map.of("rate", Company.raw("2500.00")));
        RunFinished run = application.run("products", company.organizationId(), RunMode.FULL);

        assertThat(run.counts().inserted()).isEqualTo(1);
        assertThat(quarantine()).isEmpty();
    }

    @Test
    void aRecordThatIsTakenBackToWhatItWasLeavesQuarantine() {
        String id = company.ids("items").get(7);
        String rate = company.row("items", id).path("rate").toString();
        application.run("products", company.organizationId(), RunMode.FULL);
        company.poison("items", id, Map.of("rate", "free"));
        application.run("products", company.organizationId(), RunMode.FULL);
        assertThat(quarantine()).hasSize(1);

        company.poison("items", id, Map.of("rate", Company.raw(rate)));
        RunFinished run = application.run("products", company.organizationId(), RunMode.FULL);

        assertThat(run.counts().written()).isZero();
        assertThat(run.counts().unchanged()).isEqualTo(30);
        assertThat(quarantine()).isEmpty();
    }

    @Test
    void aRunThatCannotUseMoreThanItsLimitFailsAndSaysSo() {
        company.ids("invoices").forEach(id -> poison(id, "total", "?"));

        RunFinished run = application.run("invoices", company.organizationId(), RunMode.FULL);

        assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(run.cause())
                .contains("limits.quarantine")
                .contains("jobs/invoices.yaml")
                .contains("total");
    }

    private void poison(String id, String field, Object value) {
        Map<String, Object> fields = new java.util.HashMap<>();
        fields.put(field, value);
        company.poison("invoices", id, fields);
    }

    private Object value(String id, String column) {
        return application
                .jdbc()
                .sql("select " + column + " from tds.invoices where organization_id = ? and source_id = ?")
                .param(company.organizationId())
                .param(id)
                .query()
                .singleRow()
                .get(column);
    }

    private List<Map<String, Object>> quarantine() {
        return application
                .jdbc()
                .sql("select * from etl.quarantine where organization_id = ?")
                .param(company.organizationId())
                .query()
                .listOfRows();
    }

    private long count(String sql) {
        return application
                .jdbc()
                .sql(sql)
                .param(company.organizationId())
                .query(Long.class)
                .single();
    }
}
