package app.tds.zoho.record;

import app.tds.mirror.Customer;
import app.tds.mirror.TdsRow;
import app.tds.mirror.Vendor;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import app.tds.source.Unusable;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** A Zoho contact is a customer or a vendor. */
@Component
class ContactTranslation implements Translation {

    @Override
    public String name() {
        return "zoho-contact";
    }

    @Override
    public Set<Class<? extends TdsRow>> rows() {
        return Set.of(Customer.class, Vendor.class);
    }

    @Override
    public Translated translate(SourceRecord record) {
        ZohoRecord zoho = new ZohoRecord(record);
        TdsRow row = isCustomer(zoho) ? customer(zoho) : vendor(zoho);
        return new Translated(row, zoho.remarks());
    }

    @Override
    public Optional<DetailTranslation> details() {
        return Optional.of(new ContactDetails());
    }

    static boolean isCustomer(ZohoRecord zoho) {
        String type = zoho.requiredText("contact_type");
        return switch (type) {
            case "customer" -> true;
            case "vendor" -> false;
            default ->
                throw new Unusable(
                        "contact_type",
                        ZohoRecord.shown(type) + " is neither customer nor vendor: set the type in Zoho");
        };
    }

    private static Customer customer(ZohoRecord zoho) {
        return new Customer(
                zoho.id("contact_id"),
                zoho.instant("created_time"),
                zoho.requiredInstant("last_modified_time"),
                zoho.requiredText("contact_name"),
                zoho.text("company_name"),
                zoho.text("first_name"),
                zoho.text("last_name"),
                zoho.text("email"),
                zoho.text("phone"),
                zoho.text("mobile"),
                zoho.text("website"),
                zoho.code("status"),
                zoho.code("customer_sub_type"),
                zoho.code("language_code"),
                zoho.optionalId("currency_id"),
                zoho.code("currency_code"),
                zoho.integer("payment_terms"),
                zoho.optionalId("payment_terms_id"),
                zoho.text("payment_terms_label"),
                zoho.amount("outstanding_receivable_amount"),
                zoho.amount("outstanding_receivable_amount_bcy"),
                zoho.amount("unused_credits_receivable_amount"),
                zoho.amount("unused_credits_receivable_amount_bcy"),
                zoho.code("portal_status"),
                zoho.bool("is_linked_with_zohocrm"),
                zoho.text("facebook"),
                zoho.text("twitter"),
                zoho.code("source"),
                zoho.customFields());
    }

    private static Vendor vendor(ZohoRecord zoho) {
        return new Vendor(
                zoho.id("contact_id"),
                zoho.instant("created_time"),
                zoho.requiredInstant("last_modified_time"),
                zoho.requiredText("contact_name"),
                zoho.text("company_name"),
                zoho.text("first_name"),
                zoho.text("last_name"),
                zoho.text("email"),
                zoho.text("phone"),
                zoho.text("mobile"),
                zoho.text("website"),
                zoho.code("status"),
                zoho.code("language_code"),
                zoho.optionalId("currency_id"),
                zoho.code("currency_code"),
                zoho.integer("payment_terms"),
                zoho.optionalId("payment_terms_id"),
                zoho.text("payment_terms_label"),
                zoho.amount("outstanding_payable_amount"),
                zoho.amount("outstanding_payable_amount_bcy"),
                zoho.amount("unused_credits_payable_amount"),
                zoho.amount("unused_credits_payable_amount_bcy"),
                zoho.code("portal_status"),
                zoho.bool("is_linked_with_zohocrm"),
                zoho.text("facebook"),
                zoho.text("twitter"),
                zoho.code("source"),
                zoho.customFields());
    }
}
