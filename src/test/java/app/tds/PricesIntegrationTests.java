package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What a customer pays for an item and a quantity today, as price lists say it; no price is null. */
class PricesIntegrationTests {

    private static final String NONE = "none";

    private static Sandbox sandbox;
    private static Company company;
    private static JdbcClient jdbc;
    private static JsonNode wholesale;
    private static JsonNode volume;

    @BeforeAll
    static void importPrices() {
        sandbox = Sandbox.start(
                SandboxSettings.tiny().withCompanies(new CompanySize(40, 12, 0, 0, 0)), Clock.systemUTC());
        company = sandbox.company(sandbox.organizationIds().get(0));
        wholesale = list("Wholesale");
        volume = list("Club volume");
        List<String> customers = company.ids("contacts").stream()
                .filter(id -> company.row("contacts", id)
                        .path("contact_type")
                        .asString()
                        .equals("customer"))
                .toList();
        String[] names = {"Export USD", "Club volume", "Showroom", "End of season", "nowhere"};
        for (int i = 0; i < names.length; i++) {
            String id = names[i].equals("nowhere")
                    ? "404"
                    : list(names[i]).path("pricebook_id").asString();
            company.edit("contacts", customers.get(i), Map.of("pricebook_id", id, "contact_name", "of " + names[i]));
        }
        company.edit("contacts", customers.get(names.length), Map.of("contact_name", "of default"));
        TestDatabase database = TestDatabase.create();
        try (var application = RunningApplication.start(sandbox, database)) {
            for (String job : List.of("pricelists", "customers", "products")) {
                for (RunMode mode : List.of(RunMode.FULL, RunMode.DELTA)) {
                    assertThat(application
                                    .run(job, company.organizationId(), mode)
                                    .outcome())
                            .isEqualTo(Outcome.COMPLETED);
                }
            }
        }
        jdbc = JdbcClient.create(database.dataSource());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void everyPriceOfTheDocumentsIsAPriceOfItsListAndNoOther() {
        int prices = 0;
        for (String id : company.ids("pricebooks")) {
            for (JsonNode item : company.detail("pricebooks", id).path("pricebook_items")) {
                List<JsonNode> rates = item.has("price_brackets")
                        ? item.path("price_brackets").valueStream().toList()
                        : List.of(item);
                prices += rates.size();
                for (JsonNode rate : rates) {
                    assertThat(listed(
                                    id,
                                    item.path("item_id").asString(),
                                    rate.path("start_quantity").asString("1")))
                            .isEqualByComparingTo(rate.path("pricebook_rate").decimalValue());
                }
            }
        }
        assertThat(number("select count(*) from reporting.price_list_prices where source <> 'computed'"))
                .isEqualTo(prices)
                .isGreaterThan(100);
    }

    @Test
    void aCustomerWithoutAListOfItsOwnPaysTheDefaultListsPriceAndNothingElse() {
        JsonNode named = wholesale.path("pricebook_items").get(0);
        assertThat(price("of default", named.path("item_id").asString(), "3"))
                .isEqualTo(named.path("pricebook_rate").decimalValue().stripTrailingZeros() + " IQD item");
        String other = company.ids("items").stream()
                .filter(PricesIntegrationTests::isSold)
                .filter(id -> wholesale
                        .path("pricebook_items")
                        .valueStream()
                        .noneMatch(it -> it.path("item_id").asString().equals(id)))
                .findFirst()
                .orElseThrow();
        assertThat(price("of default", other, "3")).isEqualTo("null null none: the price list does not name the item");
    }

    @ParameterizedTest
    @CsvSource({"0.5, none", "1, 0", "9, 0", "9.5, 0", "10, 1", "49.99, 1", "50, 2", "100000, 2"})
    void aPriceByQuantityHoldsUntilTheNextOneBegins(String quantity, String bracket) {
        JsonNode item = volume.path("pricebook_items").get(0);
        String expected = bracket.equals(NONE)
                ? NONE
                : item.path("price_brackets")
                                .get(Integer.parseInt(bracket))
                                .path("pricebook_rate")
                                .decimalValue()
                                .stripTrailingZeros()
                                .toPlainString()
                        + " IQD bracket";
        assertThat(price("of Club volume", item.path("item_id").asString(), quantity))
                .isEqualTo(expected);
    }

    @Test
    void aListInAnotherCurrencyIsInThatCurrency() {
        JsonNode item = list("Export USD").path("pricebook_items").get(0);
        assertThat(price("of Export USD", item.path("item_id").asString(), "1")).endsWith(" USD item");
    }

    @Test
    void aPercentageIsTakenOfTheItemsOwnPriceUnlessZohoRoundsInAWayThatIsNotKnown() {
        String item = company.ids("items").stream()
                .filter(PricesIntegrationTests::isSold)
                .findFirst()
                .orElseThrow();
        BigDecimal rate = company.row("items", item).path("rate").decimalValue();
        assertThat(price("of Showroom", item, "1"))
                .isEqualTo(rate.multiply(new BigDecimal("1.125"))
                                .setScale(6, RoundingMode.UNNECESSARY)
                                .stripTrailingZeros()
                                .toPlainString()
                        + " IQD computed");
        assertThat(price("of End of season", item, "1")).isEqualTo("null null none: the price list is not active");
        assertThat(number("select count(*) from reporting.price_list_prices where price_list = 'End of season'"
                        + " and price is not null"))
                .isZero();
        assertThat(price("of nowhere", item, "1")).isEqualTo("null null none: the customer's price list is not here");
    }

    @Test
    void everyCustomerHasARowForEveryProductThatIsSoldAndNoPriceIsNeverZero() {
        assertThat(number("select count(distinct (customer_id, item_id)) from reporting.prices"))
                .isEqualTo(number("select (select count(*) from tds.customers) * (select count(*) from tds.products"
                        + " where status = 'active' and coalesce(can_be_sold, true))"))
                .isPositive();
        assertThat(number("select count(*) from reporting.prices where price = 0 or (price is null) <> (source like"
                        + " 'none: %')"))
                .isZero();
    }

    private static boolean isSold(String item) {
        JsonNode row = company.row("items", item);
        return row.path("status").asString().equals("active")
                && row.path("can_be_sold").asBoolean(true);
    }

    private static JsonNode list(String name) {
        return company.ids("pricebooks").stream()
                .map(id -> company.detail("pricebooks", id))
                .filter(it -> it.path("name").asString().contains(name))
                .findFirst()
                .orElseThrow();
    }

    private static BigDecimal listed(String list, String item, String quantity) {
        return jdbc.sql(
                        "select price from reporting.price_list_prices where price_list_id = ? and item_id = ?"
                                + " and ?::numeric >= from_quantity and (below_quantity is null or ?::numeric < below_quantity)")
                .params(list, item, quantity, quantity)
                .query(BigDecimal.class)
                .single();
    }

    private static String price(String customer, String item, String quantity) {
        return jdbc.sql(
                        "select coalesce(trim_scale(price)::text, 'null') || ' ' || coalesce(currency_code, 'null')"
                                + " || ' ' || source from reporting.prices where contact_name = ? and item_id = ?"
                                + " and ?::numeric >= from_quantity and (below_quantity is null or ?::numeric < below_quantity)")
                .params(customer, item, quantity, quantity)
                .query(String.class)
                .optional()
                .orElse(NONE);
    }

    private static long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
