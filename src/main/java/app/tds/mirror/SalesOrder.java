package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An order from a customer, as a row of {@code tds.sales_orders}; amounts are in {@code currencyCode}.
 *
 * @param orderStatus moves independently of invoiced, paid and shipped status
 * @param bcyTotal the total in the organization's currency
 * @param balance what is not paid yet
 * @param quantity units of all lines together, as are those invoiced, packed and shipped
 * @param locationId the place of business; a warehouse or branch in organizations without locations
 * @param customFields the organization's own fields by API name
 */
@Table(value = "sales_orders", entity = "Order")
public record SalesOrder(
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
        @IfSaid @Nullable String shippedStatus,
        @Nullable LocalDate date,
        @Nullable LocalDate shipmentDate,
        @Nullable LocalDate deliveryDate,
        @Nullable String customerId,
        @Nullable String customerName,
        @Nullable String companyName,
        @Nullable String email,
        @Nullable String currencyId,
        @Nullable String currencyCode,
        @Nullable BigDecimal subTotal,
        @Nullable BigDecimal total,
        @Nullable BigDecimal bcyTotal,
        @Nullable BigDecimal balance,
        @Nullable BigDecimal totalInvoicedAmount,
        @IfSaid @Nullable BigDecimal quantity,
        @Nullable BigDecimal quantityInvoiced,
        @Nullable BigDecimal quantityPacked,
        @Nullable BigDecimal quantityShipped,
        @Nullable String deliveryMethodId,
        @Nullable String deliveryMethod,
        @Nullable String locationId,
        @Nullable String locationName,
        @IfSaid @Nullable String pickupLocationId,
        @Nullable String salespersonName,
        @Nullable String salesChannel,
        @Nullable String source,
        @Nullable Boolean isEmailed,
        @Nullable Boolean isDropShipment,
        @Nullable Boolean isBackorder,
        @IfSaid @Nullable Boolean isManuallyFulfilled,
        @Nullable Json customFields)
        implements TdsRow {}
