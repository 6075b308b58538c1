package app.tds.zoho.record;

import app.tds.mirror.Borrowed;
import app.tds.mirror.Json;
import app.tds.mirror.PartOf;
import app.tds.mirror.Table;
import app.tds.mirror.TdsChild;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What an order to a vendor consists of. */
final class PurchaseOrderParts {

    static final Parts<PurchaseOrderLine> LINES = Parts.always("line_items", PurchaseOrderLine.class);
    static final Parts<PurchaseOrderBill> BILLS = Parts.ifSaid("bills", PurchaseOrderBill.class);

    static final Parts<PurchaseOrderTax> TAXES = Parts.ifSaid(DocumentTaxes.ARRAY, PurchaseOrderTax.class);
    static final Parts<PurchaseOrderLineTax> TAXES_OF_LINES =
            Parts.ifSaid(DocumentTaxes.OF_LINES, PurchaseOrderLineTax.class);

    private PurchaseOrderParts() {}

    /**
     * A line of an order to a vendor, as a row of {@code tds.purchase_order_lines}.
     *
     * @param sourceId the order's id and the place for a line without an id, as headings may be
     * @param sourceModifiedAt the order's, when the line last changed
     * @param lineNumber place among the lines, from 1
     * @param itemId null in free text lines
     * @param discount an amount or a percentage
     * @param salesorderItemId the line of a customer's order that it was made for
     * @param customFields the organization's own fields by API name
     */
    @Table("purchase_order_lines")
    @PartOf("purchaseorder_id")
    public record PurchaseOrderLine(
            @From("line_item_id") @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String purchaseorderId,
            @From("item_order") @OrPlace @Nullable Integer lineNumber,
            @Nullable String itemId,
            @Nullable String name,
            @Nullable String sku,
            @LongText @Nullable String description,
            @Code @Nullable String itemType,
            @Code @Nullable String productType,
            @Nullable String unit,
            @Nullable BigDecimal quantity,
            @Nullable BigDecimal quantityReceived,
            @Nullable BigDecimal quantityBilled,
            @Nullable BigDecimal quantityCancelled,
            @Nullable BigDecimal quantityMarkedAsReceived,
            @Nullable BigDecimal rate,
            @Nullable BigDecimal bcyRate,
            @Percentage @Nullable BigDecimal discount,
            @Nullable String taxId,
            @Nullable String taxName,
            @Percentage @Nullable BigDecimal taxPercentage,
            @Nullable BigDecimal itemTotal,
            @Nullable String accountId,
            @Nullable String accountName,
            @Nullable String salesorderItemId,
            @From({"location_id", "warehouse_id"}) @Nullable String locationId,

            @From({"location_name", "warehouse_name"}) @Nullable
            String locationName,

            @Nullable String projectId,
            @From("item_custom_fields") @Nullable Json customFields)
            implements TdsChild {}

    /**
     * A bill that an order has become, as a row of {@code tds.purchase_order_bills}.
     *
     * @param sourceId the order and the bill
     * @param sourceModifiedAt the order's, when the bill last changed in it
     */
    @Table("purchase_order_bills")
    @PartOf("purchaseorder_id")
    public record PurchaseOrderBill(
            String sourceId,
            @Nullable Instant sourceModifiedAt,
            String purchaseorderId,
            @Wanted @Nullable String billId,
            @Borrowed @Nullable String billNumber,
            @Borrowed @Nullable LocalDate date,
            @Borrowed @Nullable BigDecimal total,
            @Borrowed @Nullable BigDecimal balance)
            implements TdsChild {

        static String sourceId(ZohoRecord bill, Place place) {
            return place.idWith(bill.optionalId("bill_id"));
        }
    }

    /** A tax of an order, in its currency, as a row of {@code tds.purchase_order_taxes}. */
    @Table("purchase_order_taxes")
    @PartOf("purchaseorder_id")
    public record PurchaseOrderTax(
            @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String purchaseorderId,
            @Nullable String taxId,
            @Nullable String taxName,
            @Wanted @Nullable BigDecimal taxAmount)
            implements TdsChild {}

    /** A tax of a line of an order, in its currency, as a row of {@code tds.purchase_order_line_taxes}. */
    @Table("purchase_order_line_taxes")
    @PartOf("purchaseorder_id")
    public record PurchaseOrderLineTax(
            @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String purchaseorderId,
            @Nullable String lineItemId,
            @Nullable String taxId,
            @Nullable String taxName,
            @Percentage @Nullable BigDecimal taxPercentage,
            @Wanted @Nullable BigDecimal taxAmount,
            @Code @Nullable String taxSpecificType)
            implements TdsChild {}
}
