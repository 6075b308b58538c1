package app.tds.zoho.record;

import app.tds.mirror.PartOf;
import app.tds.mirror.Table;
import app.tds.mirror.TdsChild;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A rate of a currency from a day on, as a row of {@code tds.exchange_rates}.
 *
 * @param sourceModifiedAt null: Zoho does not say
 * @param rate the organization's currency for one unit
 */
@Table("exchange_rates")
@PartOf("currency_id")
public record ExchangeRate(
        @From("exchange_rate_id") @OrPlace String sourceId,
        @Nullable Instant sourceModifiedAt,
        String currencyId,
        @Code @Nullable String currencyCode,
        @Wanted @Nullable LocalDate effectiveDate,
        @Wanted @Nullable BigDecimal rate)
        implements TdsChild {

    static final Parts<ExchangeRate> ALL = Parts.always("exchange_rates", ExchangeRate.class);
}
