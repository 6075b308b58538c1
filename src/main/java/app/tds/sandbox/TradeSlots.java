package app.tds.sandbox;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How documents refer to each other: orders to invoices, invoices to orders, bills to purchase orders. */
final class TradeSlots {

    private TradeSlots() {}

    /** Writes the slot if the slot is about another document or about an order's progress. */
    static boolean write(String slot, Document document, JsonText out) {
        boolean order = document.facts().list().ordering();
        var other = document.related();
        switch (slot) {
            case "salesorders" -> list(out, other, InvoiceShape.ORDER);
            case "invoices" -> list(out, other, SalesOrderShape.INVOICE);
            case "salesorder_id" -> out.text(other == null ? "" : Long.toString(other.id()));
            case "salesorder_number" -> out.text(other == null ? "" : other.number());
            case "invoiced" -> out.money(other == null ? 0 : other.total());
            case "order_status" -> out.text(orderStatus(order ? document : other));
            case "invoiced_status" -> out.text(progress(document, other == null ? "not_invoiced" : invoiced(document)));
            case "paid_status" -> out.text(progress(document, other == null ? "unpaid" : paid(other)));
            case "shipped_status" -> out.text(progress(document, other == null ? "pending" : "fulfilled"));
            case "shipment_date" -> out.text(order ? shipment(document) : "");
            case "purchaseorders" -> {
                out.raw("[");
                BillShape.PURCHASE_ORDER.render(out, (inner, json) -> purchaseOrder(inner, document, json));
                out.raw("]");
            }
            case "purchaseorder_id" -> purchaseOrder(slot, document, out);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void list(JsonText out, @Nullable Document other, Template template) {
        out.raw("[");
        if (other != null) {
            template.render(out, (slot, json) -> reference(slot, other, json));
        }
        out.raw("]");
    }

    private static void reference(String slot, Document other, JsonText out) {
        switch (slot) {
            case "salesorder_id", "invoice_id" -> out.id(other.id());
            case "salesorder_number", "invoice_number" -> out.text(other.number());
            case "order_status" -> out.text(orderStatus(other));
            case "invoice_status" -> out.text(other.status());
            case "order_date", "invoice_date" -> out.date(other.facts().date());
            case "shipment_date" -> out.text(shipment(other));
            case "invoice_due_date" -> out.date(other.facts().due());
            case "reference" -> out.text(other.facts().reference());
            case "total" -> out.money(other.total());
            case "sub_total" -> out.money(other.subTotal());
            case "balance" -> out.money(other.balance());
            default -> throw new IllegalStateException("nothing fills " + slot);
        }
    }

    private static void purchaseOrder(String slot, Document bill, JsonText out) {
        switch (slot) {
            case "purchaseorder_id" -> out.id(bill.id() + 50);
            case "purchaseorder_number" -> out.text(bill.number().replace("BILL", "PO"));
            case "date" -> out.date(bill.facts().date());
            default -> throw new IllegalStateException("nothing fills " + slot);
        }
    }

    private static String shipment(Document order) {
        return order.status().equals("draft")
                ? ""
                : LocalDate.ofEpochDay(order.facts().due()).toString();
    }

    private static String orderStatus(@Nullable Document order) {
        return order == null
                ? ""
                : switch (order.status()) {
                    case "draft", "void", "closed" -> order.status();
                    default -> "confirmed";
                };
    }

    private static String progress(Document order, String otherwise) {
        return order.status().equals("draft") ? "" : otherwise;
    }

    private static String invoiced(Document order) {
        return order.status().equals("partially_invoiced") ? "partially_invoiced" : "invoiced";
    }

    private static String paid(Document invoice) {
        return switch (invoice.status()) {
            case "paid", "partially_paid" -> invoice.status();
            default -> "unpaid";
        };
    }
}
