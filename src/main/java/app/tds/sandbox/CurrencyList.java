package app.tds.sandbox;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** The company's currencies: its own, dollars, and one without a rate. */
final class CurrencyList extends SettingsList {

    CurrencyList() {
        super(
                "currencies",
                "Currency",
                "currency_id",
                Listing.of(Product.BOOKS, "Currencies", "created_time")
                        .inSettings()
                        .inNoOrder()
                        .withoutFilter()
                        .withoutDocuments());
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
                false);
    }
}
