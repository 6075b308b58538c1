package app.tds.zoho.record;

import static app.tds.mirror.Answer.LIST;

import app.tds.mirror.IfSaid;
import app.tds.mirror.NaturalKey;
import app.tds.mirror.OnlyIn;
import app.tds.mirror.Table;
import app.tds.mirror.TdsRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A currency that documents can be in, as a row of {@code tds.currencies}.
 *
 * @param sourceModifiedAt null: Zoho does not say
 * @param exchangeRate the organization's currency for one unit; null if nobody has entered a rate
 */
@Table("currencies")
public record Currency(
        @From("currency_id") String sourceId,
        @From("created_time") @IfSaid @Nullable Instant sourceCreatedAt,
        @From("last_modified_time") @IfSaid @Nullable Instant sourceModifiedAt,
        @NaturalKey @Code @OnlyIn(LIST) @Nullable String currencyCode,
        @OnlyIn(LIST) @Nullable String currencyName,
        @OnlyIn(LIST) @Nullable String currencySymbol,
        @OnlyIn(LIST) @Nullable Integer pricePrecision,
        @OnlyIn(LIST) @Nullable String currencyFormat,
        @OnlyIn(LIST) @Nullable Boolean isBaseCurrency,
        @OnlyIn(LIST) @Nullable BigDecimal exchangeRate,
        @OnlyIn(LIST) @Nullable LocalDate effectiveDate,
        @OnlyIn(LIST) @Nullable Boolean autoExchangeRateEnabled)
        implements TdsRow {

    /** Zoho says 0 where nobody has entered a rate, of the currency of the books as well. */
    static @Nullable BigDecimal exchangeRate(ZohoRecord currency) {
        if (Boolean.TRUE.equals(currency.bool("is_base_currency"))) {
            return BigDecimal.ONE;
        }
        BigDecimal rate = currency.amount("exchange_rate");
        return rate == null || rate.signum() == 0 ? null : rate;
    }

    /** A Zoho currency is a currency with its rate of today, and behind its address with all its rates. */
    @Component
    static final class CurrencyTranslation extends ZohoTranslation {
        CurrencyTranslation() {
            super("zoho-currency", Rows.of(Currency.class), List.of(ExchangeRate.ALL));
        }
    }
}
