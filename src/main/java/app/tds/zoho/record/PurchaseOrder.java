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
 * An order to a vendor, as a row of {@code tds.purchase_orders}; amounts are in {@code currencyCode}.
 *
 * @param status says less than {@code receivedStatus} and {@code billedStatus}, which are two things
 * @param exchangeRate the organization's currency for one unit of {@code currencyCode}
 * @param discount an amount or a percentage, as {@code discountType} says
 * @param paymentTerms a code, not always days
 * @param deliveryCustomerId null if the order goes to the organization itself
 * @param locationId the place of business; a warehouse or branch in organizations without locations
 * @param customFields the organization's own fields by API name
 */
@Table("purchase_orders")
public record PurchaseOrder(
        @From("purchaseorder_id") String sourceId,
        @From("created_time") @Nullable Instant sourceCreatedAt,
        @From("last_modified_time") Instant sourceModifiedAt,
        @NaturalKey @Nullable String purchaseorderNumber,
        @Nullable String referenceNumber,
        @Code @Nullable String status,
        @Code @IfSaid @Nullable String orderStatus,
        @Code @IfSaid @Nullable String billedStatus,
        @Code @IfSaid @Nullable String receivedStatus,
        @Code @IfSaid @Nullable String currentSubStatus,
        @Nullable LocalDate date,
        @Nullable LocalDate deliveryDate,
        @IfSaid(LIST) @Nullable LocalDate expectedDeliveryDate,
        @Nullable String vendorId,
        @Nullable String vendorName,
        @Nullable String currencyId,
        @Code @Nullable String currencyCode,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal exchangeRate,
        @Nullable Integer pricePrecision,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal subTotal,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal taxTotal,
        @Percentage @OnlyIn(DOCUMENT) @Nullable BigDecimal discount,
        @Code @OnlyIn(DOCUMENT) @Nullable String discountType,
        @OnlyIn(DOCUMENT) @Nullable Boolean isDiscountBeforeTax,
        @OnlyIn(DOCUMENT) @Nullable Boolean isInclusiveTax,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal adjustment,
        @Nullable BigDecimal total,
        @OnlyIn(DOCUMENT) @Nullable Integer paymentTerms,
        @OnlyIn(DOCUMENT) @Nullable String paymentTermsLabel,
        @IfSaid(DOCUMENT) @Nullable BigDecimal totalOrderedQuantity,
        @IfSaid @Nullable BigDecimal quantityYetToReceive,
        @IfSaid @Nullable BigDecimal quantityMarkedAsReceived,
        @IfSaid @Nullable Boolean isPoMarkedAsReceived,
        @IfSaid @Nullable Boolean isDropShipment,
        @IfSaid @Nullable Boolean isBackorder,
        @IfSaid @Nullable Boolean hasAttachment,
        @OnlyIn(DOCUMENT) @Nullable String shipVia,
        @OnlyIn(DOCUMENT) @Nullable String deliveryCustomerId,
        @OnlyIn(DOCUMENT) @Nullable String deliveryCustomerName,
        @OnlyIn(DOCUMENT) @Nullable Json deliveryAddress,
        @OnlyIn(DOCUMENT) @Nullable Json billingAddress,

        @From({"location_id", "warehouse_id", "branch_id"}) @IfSaid @Nullable
        String locationId,

        @From({"location_name", "warehouse_name", "branch_name"}) @IfSaid @Nullable
        String locationName,

        @LongText @OnlyIn(DOCUMENT) @Nullable String notes,
        @LongText @OnlyIn(DOCUMENT) @Nullable String terms,
        @IfSaid(LIST) @Nullable Json customFields)
        implements TdsRow {

    /** A Zoho purchase order is an order, its lines, the lines' taxes, and the bills that were made of the order. */
    @Component
    static final class PurchaseOrderTranslation extends ZohoTranslation {
        PurchaseOrderTranslation() {
            super(
                    "zoho-purchaseorder",
                    Rows.of(PurchaseOrder.class),
                    List.of(
                            PurchaseOrderParts.LINES,
                            PurchaseOrderParts.TAXES,
                            PurchaseOrderParts.TAXES_OF_LINES,
                            PurchaseOrderParts.BILLS),
                    "line_items",
                    DocumentTaxes.ARRAY,
                    "bills",
                    "custom_fields");
        }
    }
}
