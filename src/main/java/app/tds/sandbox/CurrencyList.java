package app.tds.sandbox;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** The company's currencies: its own, dollars, and one without a rate. */
final class CurrencyList extends SettingsList {

    private static final String RATES = "exchange_rates";

    CurrencyList() {
        super(
                "currencies",
                "Currency",
                "currency_id",
                Listing.of(Product.BOOKS, "Currencies", "created_time")
                        .inSettings()
                        .inNoOrder()
                        .withoutFilter());
    }

    @Override
    String behind() {
        return "exchangerates";
    }

    @Override
    String documentRoot() {
        return RATES;
    }

    @Override
    boolean isInRow(String field) {
        return !field.equals(RATES);
    }

    @Override
    boolean isInDocument(String field) {
        return List.of("currency_id", RATES).contains(field);
    }

    @Override
    List<Map<String, Object>> first(Founding founding) {
        return List.of(
                currency(Currency.IQD.id(), "IQD", Currency.IQD.title(), "IQD", true, 0.0, ""),
                currency(
                        Currency.USD.id(),
                        "USD",
                        Currency.USD.title(),
                        "$",
                        false,
                        (double) Currency.USD.rate(),
                        LocalDate.ofEpochDay(founding.world().today() - 30).toString()),
                currency("5107440000000000101", "CHF", "CHF- Swiss Franc", "CHF", false, 0.0, ""));
    }

    @Override
    Map<String, Object> another(int number) {
        var all = currency("", "X" + number, "X" + number + "- Currency", "x", false, 2.5, "2026-01-01");
        all.remove("currency_id");
        return all;
    }

    private static Map<String, Object> currency(
            String id, String code, String name, String symbol, boolean base, double rate, String since) {
        return fields(
                "currency_id",
                id,
                "currency_code",
                code,
                "currency_name",
                name,
                "currency_name_formatted",
                name,
                "currency_symbol",
                symbol,
                "price_precision",
                2,
                "currency_format",
                "1,234,567.89",
                "is_base_currency",
                base,
                "exchange_rate",
                rate,
                "effective_date",
                since,
                "auto_exchange_rate_enabled",
                false,
                RATES,
                rates(id, code, rate, since));
    }

    /** The rate of today, and one of the month before. */
    private static List<Map<String, Object>> rates(String id, String code, double rate, String since) {
        return since.isEmpty()
                ? List.of()
                : List.of(
                        rate("1", id, code, since, rate),
                        rate("3", id, code, LocalDate.parse(since).minusDays(30).toString(), rate + 2));
    }

    private static Map<String, Object> rate(String number, String id, String code, String since, double rate) {
        return fields(
                "exchange_rate_id",
                "51074400000002" + Math.floorMod(code.hashCode(), 10_000) + number,
                "currency_id",
                id,
                "currency_code",
                code,
                "effective_date",
                since,
                "rate",
                rate);
    }
}
