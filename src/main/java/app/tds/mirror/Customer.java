package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who buys, as a row of {@code tds.customers}.
 *
 * @param paymentTerms days until payment is due; negative numbers are Zoho's special terms
 * @param outstandingReceivableAmount owed by the customer, in {@code currencyCode}
 * @param outstandingReceivableAmountBcy the same in the organization's currency
 * @param customFields the organization's own fields by API name
 */
@Table("customers")
public record Customer(
        String sourceId,
        @Nullable Instant sourceCreatedAt,
        @Nullable Instant sourceModifiedAt,
        String contactName,
        @Nullable String companyName,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String mobile,
        @Nullable String website,
        @Nullable String status,
        @Nullable String customerSubType,
        @Nullable String languageCode,
        @Nullable String currencyId,
        @Nullable String currencyCode,
        @Nullable Integer paymentTerms,
        @Nullable String paymentTermsId,
        @Nullable String paymentTermsLabel,
        @Nullable BigDecimal outstandingReceivableAmount,
        @Nullable BigDecimal outstandingReceivableAmountBcy,
        @Nullable BigDecimal unusedCreditsReceivableAmount,
        @Nullable BigDecimal unusedCreditsReceivableAmountBcy,
        @Nullable String portalStatus,
        @Nullable Boolean isLinkedWithZohocrm,
        @Nullable String facebook,
        @Nullable String twitter,
        @Nullable String source,
        @Nullable Json customFields)
        implements TdsRow {}
