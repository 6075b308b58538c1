package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the details of a vendor say, as columns of {@code tds.vendors}; its e-mail address and numbers are in its list row.
 *
 * @param paymentTerms days until payment is due; negative numbers are Zoho's special terms
 * @param openingBalanceAmount the balance it was taken over with
 * @param primaryContactId the contact person to write to first
 * @param customFields the organization's own fields by API name
 */
@Table("vendors")
public record VendorDetail(
        String sourceId,
        @Nullable Instant sourceCreatedAt,
        @Nullable Instant sourceModifiedAt,
        String contactName,
        @Nullable String contactNumber,
        @Nullable String companyName,
        @Nullable String firstName,
        @Nullable String lastName,
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
        @Nullable BigDecimal openingBalanceAmount,
        @Nullable Boolean isTaxable,
        @Nullable String taxId,
        @Nullable String taxName,
        @Nullable BigDecimal taxPercentage,
        @Nullable String taxTreatment,
        @Nullable String primaryContactId,
        @Nullable String ownerId,
        @Nullable String ownerName,
        @Nullable String portalStatus,
        @Nullable Boolean isLinkedWithZohocrm,
        @Nullable String facebook,
        @Nullable String twitter,
        @Nullable String source,
        @Nullable String notes,
        @Nullable Json customFields)
        implements TdsRow {}
