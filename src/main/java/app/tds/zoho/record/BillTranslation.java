package app.tds.zoho.record;

import app.tds.mirror.Bill;
import app.tds.mirror.TdsRow;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** A Zoho bill is a bill. */
@Component
class BillTranslation implements Translation {

    @Override
    public String name() {
        return "zoho-bill";
    }

    @Override
    public Set<Class<? extends TdsRow>> rows() {
        return Set.of(Bill.class);
    }

    @Override
    public Translated translate(SourceRecord record) {
        ZohoRecord zoho = new ZohoRecord(record);
        TdsRow row = new Bill(
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
                zoho.optionalId("vendor_id"),
                zoho.text("vendor_name"),
                zoho.optionalId("currency_id"),
                zoho.code("currency_code"),
                zoho.amount("exchange_rate"),
                zoho.integer("price_precision"),
                zoho.amount("total"),
                zoho.amount("balance"),
                zoho.amount("tds_total"),
                zoho.amount("unprocessed_payment_amount"),
                zoho.optionalId("location_id", "warehouse_id", "branch_id"),
                zoho.text("location_name", "warehouse_name", "branch_name"),
                zoho.text("attachment_name"),
                zoho.text("created_by"),
                zoho.text("last_modified_by"),
                zoho.customFields());
        return new Translated(row, zoho.remarks());
    }

    @Override
    public Optional<DetailTranslation> details() {
        return Optional.of(new BillDetails());
    }
}
