package app.tds.zoho.record;

import app.tds.mirror.ChildSet;
import app.tds.mirror.SalesOrderDetail;
import app.tds.mirror.SalesOrderLine;
import app.tds.mirror.TdsChild;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The details of a Zoho sales order are a sales order and its lines. */
final class SalesOrderDetails implements DetailTranslation {

    @Override
    public Set<Class<? extends TdsChild>> parts() {
        return Set.of(SalesOrderLine.class);
    }

    @Override
    public Detailed translate(SourceRecord detail) {
        ZohoRecord zoho = ZohoRecord.detail(detail);
        var row = new SalesOrderDetail(
                zoho.id("salesorder_id"),
                zoho.instant("created_time"),
                zoho.requiredInstant("last_modified_time"),
                zoho.text("salesorder_number"),
                zoho.text("reference_number"),
                zoho.code("status"),
                zoho.code("current_sub_status"),
                zoho.code("order_status"),
                zoho.code("invoiced_status"),
                zoho.code("paid_status"),
                zoho.code("shipped_status"),
                zoho.day("date"),
                zoho.day("shipment_date"),
                zoho.optionalId("customer_id"),
                zoho.text("customer_name"),
                zoho.optionalId("currency_id"),
                zoho.code("currency_code"),
                zoho.amount("exchange_rate"),
                zoho.amount("sub_total"),
                zoho.amount("tax_total"),
                zoho.percentage("discount"),
                zoho.percentage("discount_percent"),
                zoho.amount("discount_total"),
                zoho.code("discount_type"),
                zoho.bool("is_discount_before_tax"),
                zoho.bool("is_inclusive_tax"),
                zoho.amount("shipping_charge"),
                zoho.amount("adjustment"),
                zoho.text("adjustment_description"),
                zoho.amount("total"),
                zoho.amount("bcy_total"),
                zoho.amount("balance"),
                zoho.amount("total_quantity"),
                zoho.integer("payment_terms"),
                zoho.text("payment_terms_label"),
                zoho.optionalId("delivery_method_id"),
                zoho.text("delivery_method"),
                zoho.optionalId("location_id", "warehouse_id", "branch_id"),
                zoho.text("location_name", "warehouse_name", "branch_name"),
                zoho.optionalId("pickup_location_id"),
                zoho.optionalId("salesperson_id"),
                zoho.text("salesperson_name"),
                zoho.code("sales_channel"),
                zoho.code("source"),
                zoho.bool("is_emailed"),
                zoho.bool("is_manually_fulfilled"),
                zoho.json("billing_address"),
                zoho.json("shipping_address"),
                zoho.longText("notes"),
                zoho.longText("terms"),
                zoho.customFieldsOfDetails("custom_fields"));
        var lines = DocumentLines.of(zoho, row.sourceId(), (line, place) -> line(zoho, line, place));
        return new Detailed(row, List.of(new ChildSet<>(SalesOrderLine.class, lines)), zoho.remarks());
    }

    @Override
    public boolean isComplete(SourceRecord document, byte @Nullable [] kept) {
        return Completeness.of(document, kept, "line_items", "billing_address", "shipping_address", "custom_fields");
    }

    private static SalesOrderLine line(ZohoRecord zoho, ZohoRecord line, DocumentLines.Place place) {
        return new SalesOrderLine(
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
                line.amount("quantity_invoiced"),
                line.amount("quantity_packed"),
                line.amount("quantity_shipped"),
                line.amount("quantity_delivered"),
                line.amount("quantity_returned"),
                line.amount("quantity_cancelled"),
                line.amount("quantity_backordered"),
                line.bool("is_invoiced"),
                line.customFieldsOfDetails("item_custom_fields"));
    }
}
