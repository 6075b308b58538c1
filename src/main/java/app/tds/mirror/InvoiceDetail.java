package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the details of an invoice say, as columns of {@code tds.invoices}; amounts are in {@code currencyCode}.
 *
 * @param exchangeRate the organization's currency for one unit of {@code currencyCode}
 * @param discount an amount or a percentage, as {@code discountType} says
 * @param billingAddress as the source sends it, as is the shipping address
 * @param customFields the organization's own fields by API name
 */
@Table("invoices")
public record InvoiceDetail(
        String sourceId,
        @Nullable Instant sourceCreatedAt,
        @Nullable Instant sourceModifiedAt,
        @Nullable String invoiceNumber,
        @Nullable String referenceNumber,
        @Nullable String status,
        @Nullable String currentSubStatus,
        @Nullable String type,
        @Nullable LocalDate date,
        @Nullable LocalDate dueDate,
        @Nullable LocalDate paymentExpectedDate,
        @Nullable LocalDate lastPaymentDate,
        @Nullable String customerId,
        @Nullable String customerName,
        @Nullable String email,
        @Nullable String currencyId,
        @Nullable String currencyCode,
        @Nullable BigDecimal exchangeRate,
        @Nullable BigDecimal subTotal,
        @Nullable BigDecimal taxTotal,
        @Nullable BigDecimal discount,
        @Nullable BigDecimal discountPercent,
        @Nullable BigDecimal discountTotal,
        @Nullable String discountType,
        @Nullable Boolean isDiscountBeforeTax,
        @Nullable Boolean isInclusiveTax,
        @Nullable BigDecimal shippingCharge,
        @Nullable BigDecimal adjustment,
        @Nullable String adjustmentDescription,
        @Nullable BigDecimal total,
        @Nullable BigDecimal balance,
        @Nullable BigDecimal writeOffAmount,
        @Nullable BigDecimal unprocessedPaymentAmount,
        @Nullable BigDecimal paymentMade,
        @Nullable BigDecimal creditsApplied,
        @Nullable Integer paymentTerms,
        @Nullable String paymentTermsLabel,
        @Nullable String salesorderId,
        @Nullable String salesorderNumber,
        @Nullable String locationId,
        @Nullable String locationName,
        @Nullable String salespersonId,
        @Nullable String salespersonName,
        @Nullable String salesChannel,
        @Nullable String invoiceSource,
        @Nullable String invoiceUrl,
        @Nullable String createdBy,
        @Nullable Boolean isEmailed,
        @Nullable Boolean isViewedByClient,
        @Nullable Integer remindersSent,
        @Nullable LocalDate lastReminderSentDate,
        @Nullable Json billingAddress,
        @Nullable Json shippingAddress,
        @Nullable String notes,
        @Nullable String terms,
        @Nullable Json customFields)
        implements TdsRow {}
