package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the details of a bill say, as columns of {@code tds.bills}; amounts are in {@code currencyCode}.
 *
 * @param exchangeRate the organization's currency for one unit of {@code currencyCode}
 * @param discount an amount or a percentage, as {@code discountType} says
 * @param billingAddress as the source sends it
 * @param customFields the organization's own fields by API name
 */
@Table("bills")
public record BillDetail(
        String sourceId,
        @Nullable Instant sourceCreatedAt,
        @Nullable Instant sourceModifiedAt,
        @Nullable String billNumber,
        @Nullable String referenceNumber,
        @Nullable String status,
        @Nullable String currentSubStatus,
        @Nullable String entityType,
        @Nullable LocalDate date,
        @Nullable LocalDate dueDate,
        @Nullable LocalDate paymentExpectedDate,
        @Nullable String vendorId,
        @Nullable String vendorName,
        @Nullable String currencyId,
        @Nullable String currencyCode,
        @Nullable BigDecimal exchangeRate,
        @Nullable Integer pricePrecision,
        @Nullable BigDecimal subTotal,
        @Nullable BigDecimal taxTotal,
        @Nullable BigDecimal discount,
        @Nullable BigDecimal discountPercent,
        @Nullable BigDecimal discountTotal,
        @Nullable String discountType,
        @Nullable Boolean isDiscountBeforeTax,
        @Nullable Boolean isInclusiveTax,
        @Nullable BigDecimal adjustment,
        @Nullable String adjustmentDescription,
        @Nullable BigDecimal total,
        @Nullable BigDecimal balance,
        @Nullable BigDecimal unprocessedPaymentAmount,
        @Nullable BigDecimal paymentMade,
        @Nullable BigDecimal vendorCreditsApplied,
        @Nullable Integer paymentTerms,
        @Nullable String paymentTermsLabel,
        @Nullable String locationId,
        @Nullable String locationName,
        @Nullable String attachmentName,
        @Nullable Json billingAddress,
        @Nullable String notes,
        @Nullable String terms,
        @Nullable Json customFields)
        implements TdsRow {}
