package app.tds.zoho.record;

import app.tds.mirror.BillDetail;
import app.tds.mirror.BillLine;
import app.tds.mirror.ChildSet;
import app.tds.mirror.TdsChild;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The details of a Zoho bill are a bill and its lines. */
final class BillDetails implements DetailTranslation {

    @Override
    public Set<Class<? extends TdsChild>> parts() {
        return Set.of(BillLine.class);
    }

    @Override
    public Detailed translate(SourceRecord detail) {
        ZohoRecord zoho = ZohoRecord.detail(detail);
        var row = new BillDetail(
                zoho.id("bill_id"),
                zoho.instant("created_time"),
                zoho.requiredInstant("last_modified_time"),
                zoho.text("bill_number"),
                zoho.text("reference_number"),
                zoho.code("status"),
                zoho.code("current_sub_status"),
                zoho.code("entity_type"),
                zoho.day("date"),
                zoho.day("due_date"),
                zoho.day("payment_expected_date"),
                zoho.optionalId("vendor_id"),
                zoho.text("vendor_name"),
                zoho.optionalId("currency_id"),
                zoho.code("currency_code"),
                zoho.amount("exchange_rate"),
                zoho.integer("price_precision"),
                zoho.amount("sub_total"),
                zoho.amount("tax_total"),
                zoho.percentage("discount"),
                zoho.percentage("discount_percent"),
                zoho.amount("discount_total"),
                zoho.code("discount_type"),
                zoho.bool("is_discount_before_tax"),
                zoho.bool("is_inclusive_tax"),
                zoho.amount("adjustment"),
                zoho.text("adjustment_description"),
                zoho.amount("total"),
                zoho.amount("balance"),
                zoho.amount("unprocessed_payment_amount"),
                zoho.amount("payment_made"),
                zoho.amount("vendor_credits_applied"),
                zoho.integer("payment_terms"),
                zoho.text("payment_terms_label"),
                zoho.optionalId("location_id", "warehouse_id", "branch_id"),
                zoho.text("location_name", "warehouse_name", "branch_name"),
                zoho.text("attachment_name"),
                zoho.json("billing_address"),
                zoho.longText("notes"),
                zoho.longText("terms"),
                zoho.customFieldsOfDetails("custom_fields"));
        var lines = DocumentLines.of(zoho, row.sourceId(), (line, place) -> line(zoho, line, place));
        return new Detailed(row, List.of(new ChildSet<>(BillLine.class, lines)), zoho.remarks());
    }

    @Override
    public boolean isComplete(SourceRecord document, byte @Nullable [] kept) {
        return Completeness.of(document, kept, "line_items", "custom_fields");
    }

    private static BillLine line(ZohoRecord zoho, ZohoRecord line, DocumentLines.Place place) {
        return new BillLine(
                place.id(),
                zoho.requiredInstant("last_modified_time"),
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
                line.optionalId("purchaseorder_id"),
                line.optionalId("purchaseorder_item_id"),
                line.amount("quantity_received"),
                line.bool("is_billable"),
                line.optionalId("customer_id"),
                line.text("customer_name"),
                line.customFieldsOfDetails("item_custom_fields"));
    }
}
