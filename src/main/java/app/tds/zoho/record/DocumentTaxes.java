package app.tds.zoho.record;

import app.tds.mirror.PartOf;
import app.tds.mirror.Table;
import app.tds.mirror.TdsChild;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Taxes of documents, and of each of their lines. A tax has no id of its own in a document: the document's id and the place,
 * such as {@code 7/1}, identify it.
 */
final class DocumentTaxes {

    /** The array of a document that holds its taxes. */
    static final String ARRAY = "taxes";

    /** The arrays of a document's lines that hold the taxes of each. */
    static final String OF_LINES = "line_items/line_item_taxes";

    private DocumentTaxes() {}

    /** A tax of an invoice, in its currency, as a row of {@code tds.invoice_taxes}. */
    @Table("invoice_taxes")
    @PartOf("invoice_id")
    public record InvoiceTax(
            @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String invoiceId,
            @Nullable String taxId,
            @Nullable String taxName,
            @Wanted @Nullable BigDecimal taxAmount)
            implements TdsChild {}

    /** A tax of a line of an invoice, in its currency, as a row of {@code tds.invoice_line_taxes}. */
    @Table("invoice_line_taxes")
    @PartOf("invoice_id")
    public record InvoiceLineTax(
            @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String invoiceId,
            @Nullable String lineItemId,
            @Nullable String taxId,
            @Nullable String taxName,
            @Percentage @Nullable BigDecimal taxPercentage,
            @Wanted @Nullable BigDecimal taxAmount,
            @Code @Nullable String taxSpecificType)
            implements TdsChild {}

    /** A tax of a bill, in its currency, as a row of {@code tds.bill_taxes}. */
    @Table("bill_taxes")
    @PartOf("bill_id")
    public record BillTax(
            @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String billId,
            @Nullable String taxId,
            @Nullable String taxName,
            @Wanted @Nullable BigDecimal taxAmount)
            implements TdsChild {}

    /** A tax of a line of a bill, in its currency, as a row of {@code tds.bill_line_taxes}. */
    @Table("bill_line_taxes")
    @PartOf("bill_id")
    public record BillLineTax(
            @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String billId,
            @Nullable String lineItemId,
            @Nullable String taxId,
            @Nullable String taxName,
            @Percentage @Nullable BigDecimal taxPercentage,
            @Wanted @Nullable BigDecimal taxAmount,
            @Code @Nullable String taxSpecificType)
            implements TdsChild {}

    /** A tax of an order, in its currency, as a row of {@code tds.sales_order_taxes}. */
    @Table("sales_order_taxes")
    @PartOf("salesorder_id")
    public record SalesOrderTax(
            @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String salesorderId,
            @Nullable String taxId,
            @Nullable String taxName,
            @Wanted @Nullable BigDecimal taxAmount)
            implements TdsChild {}

    /** A tax of a line of an order, in its currency, as a row of {@code tds.sales_order_line_taxes}. */
    @Table("sales_order_line_taxes")
    @PartOf("salesorder_id")
    public record SalesOrderLineTax(
            @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String salesorderId,
            @Nullable String lineItemId,
            @Nullable String taxId,
            @Nullable String taxName,
            @Percentage @Nullable BigDecimal taxPercentage,
            @Wanted @Nullable BigDecimal taxAmount,
            @Code @Nullable String taxSpecificType)
            implements TdsChild {}

    /** A tax of a credit note, in its currency, as a row of {@code tds.credit_note_taxes}. */
    @Table("credit_note_taxes")
    @PartOf("creditnote_id")
    public record CreditNoteTax(
            @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String creditnoteId,
            @Nullable String taxId,
            @Nullable String taxName,
            @Wanted @Nullable BigDecimal taxAmount)
            implements TdsChild {}

    /** A tax of a line of a credit note, in its currency, as a row of {@code tds.credit_note_line_taxes}. */
    @Table("credit_note_line_taxes")
    @PartOf("creditnote_id")
    public record CreditNoteLineTax(
            @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String creditnoteId,
            @Nullable String lineItemId,
            @Nullable String taxId,
            @Nullable String taxName,
            @Percentage @Nullable BigDecimal taxPercentage,
            @Wanted @Nullable BigDecimal taxAmount,
            @Code @Nullable String taxSpecificType)
            implements TdsChild {}
}
