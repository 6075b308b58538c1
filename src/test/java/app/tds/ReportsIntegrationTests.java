package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Statements, open orders and payables add up to what the sandbox's own documents say. */
class ReportsIntegrationTests {

    private static final Set<String> DONE = Set.of("draft", "void", "closed", "invoiced");

    private static Sandbox sandbox;
    private static Company company;
    private static JdbcClient jdbc;

    @BeforeAll
    static void importEverything() {
        sandbox = Sandbox.start(
                SandboxSettings.tiny().withCompanies(new CompanySize(30, 16, 60, 30, 25)), Clock.systemUTC());
        company = sandbox.company(sandbox.organizationIds().get(0));
        TestDatabase database = TestDatabase.create();
        jdbc = JdbcClient.create(database.dataSource());
        try (var application = RunningApplication.start(sandbox, database)) {
            for (String job : new String[] {
                "products",
                "customers",
                "invoices",
                "orders",
                "payments",
                "creditnotes",
                "bills",
                "purchaseorders",
                "vendorpayments",
                "vendorcredits"
            }) {
                run(application, job, RunMode.FULL);
                for (int deltas = 0; deltas < 5 && isWaiting(job); deltas++) {
                    run(application, job, RunMode.DELTA);
                }
                assertThat(isWaiting(job)).as(job).isFalse();
            }
        }
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void aStatementEndsWithWhatZohoSaysTheCustomerOwes() {
        Map<String, BigDecimal> expected = sums(
                "contacts",
                row -> row.path("contact_type").asString().equals("customer"),
                row -> row.path("contact_id").asString() + " "
                        + row.path("currency_code").asString(),
                row -> decimal(row, "outstanding_receivable_amount")
                        .subtract(decimal(row, "unused_credits_receivable_amount")));
        assertThat(expected.values()).anyMatch(it -> it.signum() > 0);
        assertSame(
                amounts("select distinct on (customer_id, currency_code) customer_id || ' ' || currency_code as key,"
                        + " last_value(balance) over (partition by customer_id, currency_code order by date nulls first"
                        + " rows between unbounded preceding and unbounded following) as amount"
                        + " from reporting.customer_statement"),
                expected);
    }

    @Test
    void aStatementTiesWithTheTablesItIsMadeOf() {
        assertSame(
                amounts("select kind as key, sum(amount) as amount from reporting.customer_statement group by kind"),
                amounts("""
                        select 'invoice' as key, sum(total) as amount from tds.invoices where status not in ('draft', 'void')
                        union all
                        select 'credit note', -sum(total) from tds.credit_notes where status not in ('draft', 'void')
                        union all
                        select 'credit note refunded', sum(total_refunded_amount) from tds.credit_notes
                        where status not in ('draft', 'void')
                        union all
                        select 'payment', -sum(amount) from tds.payments
                        """));
        assertThat(number("select count(*) from reporting.customer_statement where balance <> balance_before + amount"))
                .isZero();
        assertThat(number("""
                        select count(*) from (
                          select balance_before, lag(balance, 1, 0) over (
                            partition by customer_id, currency_code order by date nulls first, number_of) as before
                          from (select *, row_number() over () as number_of from reporting.customer_statement) as entries
                        ) as pairs where balance_before <> before
                        """))
                .as("a balance that does not follow from the one before it")
                .isZero();
    }

    @Test
    void openOrdersAreWhatIsOrderedAndNotInvoiced() {
        assertSame(
                amounts("select salesorder_id as key, sum(to_invoice) as amount from reporting.open_orders group by 1"),
                positive(sums(
                        "salesorders",
                        row -> !DONE.contains(row.path("status").asString()),
                        row -> row.path("salesorder_id").asString(),
                        row -> sum(
                                company.detail(
                                                "salesorders",
                                                row.path("salesorder_id").asString())
                                        .path("line_items"),
                                line -> decimal(line, "quantity").subtract(decimal(line, "quantity_invoiced"))))));
    }

    @Test
    void stockMovesByWhatTheLinesOfDocumentsSay() {
        Map<String, BigDecimal> expected = new TreeMap<>();
        moved(expected, "invoices", "invoice", -1);
        moved(expected, "creditnotes", "credit note", 1);
        moved(expected, "bills", "bill", 1);
        moved(expected, "vendorcredits", "vendor credit", -1);
        assertThat(expected.keySet().stream().map(it -> it.replaceAll(" [0-9]+$", "")))
                .contains("invoice", "credit note", "bill", "vendor credit");
        assertSame(
                amounts("select kind || ' ' || item_id as key, sum(quantity) as amount from reporting.stock_movements"
                        + " group by 1"),
                expected);
        assertThat(number("select count(*) from reporting.stock_movements where location_id is null or date is null"))
                .isZero();
    }

    /** Of the items whose stock is counted. */
    private static void moved(Map<String, BigDecimal> quantities, String list, String kind, int sign) {
        for (String id : company.ids(list)) {
            if (!counts(company.row(list, id))) {
                continue;
            }
            for (JsonNode line : company.detail(list, id).path("line_items")) {
                String item = line.path("item_id").asString();
                if (company.row("items", item).path("track_inventory").asBoolean(false)) {
                    quantities.merge(
                            kind + " " + item,
                            decimal(line, "quantity").multiply(BigDecimal.valueOf(sign)),
                            BigDecimal::add);
                }
            }
        }
    }

    @Test
    void incomingStockIsWhatVendorsHaveStillToSend() {
        assertSame(
                amounts(
                        "select purchaseorder_id as key, sum(incoming) as amount from reporting.incoming_stock group by 1"),
                positive(sums(
                        "purchaseorders",
                        row -> true,
                        row -> row.path("purchaseorder_id").asString(),
                        row -> decimal(row, "quantity_yet_to_receive"))));
    }

    /** Which of the three is right, the company decides. */
    @Test
    void aCustomerIsItsOwnersAndItsLastSalespersons() {
        String view = "select customer_id, last_salesperson_id from reporting.customers_unified"
                + " where last_salesperson_id is not null";
        String invoices = "select distinct on (customer_id) customer_id, salesperson_id from tds.invoices"
                + " where deleted_at is null and salesperson_id is not null order by customer_id, date desc, source_id desc";

        assertThat(number("select count(*) from (" + view + ") as one")).isPositive();
        assertThat(number("select count(*) from ((" + view + ") except (" + invoices + ")) as one"))
                .isZero();
        assertThat(number("select count(*) from ((" + invoices + ") except (" + view + ")) as one"))
                .isZero();
    }

    @Test
    void payablesByAgeAddUpToTheBalancesOfBills() {
        assertSame(
                amounts(
                        "select vendor_id || ' ' || currency_code as key, balance as amount from reporting.payables_by_age"),
                positive(sums("bills", ReportsIntegrationTests::counts, ReportsIntegrationTests::vendor, balance())));
        assertThat(number("""
                        select count(*) from reporting.payables_by_age where balance <> coalesce(not_due, 0)
                          + coalesce(days_1_to_30, 0) + coalesce(days_31_to_60, 0) + coalesce(days_61_to_90, 0)
                          + coalesce(days_over_90, 0)
                        """)).isZero();
    }

    @Test
    void aVendorIsOwedItsBillsLessWhatWasPaidInAdvanceAndCredited() {
        Map<String, BigDecimal> expected =
                sums("bills", ReportsIntegrationTests::counts, ReportsIntegrationTests::vendor, balance());
        sums("vendorpayments", row -> true, ReportsIntegrationTests::vendor, balance())
                .forEach((key, amount) -> expected.merge(key, amount.negate(), BigDecimal::add));
        sums("vendorcredits", ReportsIntegrationTests::counts, ReportsIntegrationTests::vendor, balance())
                .forEach((key, amount) -> expected.merge(key, amount.negate(), BigDecimal::add));
        assertSame(
                amounts(
                        "select vendor_id || ' ' || currency_code as key, balance as amount from reporting.vendor_balances"),
                expected);
        assertThat(number("select count(*) from reporting.vendor_balances where unused_payments > 0"))
                .isPositive();
        assertThat(number("select count(*) from reporting.vendor_balances where unused_credits > 0"))
                .isPositive();
    }

    private static void run(RunningApplication application, String job, RunMode mode) {
        assertThat(application.run(job, company.organizationId(), mode).outcome())
                .as(job)
                .isEqualTo(Outcome.COMPLETED);
    }

    private static boolean isWaiting(String job) {
        return number("select count(*) from etl.hydration where job = '" + job + "'") > 0;
    }

    private static Function<JsonNode, BigDecimal> balance() {
        return row -> decimal(row, "balance");
    }

    private static String vendor(JsonNode row) {
        return row.path("vendor_id").asString() + " "
                + row.path("currency_code").asString();
    }

    private static boolean counts(JsonNode document) {
        return !Set.of("draft", "void").contains(document.path("status").asString());
    }

    private static Map<String, BigDecimal> sums(
            String list,
            Predicate<JsonNode> which,
            Function<JsonNode, String> key,
            Function<JsonNode, BigDecimal> amount) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        company.ids(list).stream()
                .map(id -> company.row(list, id))
                .filter(which)
                .forEach(row -> sums.merge(key.apply(row), amount.apply(row), BigDecimal::add));
        return sums;
    }

    private static Map<String, BigDecimal> positive(Map<String, BigDecimal> sums) {
        sums.values().removeIf(it -> it.signum() <= 0);
        return sums;
    }

    private static BigDecimal sum(JsonNode lines, Function<JsonNode, BigDecimal> amount) {
        return lines.valueStream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal decimal(JsonNode row, String field) {
        return new BigDecimal(row.path(field).asString());
    }

    private static Map<String, BigDecimal> amounts(String sql) {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        jdbc.sql(sql)
                .query((row, number) -> amounts.put(row.getString("key"), row.getBigDecimal("amount")))
                .list();
        return amounts;
    }

    private static long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    /** Nothing is said of what is zero, or it is said that it is. */
    private static void assertSame(Map<String, BigDecimal> actual, Map<String, BigDecimal> expected) {
        actual.values().removeIf(it -> it.signum() == 0);
        expected.values().removeIf(it -> it.signum() == 0);
        assertThat(actual.keySet()).isEqualTo(expected.keySet()).isNotEmpty();
        expected.forEach((key, value) -> assertThat(actual.get(key)).as(key).isEqualByComparingTo(value));
    }
}
