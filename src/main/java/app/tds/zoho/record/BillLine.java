package app.tds.zoho.record;

import app.tds.mirror.Json;
import app.tds.mirror.PartOf;
import app.tds.mirror.Table;
import app.tds.mirror.TdsChild;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of a bill, as a row of {@code tds.bill_lines}.
 *
 * @param sourceId the document's id and the place for a line without an id, as headings may be
 * @param sourceModifiedAt the document's, when the line last changed
 * @param lineNumber place among the lines, from 1
 * @param lineItemCategory {@code header} for a heading without item and price
 * @param itemId null in free text lines
 * @param discount an amount or a percentage
 * @param customFields the organization's own fields by API name
 */
@Table("bill_lines")
@PartOf("bill_id")
public record BillLine(
        @From("line_item_id") @OrPlace String sourceId,
        @Nullable Instant sourceModifiedAt,
        String billId,
        @From("item_order") @OrPlace @Nullable Integer lineNumber,
        @Code @Nullable String lineItemCategory,
        @Nullable String headerName,
        @Nullable String itemId,
        @Nullable String name,
        @Nullable String sku,
        @LongText @Nullable String description,
        @Code @Nullable String itemType,
        @Code @Nullable String productType,
        @Nullable String unit,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal rate,
        @Nullable BigDecimal bcyRate,
        @Percentage @Nullable BigDecimal discount,
        @Nullable BigDecimal discountAmount,
        @Nullable String taxId,
        @Nullable String taxName,
        @Percentage @Nullable BigDecimal taxPercentage,
        @Nullable BigDecimal itemTotal,
        @Nullable String accountId,
        @Nullable String accountName,
        @From({"location_id", "warehouse_id"}) @Nullable String locationId,
        @From({"location_name", "warehouse_name"}) @Nullable String locationName,
        @Nullable String projectId,
        @Nullable String purchaseorderId,
        @Nullable String purchaseorderItemId,
        @Nullable BigDecimal quantityReceived,
        @Nullable Boolean isBillable,
        @Nullable String customerId,
        @Nullable String customerName,
        @Nullable String pricebookId,
        @Nullable BigDecimal itemTotalInclusiveOfTax,
        @Nullable String tdsTaxId,
        @Nullable BigDecimal tdsTaxAmount,
        @Nullable String invoiceId,
        @Nullable String invoiceNumber,
        @Nullable Json receiveLineItems,
        @Nullable String taxExemptionId,
        @Nullable String taxExemptionCode,
        @Nullable Json tags,
        @From("item_custom_fields") @Nullable Json customFields)
        implements TdsChild {}
