package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The reports say what the sandbox's own documents add up to. */
class ReportingIntegrationTests {

    private static Sandbox sandbox;
    private static Company company;
    private static JdbcClient jdbc;

    @BeforeAll
    static void importEverything() {
        sandbox = Sandbox.start(
                SandboxSettings.tiny()
                        .withZone(ZoneId.of("Pacific/Kiritimati"))
                        .withCompanies(new CompanySize(80, 60, 400, 10, 10)),
                Clock.systemUTC());
        company = sandbox.company(sandbox.organizationIds().get(0));
        TestDatabase database = TestDatabase.create();
        try (var application = RunningApplication.start(sandbox, database)) {
            for (String job : new String[] {"products", "stock", "customers", "invoices"}) {
                application.run(job, company.organizationId(), RunMode.FULL);
            }
        }
        jdbc = JdbcClient.create(database.dataSource());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void salesByDayAddUpToTheInvoicesThatCount() {
        Map<String, BigDecimal> expected = new TreeMap<>();
        rows("invoices")
                .filter(ReportingIntegrationTests::counts)
                .forEach(invoice -> expected.merge(
                        invoice.path("date").asString() + " "
                                + invoice.path("currency_code").asString(),
                        decimal(invoice, "total"),
                        BigDecimal::add));
        Map<String, BigDecimal> actual = new TreeMap<>();
        jdbc.sql("select date || ' ' || currency_code as key, total from reporting.sales_by_day")
                .query()
                .listOfRows()
                .forEach(row -> actual.put((String) row.get("key"), (BigDecimal) row.get("total")));
        assertSame(actual, expected);
    }

    @Test
    void receivablesAddUpToTheOpenBalancesWhateverTheirAge() {
        Map<String, BigDecimal> expected = new TreeMap<>();
        rows("invoices")
                .filter(ReportingIntegrationTests::counts)
                .filter(invoice -> decimal(invoice, "balance").signum() > 0)
                .forEach(invoice -> expected.merge(
                        invoice.path("customer_id").asString() + " "
                                + invoice.path("currency_code").asString(),
                        decimal(invoice, "balance"),
                        BigDecimal::add));
        Map<String, BigDecimal> actual = new TreeMap<>();
        jdbc.sql("""
                        select customer_id || ' ' || currency_code as key, balance,
                          coalesce(not_due, 0) + coalesce(days_1_to_30, 0) + coalesce(days_31_to_60, 0)
                            + coalesce(days_61_to_90, 0) + coalesce(days_over_90, 0) as ages
                        from reporting.receivables_by_age
                        """).query().listOfRows().forEach(row -> {
            actual.put((String) row.get("key"), (BigDecimal) row.get("balance"));
            assertThat((BigDecimal) row.get("ages")).isEqualByComparingTo((BigDecimal) row.get("balance"));
        });
        assertSame(actual, expected);
    }

    @Test
    void overdueIsCountedFromTheDueDate() {
        Long wrong = jdbc.sql("""
                        select count(*) from tds.invoices as invoice
                        join reporting.receivables_by_age as age using (organization_id, customer_id, currency_code)
                        where invoice.status = 'overdue' and invoice.balance > 0 and age.oldest_days < 1
                        """).query(Long.class).single();
        assertThat(wrong).isZero();
        assertThat(jdbc.sql("select count(*) from reporting.receivables_by_age where oldest_days > 0")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    @Test
    void customersComeWithTheirUnpaidInvoices() {
        Long wrong = jdbc.sql("""
                        select count(*) from reporting.customer_balance as customer
                        where jsonb_array_length(unpaid_documents) <> unpaid_invoices
                          or unpaid_invoices_balance <> (
                            select sum((document ->> 'balance')::numeric)
                            from jsonb_array_elements(unpaid_documents) as document)
                        """).query(Long.class).single();
        assertThat(wrong).isZero();
        assertThat(jdbc.sql("select sum(unpaid_invoices) from reporting.customer_balance")
                        .query(Long.class)
                        .single())
                .isEqualTo(rows("invoices")
                        .filter(ReportingIntegrationTests::counts)
                        .filter(invoice -> decimal(invoice, "balance").signum() > 0)
                        .count());
    }

    @Test
    void theShopSeesActiveProductsWithWhatMayBeSold() {
        long active = rows("items")
                .filter(item -> item.path("status").asString().equals("active"))
                .filter(item -> item.path("can_be_sold").asBoolean(true))
                .count();
        assertThat(jdbc.sql("select count(*) from reporting.stock_on_hand")
                        .query(Long.class)
                        .single())
                .isEqualTo(active)
                .isPositive();
        assertThat(jdbc.sql("""
                                select count(*) from reporting.stock_on_hand as shop
                                join tds.products as product on product.source_id = shop.item_id
                                where (shop.quantity is null) <> (not product.track_inventory) or shop.quantity < 0
                                """).query(Long.class).single()).isZero();
    }

    @Test
    void aSumOverTheStockOnHandCountsNoPieceTwice() {
        jdbc.sql("""
                insert into tds.stock
                select (jsonb_populate_record(
                  total, jsonb_build_object('source_id', source_id || '@1', 'location_id', '1'))).*
                from tds.stock as total where location_id = ''
                """).update();
        assertThat(jdbc.sql("select count(*) = count(distinct item_id) from reporting.stock_on_hand")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(jdbc.sql("select bool_and(location_id <> '') from reporting.stock_by_location")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        jdbc.sql("delete from tds.stock where location_id = '1'").update();
    }

    private static java.util.stream.Stream<JsonNode> rows(String list) {
        return company.ids(list).stream().map(id -> company.row(list, id));
    }

    private static boolean counts(JsonNode invoice) {
        return !java.util.Set.of("draft", "void")
                .contains(invoice.path("status").asString());
    }

    private static BigDecimal decimal(JsonNode row, String field) {
        return new BigDecimal(row.path(field).asString());
    }

    private static void assertSame(Map<String, BigDecimal> actual, Map<String, BigDecimal> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet()).isNotEmpty();
        expected.forEach((key, value) -> assertThat(actual.get(key)).as(key).isEqualByComparingTo(value));
    }
}
