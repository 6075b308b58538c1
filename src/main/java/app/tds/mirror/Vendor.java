package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who supplies, as a row of {@code tds.vendors}.
 *
 * @param paymentTerms days until payment is due; negative numbers are Zoho's special terms
 * @param outstandingPayableAmount owed to the vendor, in {@code currencyCode}
 * @param outstandingPayableAmountBcy the same in the organization's currency
 * @param customFields the organization's own fields by API name
 */
@Table("vendors")
public record Vendor(
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
        @Nullable String languageCode,
        @Nullable String currencyId,
        @Nullable String currencyCode,
        @Nullable Integer paymentTerms,
        @Nullable String paymentTermsId,
        @Nullable String paymentTermsLabel,
        @Nullable BigDecimal outstandingPayableAmount,
        @Nullable BigDecimal outstandingPayableAmountBcy,
        @Nullable BigDecimal unusedCreditsPayableAmount,
        @Nullable BigDecimal unusedCreditsPayableAmountBcy,
        @Nullable String portalStatus,
        @Nullable Boolean isLinkedWithZohocrm,
        @Nullable String facebook,
        @Nullable String twitter,
        @Nullable String source,
        @Nullable Json customFields)
        implements TdsRow {}
