package app.tds.zoho.record;

import app.tds.mirror.ChildSet;
import app.tds.mirror.CreditNoteAllocation;
import app.tds.mirror.CreditNoteDetail;
import app.tds.mirror.CreditNoteLine;
import app.tds.mirror.TdsChild;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The details of a Zoho credit note are a credit note, its lines and what it was applied to. */
final class CreditNoteDetails implements DetailTranslation {

    @Override
    public Set<Class<? extends TdsChild>> parts() {
        return Set.of(CreditNoteLine.class, CreditNoteAllocation.class);
    }

    @Override
    public Detailed translate(SourceRecord detail) {
        ZohoRecord zoho = ZohoRecord.detail(detail);
        var row = new CreditNoteDetail(
                zoho.id("creditnote_id"),
                zoho.instant("created_time"),
                modified(zoho),
                zoho.text("creditnote_number"),
                zoho.text("reference_number"),
                zoho.code("status"),
                zoho.code("current_sub_status"),
                zoho.day("date"),
                zoho.optionalId("customer_id"),
                zoho.text("customer_name"),
                zoho.text("email"),
                zoho.optionalId("currency_id"),
                zoho.code("currency_code"),
                zoho.amount("exchange_rate"),
                zoho.integer("price_precision"),
                zoho.amount("sub_total"),
                zoho.amount("tax_total"),
                zoho.percentage("discount"),
                zoho.code("discount_type"),
                zoho.bool("is_discount_before_tax"),
                zoho.bool("is_inclusive_tax"),
                zoho.amount("shipping_charge"),
                zoho.amount("adjustment"),
                zoho.text("adjustment_description"),
                zoho.amount("total"),
                zoho.amount("balance"),
                zoho.amount("total_credits_used"),
                zoho.amount("total_refunded_amount"),
                zoho.optionalId("location_id", "warehouse_id", "branch_id"),
                zoho.text("location_name", "warehouse_name", "branch_name"),
                zoho.optionalId("salesperson_id"),
                zoho.text("salesperson_name"),
                zoho.bool("is_emailed"),
                zoho.json("billing_address"),
                zoho.json("shipping_address"),
                zoho.longText("notes"),
                zoho.longText("terms"),
                zoho.customFieldsOfDetails("custom_fields"));
        List<ChildSet<?>> children = new ArrayList<>();
        children.add(new ChildSet<>(
                CreditNoteLine.class,
                DocumentLines.of(zoho, row.sourceId(), (line, place) -> line(zoho, line, place))));
        List<ZohoRecord> invoices = zoho.list("invoices");
        if (invoices != null) {
            children.add(new ChildSet<>(CreditNoteAllocation.class, allocations(zoho, row.sourceId(), invoices)));
        }
        return new Detailed(row, children, zoho.remarks());
    }

    @Override
    public boolean isComplete(SourceRecord document, byte @Nullable [] kept) {
        return Completeness.of(document, kept, "line_items", "invoices", "custom_fields");
    }

    /** Zoho's documentation has one name for it in the list and another in the details. */
    private static @Nullable Instant modified(ZohoRecord zoho) {
        return zoho.instant("last_modified_time", "updated_time");
    }

    private static CreditNoteLine line(ZohoRecord zoho, ZohoRecord line, DocumentLines.Place place) {
        return new CreditNoteLine(
                place.id(),
                modified(zoho),
                place.document(),
                place.number(),
                line.code("line_item_category"),
                line.text("header_name"),
                line.optionalId("item_id"),
                line.text("name"),
                line.text("sku"),
                line.longText("description"),
                line.code("item_type"),
                line.code("product_type"),
                line.text("unit"),
                line.amount("quantity"),
                line.amount("rate"),
                line.amount("bcy_rate"),
                line.percentage("discount"),
                line.amount("discount_amount"),
                line.optionalId("tax_id"),
                line.text("tax_name"),
                line.percentage("tax_percentage"),
                line.amount("item_total"),
                line.optionalId("account_id"),
                line.text("account_name"),
                line.optionalId("location_id", "warehouse_id"),
                line.text("location_name", "warehouse_name"),
                line.optionalId("project_id"),
                line.optionalId("invoice_id"),
                line.optionalId("invoice_item_id"),
                line.customFieldsOfDetails("item_custom_fields"));
    }

    private static List<CreditNoteAllocation> allocations(ZohoRecord zoho, String note, List<ZohoRecord> invoices) {
        List<CreditNoteAllocation> allocations = new ArrayList<>(invoices.size());
        for (ZohoRecord invoice : invoices) {
            allocations.add(new CreditNoteAllocation(
                    note + "/" + (allocations.size() + 1),
                    modified(zoho),
                    note,
                    invoice.optionalId("invoice_id"),
                    invoice.text("invoice_number"),
                    invoice.amount("amount")));
        }
        return allocations;
    }
}
