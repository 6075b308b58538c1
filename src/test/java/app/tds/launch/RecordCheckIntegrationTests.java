package app.tds.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.Entities;
import app.tds.RunningApplication;
import app.tds.TestDatabase;
import app.tds.mirror.ComparedField;
import app.tds.pipeline.CheckedRecord;
import app.tds.pipeline.CheckedRecord.State;
import app.tds.pipeline.RecordCheck;
import app.tds.pipeline.RecordCheck.NotChecked;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.source.SourceFailure;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One record, mirror and Zoho side by side. */
class RecordCheckIntegrationTests {

    private static final List<String> JOBS = Entities.jobs();

    private static Sandbox sandbox;
    private static RunningApplication application;
    private static JdbcClient jdbc;
    private static Company company;
    private static RecordCheck check;

    @BeforeAll
    static void start() {
        CompanySize size = new CompanySize(20, 15, 20, 15, 15);
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(size), Clock.systemUTC());
        application = RunningApplication.start(sandbox, TestDatabase.create());
        jdbc = application.jdbc();
        company = sandbox.company(sandbox.organizationIds().get(0));
        check = application.bean(RecordCheck.class);
        JOBS.forEach(job -> run(job, RunMode.FULL));
        for (int i = 0; i < 5; i++) {
            JOBS.forEach(job -> run(job, RunMode.DELTA));
        }
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void nothingDiffers() {
        Repairing.all(application);
        sandbox.calls().clear();
    }

    @Test
    void aRecordOfEveryJobIsEqualByItsIdWithOneCallAndItsCostIsSaidBefore() {
        for (String job : JOBS) {
            String id = anyOf(job);
            sandbox.calls().clear();
            RecordCheck.Cost cost = check.cost(job, company.organizationId(), id);
            assertThat(sandbox.calls().count()).isZero();

            CheckedRecord checked = check.check(job, company.organizationId(), id);

            assertThat(checked.differences()).as(job).isEmpty();
            assertThat(checked.state()).as(job).isEqualTo(State.EQUAL);
            // A currency's document has nothing but its rates, and this one has none.
            assertThat(checked.fields()).as(job).hasSizeGreaterThan(job.equals("currencies") ? 2 : 3);
            assertThat(sandbox.calls().count())
                    .as(job)
                    .isEqualTo(cost.calls())
                    .isEqualTo(checked.calls())
                    .isOne();
        }
        assertThat(number("select count(*) from etl.differences where repaired_at is null"))
                .isZero();
    }

    @Test
    void peopleNameRecordsAsTheyKnowThem() {
        for (var named : Map.of(
                        "invoices", "select invoice_number from tds.invoices",
                        "orders", "select salesorder_number from tds.sales_orders",
                        "customers", "select contact_name from tds.customers",
                        "products", "select sku from tds.products where sku is not null",
                        "stock", "select sku from tds.products where sku is not null and track_inventory",
                        "currencies", "select currency_code from tds.currencies",
                        "users", "select name from tds.users")
                .entrySet()) {
            String name = text(named.getValue() + " order by 1 limit 1");
            CheckedRecord checked = check.check(named.getKey(), company.organizationId(), name.toLowerCase());
            assertThat(checked.differences()).as(named.getKey()).isEmpty();
            assertThat(checked.state()).as(named.getKey()).isEqualTo(State.EQUAL);
        }
    }

    @Test
    void aWrongTotalALostLineAndALetterAreFoundByNameAndRepairedByThemselves() {
        String number = text("select invoice_number from tds.invoices order by source_id limit 1");
        String id = text("select source_id from tds.invoices order by source_id limit 1");
        String line = text("select min(source_id) from tds.invoice_lines where invoice_id = '" + id + "'");
        jdbc.sql(
                        "update tds.invoices set total = total + 0.01, customer_name = customer_name || 'ي' where source_id = ?")
                .param(id)
                .update();
        jdbc.sql("delete from tds.invoice_lines where source_id = ?")
                .param(line)
                .update();

        CheckedRecord checked = check.check("invoices", company.organizationId(), number);

        assertThat(checked.state()).isEqualTo(State.DIFFERENT);
        assertThat(checked.record()).isEqualTo(id);
        assertThat(checked.since()).isNotNull();
        assertThat(checked.differences())
                .extracting(field -> field.table() + " " + field.part() + " " + field.field())
                .contains("invoices  total", "invoices  customer_name", "invoice_lines " + line + " row")
                .hasSizeBetween(3, 3 + columns("invoice_lines"));
        ComparedField total = checked.differences().stream()
                .filter(field -> field.field().equals("total"))
                .findFirst()
                .orElseThrow();
        assertThat(new BigDecimal(total.here()))
                .isEqualByComparingTo(new BigDecimal(total.there()).add(new BigDecimal("0.01")));
        assertThat(number("select count(*) from etl.differences where repaired_at is null"))
                .isEqualTo(checked.differing());

        Repairing.all(application);

        assertThat(check.check("invoices", company.organizationId(), number).state())
                .isEqualTo(State.EQUAL);
        assertThat(number("select count(*) from etl.differences where repaired_at is null"))
                .isZero();
    }

