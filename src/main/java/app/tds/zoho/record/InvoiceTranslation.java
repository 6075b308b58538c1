package app.tds.zoho.record;

import app.tds.mirror.Invoice;
import app.tds.mirror.TdsRow;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** A Zoho invoice is an invoice. */
@Component
class InvoiceTranslation implements Translation {

    @Override
    public String name() {
        return "zoho-invoice";
    }

    @Override
    public Set<Class<? extends TdsRow>> rows() {
        return Set.of(Invoice.class);
    }

    @Override
    public Translated translate(SourceRecord record) {
        ZohoRecord zoho = new ZohoRecord(record);
        TdsRow row = new Invoice(
                zoho.id("invoice_id"),
                zoho.instant("created_time"),
                zoho.requiredInstant("last_modified_time"),
                zoho.text("invoice_number"),
                zoho.text("reference_number"),
                zoho.code("status"),
                zoho.code("current_sub_status"),
                zoho.code("type"),
                zoho.day("date"),
                zoho.day("due_date"),
                zoho.day("payment_expected_date"),
                zoho.day("last_payment_date"),
                zoho.optionalId("customer_id"),
                zoho.text("customer_name"),
                zoho.text("company_name"),
                zoho.text("email"),
                zoho.text("phone"),
                zoho.text("country"),
                zoho.optionalId("currency_id"),
                zoho.code("currency_code"),
                zoho.amount("exchange_rate"),
                zoho.amount("shipping_charge"),
                zoho.amount("adjustment"),
                zoho.amount("total"),
                zoho.amount("balance"),
                zoho.amount("write_off_amount"),
                zoho.amount("unprocessed_payment_amount"),
                zoho.optionalId("location_id", "warehouse_id", "branch_id"),
                zoho.text("location_name", "warehouse_name", "branch_name"),
                zoho.optionalId("salesperson_id"),
                zoho.text("salesperson_name"),
                zoho.code("sales_channel"),
                zoho.text("project_name"),
                zoho.code("invoice_source"),
                zoho.code("transaction_type"),
                zoho.text("invoice_url"),
                zoho.text("created_by"),
                zoho.bool("is_emailed"),
                zoho.bool("is_viewed_by_client"),
                zoho.integer("reminders_sent"),
                zoho.day("last_reminder_sent_date"),
                zoho.customFields());
        return new Translated(row, zoho.remarks());
    }

    @Override
    public Optional<DetailTranslation> details() {
        return Optional.of(new InvoiceDetails());
    }
}
