package app.tds.zoho.record;

import app.tds.mirror.SalesOrder;
import app.tds.mirror.TdsRow;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** A Zoho sales order is a sales order; rows of Books lack quantities and shipping. */
@Component
class SalesOrderTranslation implements Translation {

    @Override
    public String name() {
        return "zoho-salesorder";
    }

    @Override
    public Set<Class<? extends TdsRow>> rows() {
        return Set.of(SalesOrder.class);
    }

    @Override
    public Translated translate(SourceRecord record) {
        ZohoRecord zoho = new ZohoRecord(record);
        TdsRow row = new SalesOrder(
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
                zoho.day("delivery_date"),
                zoho.optionalId("customer_id"),
                zoho.text("customer_name"),
                zoho.text("company_name"),
                zoho.text("email"),
                zoho.optionalId("currency_id"),
                zoho.code("currency_code"),
                zoho.amount("sub_total"),
                zoho.amount("total"),
                zoho.amount("bcy_total"),
                zoho.amount("balance"),
                zoho.amount("total_invoiced_amount"),
                zoho.amount("quantity"),
                zoho.amount("quantity_invoiced"),
                zoho.amount("quantity_packed"),
                zoho.amount("quantity_shipped"),
                zoho.optionalId("delivery_method_id"),
                zoho.text("delivery_method"),
                zoho.optionalId("location_id", "warehouse_id", "branch_id"),
                zoho.text("location_name", "warehouse_name", "branch_name"),
                zoho.optionalId("pickup_location_id"),
                zoho.text("salesperson_name"),
                zoho.code("sales_channel"),
                zoho.code("source"),
                zoho.bool("is_emailed"),
                zoho.bool("is_drop_shipment"),
                zoho.bool("is_backorder"),
                zoho.bool("is_manually_fulfilled"),
                zoho.customFields());
        return new Translated(row, zoho.remarks());
    }

    @Override
    public Optional<DetailTranslation> details() {
        return Optional.of(new SalesOrderDetails());
    }
}