    @Test
    void aRowThatIsMissingIsFoundByItsNumberWithOneMoreCall() {
        String number = text("select max(invoice_number) from tds.invoices");
        jdbc.sql("delete from tds.invoices where invoice_number = ?")
                .param(number)
                .update();
        assertThat(check.cost("invoices", company.organizationId(), number).calls())
                .isEqualTo(2);

        CheckedRecord checked = check.check("invoices", company.organizationId(), number);

        assertThat(checked.state()).isEqualTo(State.DIFFERENT);
        assertThat(checked.calls()).isEqualTo(2);
        assertThat(checked.differences()).extracting(ComparedField::field).contains("row");
        Repairing.all(application);
        assertThat(text("select max(invoice_number) from tds.invoices")).isEqualTo(number);
    }

    @Test
    void whatTheMirrorHasHadNoOccasionToSeeIsOnItsWayAndNoDifference() {
        String id = company.ids("invoices").get(3);
        company.edit("invoices", id, Map.of("reference_number", "PO 4711"));

        CheckedRecord checked = check.check("invoices", company.organizationId(), id);

        assertThat(checked.state()).isEqualTo(State.ON_ITS_WAY);
        assertThat(checked.since()).isEqualTo(checked.modifiedThere()).isAfter(checked.modifiedHere());
        assertThat(checked.differences()).extracting(ComparedField::field).contains("reference_number");
        assertThat(number("select count(*) from etl.differences where repaired_at is null"))
                .isZero();
        run("invoices", RunMode.DELTA);
        assertThat(check.check("invoices", company.organizationId(), id).state())
                .isEqualTo(State.EQUAL);
    }

    @Test
    void aDeletedRowThatIsRevivedIsMarkedAgain() {
        String id = company.ids("bills").get(2);
        company.delete("bills", id);
        run("bills", RunMode.FULL);
        assertThat(check.check("bills", company.organizationId(), id).state()).isEqualTo(State.GONE);
        jdbc.sql("update tds.bills set deleted_at = null where source_id = ?")
                .param(id)
                .update();

        CheckedRecord checked = check.check("bills", company.organizationId(), id);

        assertThat(checked.state()).isEqualTo(State.DIFFERENT);
        assertThat(checked.differences()).singleElement().satisfies(field -> {
            assertThat(field.field()).isEqualTo("row");
            assertThat(field.here()).isEqualTo("there");
            assertThat(field.there()).isEqualTo("gone");
        });
        Repairing.all(application);
        assertThat(check.check("bills", company.organizationId(), id).state()).isEqualTo(State.GONE);
    }

    @Test
    void whatIsNotClearIsNotAsked() {
        assertThatThrownBy(() -> check.check("cats", company.organizationId(), "1"))
                .isInstanceOf(NotChecked.class)
                .hasMessageContaining("There is no job \"cats\"");
        assertThatThrownBy(() -> check.check("invoices", "1", "1"))
                .isInstanceOf(NotChecked.class)
                .hasMessageContaining("is not configured");
        assertThatThrownBy(() -> check.check("invoices", company.organizationId(), "x".repeat(201)))
                .isInstanceOf(NotChecked.class)
                .hasMessageContaining("at most 200 characters");
        List<String> two = jdbc.sql("select source_id from tds.customers order by 1 limit 2")
                .query(String.class)
                .list();
        jdbc.sql("update tds.customers set contact_name = 'Twin' where source_id = any(?)")
                .param(two.toArray(String[]::new))
                .update();
        assertThatThrownBy(() -> check.check("customers", company.organizationId(), "Twin"))
                .isInstanceOf(NotChecked.class)
                .hasMessageContaining("more than one record")
                .hasMessageContaining(two.get(0))
                .hasMessageContaining(two.get(1));
        assertThat(sandbox.calls().count()).isZero();
        assertThatThrownBy(() -> check.check("invoices", company.organizationId(), "INV-nobody"))
                .isInstanceOf(NotChecked.class)
                .hasMessageContaining("INV-nobody");
        two.forEach(id -> assertThat(
                        check.check("customers", company.organizationId(), id).state())
                .isEqualTo(State.DIFFERENT));
        sandbox.faults()
                .on("/books/v3/invoices/" + company.ids("invoices").get(0))
                .times(9)
                .status(400, 2);
        assertThatThrownBy(() -> check.check(
                        "invoices",
                        company.organizationId(),
                        company.ids("invoices").get(0)))
                .isInstanceOf(SourceFailure.class);
        sandbox.faults().clear();
    }

    private static int columns(String table) {
        return (int)
                number("select count(*) from information_schema.columns where table_schema = 'tds' and table_name = '"
                        + table + "'");
    }

    private static String anyOf(String job) {
        String table = Entities.all().stream()
                .filter(it -> it.job().name().equals(job))
                .findFirst()
                .orElseThrow()
                .tables()
                .get(0);
        return text(
                "select min(source_id) from tds." + table + " where deleted_at is null and length(fingerprint) > 0");
    }

    private static void run(String job, RunMode mode) {
        var finished = application.run(job, company.organizationId(), mode);
        assertThat(finished.outcome())
                .as("%s %s: %s", job, mode, finished.cause())
                .isEqualTo(Outcome.COMPLETED);
    }

    private static long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static String text(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }
}
