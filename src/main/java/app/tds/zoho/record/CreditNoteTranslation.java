package app.tds.zoho.record;

import app.tds.mirror.CreditNote;
import app.tds.mirror.TdsRow;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** A Zoho credit note is a credit note; some answers lack its modification time. */
@Component
class CreditNoteTranslation implements Translation {

    @Override
    public String name() {
        return "zoho-creditnote";
    }

    @Override
    public Set<Class<? extends TdsRow>> rows() {
        return Set.of(CreditNote.class);
    }

    @Override
    public Translated translate(SourceRecord record) {
        ZohoRecord zoho = new ZohoRecord(record);
        TdsRow row = new CreditNote(
                zoho.id("creditnote_id"),
                zoho.instant("created_time"),
                zoho.instant("last_modified_time"),
                zoho.text("creditnote_number"),
                zoho.text("reference_number"),
                zoho.code("status"),
                zoho.code("current_sub_status"),
                zoho.day("date"),
                zoho.optionalId("customer_id"),
                zoho.text("customer_name"),
                zoho.optionalId("currency_id"),
                zoho.code("currency_code"),
                zoho.amount("exchange_rate"),
                zoho.integer("price_precision"),
                zoho.amount("total"),
                zoho.amount("balance"),
                zoho.optionalId("location_id", "warehouse_id", "branch_id"),
                zoho.text("location_name", "warehouse_name", "branch_name"),
                zoho.optionalId("salesperson_id"),
                zoho.text("salesperson_name"),
                zoho.bool("is_emailed"),
                zoho.customFields());
        return new Translated(row, zoho.remarks());
    }

    @Override
    public Optional<DetailTranslation> details() {
        return Optional.of(new CreditNoteDetails());
    }
}
