package app.tds.zoho.record;

import static app.tds.mirror.Answer.DOCUMENT;
import static app.tds.mirror.Answer.LIST;

import app.tds.mirror.IfSaid;
import app.tds.mirror.Json;
import app.tds.mirror.NaturalKey;
import app.tds.mirror.OnlyIn;
import app.tds.mirror.Table;
import app.tds.mirror.TdsRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * An order from a customer, as a row of {@code tds.sales_orders}; amounts are in {@code currencyCode}. Lists of Books lack
 * quantities and shipping.
 *
 * @param orderStatus moves independently of invoiced, paid and shipped status
 * @param exchangeRate the organization's currency for one unit of {@code currencyCode}
 * @param discount an amount or a percentage, as {@code discountType} says
 * @param bcyTotal the total in the organization's currency
 * @param balance what is not paid yet
 * @param quantity units of all lines together, as are those invoiced, packed and shipped
 * @param locationId the place of business; a warehouse or branch in organizations without locations
 * @param billingAddress as Zoho sends it, as is the shipping address
 * @param customFields the organization's own fields by API name
 */
@Table(value = "sales_orders", entity = "Order")
// Stock is rows of tds.stock.
@LeftOut("warehouses")
public record SalesOrder(
        @From("salesorder_id") String sourceId,
        @From("created_time") @Nullable Instant sourceCreatedAt,
        @From("last_modified_time") Instant sourceModifiedAt,
        @NaturalKey @Nullable String salesorderNumber,
        @Nullable String referenceNumber,
        @Code @Nullable String status,
        @Code @Nullable String currentSubStatus,
        @Code @Nullable String orderStatus,
        @Code @Nullable String invoicedStatus,
        @Code @Nullable String paidStatus,
        @Code @IfSaid(LIST) @Nullable String shippedStatus,
        @Nullable LocalDate date,
        @Nullable LocalDate shipmentDate,
        @OnlyIn(LIST) @Nullable LocalDate deliveryDate,
        @Nullable String customerId,
        @Nullable String customerName,
        @OnlyIn(LIST) @Nullable String companyName,
        @OnlyIn(LIST) @Nullable String email,
        @Nullable String currencyId,
        @Code @Nullable String currencyCode,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal exchangeRate,
        @Nullable BigDecimal subTotal,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal taxTotal,
        @Percentage @OnlyIn(DOCUMENT) @Nullable BigDecimal discount,
        @Percentage @OnlyIn(DOCUMENT) @Nullable BigDecimal discountPercent,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal discountTotal,
        @Code @OnlyIn(DOCUMENT) @Nullable String discountType,
        @OnlyIn(DOCUMENT) @Nullable Boolean isDiscountBeforeTax,
        @OnlyIn(DOCUMENT) @Nullable Boolean isInclusiveTax,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal shippingCharge,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal adjustment,
        @OnlyIn(DOCUMENT) @Nullable String adjustmentDescription,
        @Nullable BigDecimal total,
        @Nullable BigDecimal bcyTotal,
        @Nullable BigDecimal balance,
        @OnlyIn(LIST) @Nullable BigDecimal totalInvoicedAmount,

        @From({"total_quantity", "quantity"}) @IfSaid(LIST) @Nullable
        BigDecimal quantity,

        @OnlyIn(LIST) @Nullable BigDecimal quantityInvoiced,
        @OnlyIn(LIST) @Nullable BigDecimal quantityPacked,
        @OnlyIn(LIST) @Nullable BigDecimal quantityShipped,
        @OnlyIn(DOCUMENT) @Nullable Integer paymentTerms,
        @OnlyIn(DOCUMENT) @Nullable String paymentTermsLabel,
        @Nullable String deliveryMethodId,
        @Nullable String deliveryMethod,

        @From({"location_id", "warehouse_id", "branch_id"}) @Nullable
        String locationId,

        @From({"location_name", "warehouse_name", "branch_name"}) @Nullable
        String locationName,

        @IfSaid(LIST) @Nullable String pickupLocationId,
        @OnlyIn(DOCUMENT) @Nullable String salespersonId,
        @Nullable String salespersonName,
        @Code @Nullable String salesChannel,
        @Code @Nullable String source,
        @Nullable Boolean isEmailed,
        @OnlyIn(LIST) @Nullable Boolean isDropShipment,
        @OnlyIn(LIST) @Nullable Boolean isBackorder,
        @IfSaid(LIST) @Nullable Boolean isManuallyFulfilled,
        @OnlyIn(DOCUMENT) @Nullable Json billingAddress,
        @OnlyIn(DOCUMENT) @Nullable Json shippingAddress,
        @LongText @OnlyIn(DOCUMENT) @Nullable String notes,
        @LongText @OnlyIn(DOCUMENT) @Nullable String terms,
        @OnlyIn(DOCUMENT) @Nullable Integer pricePrecision,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal bcySubTotal,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal bcyDiscountTotal,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal bcyTaxTotal,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal bcyShippingCharge,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal bcyAdjustment,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal reverseChargeTaxTotal,
        @OnlyIn(DOCUMENT) @Nullable String shippingChargeTaxId,
        @OnlyIn(DOCUMENT) @Nullable String shippingChargeTaxName,
        @Percentage @OnlyIn(DOCUMENT) @Nullable BigDecimal shippingChargeTaxPercentage,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal shippingChargeTax,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal roundoffValue,
        @Code @OnlyIn(DOCUMENT) @Nullable String transactionRoundingType,
        @Code @OnlyIn(DOCUMENT) @Nullable String taxRounding,
        @OnlyIn(DOCUMENT) @Nullable String pricebookId,
        @OnlyIn(DOCUMENT) @Nullable String estimateId,
        @IfSaid(LIST) @Nullable String zcrmPotentialId,
        @OnlyIn(DOCUMENT) @Nullable String billingAddressId,
        @OnlyIn(DOCUMENT) @Nullable String shippingAddressId,
        @OnlyIn(DOCUMENT) @Nullable Json purchaseorders,
        @OnlyIn(DOCUMENT) @Nullable Boolean isDropshipped,
        @OnlyIn(DOCUMENT) @Nullable Boolean isBackordered,
        @OnlyIn(DOCUMENT) @Nullable String createdById,
        @OnlyIn(DOCUMENT) @Nullable String lastModifiedById,
        @OnlyIn(DOCUMENT) @Nullable Json contactPersonsAssociated,
        @OnlyIn(DOCUMENT) @Nullable Json tags,
        @IfSaid(LIST) @Nullable Json customFields)
        implements TdsRow {

    /** A Zoho sales order is a sales order and its lines. */
    @Component
    static final class SalesOrderTranslation extends ZohoTranslation {
        SalesOrderTranslation() {
            super(
                    "zoho-salesorder",
                    Rows.of(SalesOrder.class),
                    List.of(
                            Parts.always("line_items", SalesOrderLine.class),
                            Parts.ifSaid(DocumentTaxes.ARRAY, DocumentTaxes.SalesOrderTax.class),
                            Parts.ifSaid(DocumentTaxes.OF_LINES, DocumentTaxes.SalesOrderLineTax.class),
                            Parts.ifSaid("invoices", DocumentLinks.SalesOrderInvoice.class),
                            Parts.ifSaid("packages", DocumentLinks.SalesOrderPackage.class)),
                    DocumentTaxes.ARRAY,
                    "line_items",
                    "billing_address",
                    "shipping_address",
                    "custom_fields");
        }
    }
}
