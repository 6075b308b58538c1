package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A credit note to a customer, as a row of {@code tds.credit_notes}; amounts are in {@code currencyCode}.
 *
 * @param sourceModifiedAt null if Zoho does not say
 * @param exchangeRate the organization's currency for one unit of {@code currencyCode}
 * @param pricePrecision digits after the decimal point
 * @param balance what is neither used nor given back yet
 * @param locationId the place of business; a warehouse or branch in organizations without locations
 * @param customFields the organization's own fields by API name
 */
@Table("credit_notes")
public record CreditNote(
        String sourceId,
        @Nullable Instant sourceCreatedAt,
        @Nullable Instant sourceModifiedAt,
        @Nullable String creditnoteNumber,
        @Nullable String referenceNumber,
        @Nullable String status,
        @Nullable String currentSubStatus,
        @Nullable LocalDate date,
        @Nullable String customerId,
        @Nullable String customerName,
        @Nullable String currencyId,
        @Nullable String currencyCode,
        @Nullable BigDecimal exchangeRate,
        @Nullable Integer pricePrecision,
        @Nullable BigDecimal total,
        @Nullable BigDecimal balance,
        @Nullable String locationId,
        @Nullable String locationName,
        @Nullable String salespersonId,
        @Nullable String salespersonName,
        @Nullable Boolean isEmailed,
        @Nullable Json customFields)
        implements TdsRow {}
