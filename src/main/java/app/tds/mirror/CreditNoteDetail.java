package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the details of a credit note say, as columns of {@code tds.credit_notes}; amounts are in {@code currencyCode}.
 *
 * @param sourceModifiedAt null if Zoho does not say
 * @param discount an amount or a percentage, as {@code discountType} says
 * @param totalCreditsUsed what was applied to invoices
 * @param billingAddress as the source sends it, as is the shipping address
 * @param customFields the organization's own fields by API name
 */
@Table("credit_notes")
public record CreditNoteDetail(
        String sourceId,
        @IfSaid @Nullable Instant sourceCreatedAt,
        @IfSaid @Nullable Instant sourceModifiedAt,
        @Nullable String creditnoteNumber,
        @Nullable String referenceNumber,
        @Nullable String status,
        @IfSaid @Nullable String currentSubStatus,
        @Nullable LocalDate date,
        @Nullable String customerId,
        @Nullable String customerName,
        @Nullable String email,
        @IfSaid @Nullable String currencyId,
        @Nullable String currencyCode,
        @IfSaid @Nullable BigDecimal exchangeRate,
        @IfSaid @Nullable Integer pricePrecision,
        @Nullable BigDecimal subTotal,
        @Nullable BigDecimal taxTotal,
        @Nullable BigDecimal discount,
        @Nullable String discountType,
        @Nullable Boolean isDiscountBeforeTax,
        @Nullable Boolean isInclusiveTax,
        @Nullable BigDecimal shippingCharge,
        @Nullable BigDecimal adjustment,
        @Nullable String adjustmentDescription,
        @Nullable BigDecimal total,
        @Nullable BigDecimal balance,
        @Nullable BigDecimal totalCreditsUsed,
        @Nullable BigDecimal totalRefundedAmount,
        @Nullable String locationId,
        @Nullable String locationName,
        @IfSaid @Nullable String salespersonId,
        @IfSaid @Nullable String salespersonName,
        @IfSaid @Nullable Boolean isEmailed,
        @Nullable Json billingAddress,
        @Nullable Json shippingAddress,
        @Nullable String notes,
        @Nullable String terms,
        @Nullable Json customFields)
        implements TdsRow {}
