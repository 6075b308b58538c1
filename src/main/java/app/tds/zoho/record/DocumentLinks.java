package app.tds.zoho.record;

import app.tds.mirror.Borrowed;
import app.tds.mirror.PartOf;
import app.tds.mirror.Table;
import app.tds.mirror.TdsChild;
import app.tds.mirror.TdsRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a document says of other documents: which belong together, and what was given back. */
final class DocumentLinks {

    static final Parts<InvoiceSalesOrder> ORDERS_OF_INVOICE =
            new Parts<>(InvoiceSalesOrder.class, "salesorders", DocumentLinks::ordersOfInvoice);

    private static final RowReading<InvoiceSalesOrder> ORDER_OF_INVOICE = RowReading.of(InvoiceSalesOrder.class);

    private DocumentLinks() {}

    /** All that the invoice lists, else the one that it names. */
    private static @Nullable List<InvoiceSalesOrder> ordersOfInvoice(ZohoRecord invoice, TdsRow row) {
        List<ZohoRecord> listed = invoice.list("salesorders");
        if (Objects.requireNonNullElse(listed, List.of()).isEmpty() && invoice.optionalId("salesorder_id") != null) {
            return List.of(ORDER_OF_INVOICE.read(invoice, new Place(row, 1, null)));
        }
        return Parts.members(listed, row, ORDER_OF_INVOICE);
    }

    /** An order that an invoice is for, as a row of {@code tds.invoice_sales_orders}. */
    @Table("invoice_sales_orders")
    @PartOf("invoice_id")
    public record InvoiceSalesOrder(
            String sourceId,
            @Nullable Instant sourceModifiedAt,
            String invoiceId,
            @Wanted @Nullable String salesorderId,
            @Borrowed @Nullable String salesorderNumber,
            @Borrowed @Nullable LocalDate salesorderDate)
            implements TdsChild {

        static String sourceId(ZohoRecord order, Place place) {
            return place.id(order.optionalId("salesorder_id"));
        }
    }

    /** An invoice that an order names, as a row of {@code tds.sales_order_invoices}. */
    @Table("sales_order_invoices")
    @PartOf("salesorder_id")
    public record SalesOrderInvoice(
            String sourceId,
            @Nullable Instant sourceModifiedAt,
            String salesorderId,
            @Wanted @Nullable String invoiceId,
            @Borrowed @Nullable String invoiceNumber,
            @From("date") @Borrowed @Nullable LocalDate invoiceDate)
            implements TdsChild {

        static String sourceId(ZohoRecord invoice, Place place) {
            return place.id(invoice.optionalId("invoice_id"));
        }
    }

    /** A package of an order with its shipment, as a row of {@code tds.sales_order_packages}. */
    @Table("sales_order_packages")
    @PartOf("salesorder_id")
    public record SalesOrderPackage(
            @From("package_id") @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String salesorderId,
            @Nullable String packageNumber,
            @Nullable LocalDate date,
            @Code @Nullable String status,
            @Nullable BigDecimal quantity,
            @Nullable String shipmentId,
            @Nullable String shipmentNumber,
            @Code @Nullable String shipmentStatus,
            @Nullable LocalDate shipmentDate,
            @Nullable String carrier,
            @Nullable String trackingNumber)
            implements TdsChild {}

    /** A purchase order that a bill is for, as a row of {@code tds.bill_purchase_orders}. */
    @Table("bill_purchase_orders")
    @PartOf("bill_id")
    public record BillPurchaseOrder(
            String sourceId,
            @Nullable Instant sourceModifiedAt,
            String billId,
            @Wanted @Nullable String purchaseorderId,
            @Borrowed @Nullable String purchaseorderNumber,

            @From({"purchaseorder_date", "date"}) @Borrowed @Nullable
            LocalDate purchaseorderDate)
            implements TdsChild {

        static String sourceId(ZohoRecord order, Place place) {
            return place.id(order.optionalId("purchaseorder_id"));
        }
    }

    /** What was given back of a payment, as a row of {@code tds.payment_refunds}. */
    @Table("payment_refunds")
    @PartOf("payment_id")
    public record PaymentRefund(
            @From("payment_refund_id") @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String paymentId,
            @Nullable LocalDate date,
            @Nullable String refundMode,
            @Nullable String referenceNumber,

            @From({"amount", "amount_fcy", "refund_amount"}) @Wanted @Nullable
            BigDecimal amount,

            @Nullable BigDecimal amountBcy,
            @Nullable String fromAccountId,
            @Nullable String fromAccountName,
            @LongText @Nullable String description)
            implements TdsChild {}

    /** What was given back of a credit note, as a row of {@code tds.credit_note_refunds}. */
    @Table("credit_note_refunds")
    @PartOf("creditnote_id")
    public record CreditNoteRefund(
            @From("creditnote_refund_id") @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String creditnoteId,
            @Nullable LocalDate date,
            @Nullable String refundMode,
            @Nullable String referenceNumber,

            @From({"amount", "amount_fcy", "refund_amount"}) @Wanted @Nullable
            BigDecimal amount,

            @Nullable BigDecimal amountBcy,
            @Nullable String fromAccountId,
            @Nullable String fromAccountName,
            @LongText @Nullable String description)
            implements TdsChild {}
}
