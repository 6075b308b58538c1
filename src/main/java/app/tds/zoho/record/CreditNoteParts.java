package app.tds.zoho.record;

import app.tds.mirror.Json;
import app.tds.mirror.PartOf;
import app.tds.mirror.Table;
import app.tds.mirror.TdsChild;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a credit note consists of. */
final class CreditNoteParts {

    static final Parts<CreditNoteLine> LINES = Parts.always("line_items", CreditNoteLine.class);
    static final Parts<CreditNoteAllocation> ALLOCATIONS =
            Parts.ifSaid("invoices_credited|invoices", CreditNoteAllocation.class);

    private CreditNoteParts() {}

    /**
     * A line of a credit note, as a row of {@code tds.credit_note_lines}.
     *
     * @param sourceId the document's id and the place for a line without an id, as headings may be
     * @param sourceModifiedAt the document's, when the line last changed
     * @param lineNumber place among the lines, from 1
     * @param lineItemCategory {@code header} for a heading without item and price
     * @param itemId null in free text lines
     * @param discount an amount or a percentage
     * @param invoiceItemId the line of an invoice that it takes back
     * @param customFields the organization's own fields by API name
     */
    @Table("credit_note_lines")
    @PartOf("creditnote_id")
    public record CreditNoteLine(
            @From("line_item_id") @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String creditnoteId,
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

            @From({"location_name", "warehouse_name"}) @Nullable
            String locationName,

            @Nullable String projectId,
            @Nullable String invoiceId,
            @Nullable String invoiceItemId,
            @Nullable BigDecimal costAmount,
            @Nullable String pricebookId,
            @Nullable String reverseChargeTaxId,
            @Nullable Json tags,
            @From("item_custom_fields") @Nullable Json customFields)
            implements TdsChild {}

    /**
     * A part of a credit note that was applied to an invoice, as a row of {@code tds.credit_note_allocations}.
     *
     * @param sourceId Zoho's id of the allocation; without one the credit note and the place in it, such as {@code 7/1}
     * @param sourceModifiedAt the credit note's, when the part last changed
     * @param amountApplied in the currency of the credit note
     */
    @Table("credit_note_allocations")
    @PartOf("creditnote_id")
    public record CreditNoteAllocation(
            @From("creditnote_invoice_id") @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String creditnoteId,
            @Wanted @Nullable String invoiceId,
            @Nullable String invoiceNumber,

            @From({"amount_applied", "credited_amount", "amount"}) @Wanted @Nullable
            BigDecimal amountApplied)
            implements TdsChild {}
}
