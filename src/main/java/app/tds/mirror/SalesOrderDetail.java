package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the details of a sales order say, as columns of {@code tds.sales_orders}; amounts are in {@code currencyCode}.
 *
 * @param exchangeRate the organization's currency for one unit of {@code currencyCode}
 * @param discount an amount or a percentage, as {@code discountType} says
 * @param quantity units of all lines together
 * @param billingAddress as the source sends it, as is the shipping address
 * @param customFields the organization's own fields by API name
 */
@Table(value = "sales_orders", entity = "Order")
public record SalesOrderDetail(
        String sourceId,
        @Nullable Instant sourceCreatedAt,
        @Nullable Instant sourceModifiedAt,
        @Nullable String salesorderNumber,
        @Nullable String referenceNumber,
        @Nullable String status,
        @Nullable String currentSubStatus,
        @Nullable String orderStatus,
        @Nullable String invoicedStatus,
        @Nullable String paidStatus,
        @Nullable String shippedStatus,
        @Nullable LocalDate date,
        @Nullable LocalDate shipmentDate,
        @Nullable String customerId,
        @Nullable String customerName,
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
        @Nullable BigDecimal bcyTotal,
        @Nullable BigDecimal balance,
        @Nullable BigDecimal quantity,
        @Nullable Integer paymentTerms,
        @Nullable String paymentTermsLabel,
        @Nullable String deliveryMethodId,
        @Nullable String deliveryMethod,
        @Nullable String locationId,
        @Nullable String locationName,
        @Nullable String pickupLocationId,
        @Nullable String salespersonId,
        @Nullable String salespersonName,
        @Nullable String salesChannel,
        @Nullable String source,
        @Nullable Boolean isEmailed,
        @Nullable Boolean isManuallyFulfilled,
        @Nullable Json billingAddress,
        @Nullable Json shippingAddress,
        @Nullable String notes,
        @Nullable String terms,
        @Nullable Json customFields)
        implements TdsRow {}
