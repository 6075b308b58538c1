package app.tds.zoho.record;

import app.tds.mirror.Address;
import app.tds.mirror.ChildSet;
import app.tds.mirror.ContactPerson;
import app.tds.mirror.CustomerDetail;
import app.tds.mirror.TdsChild;
import app.tds.mirror.TdsRow;
import app.tds.mirror.VendorDetail;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The details of a Zoho contact are a customer or a vendor, its contact persons and its addresses. */
final class ContactDetails implements DetailTranslation {

    @Override
    public Set<Class<? extends TdsChild>> parts() {
        return Set.of(ContactPerson.class, Address.class);
    }

    @Override
    public Detailed translate(SourceRecord detail) {
        ZohoRecord zoho = ZohoRecord.detail(detail);
        TdsRow row = ContactTranslation.isCustomer(zoho) ? customer(zoho) : vendor(zoho);
        List<ChildSet<?>> children = new ArrayList<>();
        List<ZohoRecord> persons = zoho.list("contact_persons");
        if (persons != null) {
            children.add(new ChildSet<>(
                    ContactPerson.class,
                    persons.stream().map(person -> person(zoho, person)).toList()));
        }
        if (Stream.of("billing_address", "shipping_address", "addresses").anyMatch(zoho::says)) {
            children.add(new ChildSet<>(Address.class, addresses(zoho)));
        }
        return new Detailed(row, children, zoho.remarks());
    }

    @Override
    public boolean isComplete(SourceRecord document, byte @Nullable [] kept) {
        return Completeness.of(
                document, kept, "contact_persons", "billing_address", "shipping_address", "custom_fields");
    }

    private static CustomerDetail customer(ZohoRecord zoho) {
        return new CustomerDetail(
                zoho.id("contact_id"),
                zoho.instant("created_time"),
                zoho.requiredInstant("last_modified_time"),
                zoho.requiredText("contact_name"),
                zoho.text("contact_number"),
                zoho.text("company_name"),
                zoho.text("first_name"),
                zoho.text("last_name"),
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
                zoho.amount("opening_balance_amount"),
                zoho.amount("credit_limit"),
                zoho.optionalId("pricebook_id"),
                zoho.text("pricebook_name"),
                zoho.bool("is_taxable"),
                zoho.optionalId("tax_id"),
                zoho.text("tax_name"),
                zoho.percentage("tax_percentage"),
                zoho.code("tax_treatment"),
                zoho.optionalId("primary_contact_id"),
                zoho.optionalId("owner_id"),
                zoho.text("owner_name"),
                zoho.code("portal_status"),
                zoho.bool("is_linked_with_zohocrm"),
                zoho.text("facebook"),
                zoho.text("twitter"),
                zoho.code("source"),
                zoho.longText("notes"),
                zoho.customFieldsOfDetails("custom_fields"));
    }

    private static VendorDetail vendor(ZohoRecord zoho) {
        return new VendorDetail(
                zoho.id("contact_id"),
                zoho.instant("created_time"),
                zoho.requiredInstant("last_modified_time"),
                zoho.requiredText("contact_name"),
                zoho.text("contact_number"),
                zoho.text("company_name"),
                zoho.text("first_name"),
                zoho.text("last_name"),
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
                zoho.amount("opening_balance_amount"),
                zoho.bool("is_taxable"),
                zoho.optionalId("tax_id"),
                zoho.text("tax_name"),
                zoho.percentage("tax_percentage"),
                zoho.code("tax_treatment"),
                zoho.optionalId("primary_contact_id"),
                zoho.optionalId("owner_id"),
                zoho.text("owner_name"),
                zoho.code("portal_status"),
                zoho.bool("is_linked_with_zohocrm"),
                zoho.text("facebook"),
                zoho.text("twitter"),
                zoho.code("source"),
                zoho.longText("notes"),
                zoho.customFieldsOfDetails("custom_fields"));
    }

    private static ContactPerson person(ZohoRecord zoho, ZohoRecord person) {
        return new ContactPerson(
                person.id("contact_person_id"),
                zoho.requiredInstant("last_modified_time"),
                zoho.id("contact_id"),
                person.code("salutation"),
                person.text("first_name"),
                person.text("last_name"),
                person.text("email"),
                person.text("phone"),
                person.text("mobile"),
                person.text("fax"),
                person.text("skype"),
                person.text("designation"),
                person.text("department"),
                person.bool("is_primary_contact"),
                person.customFieldsOfDetails("custom_fields"));
    }

    /** Those that somebody filled in, each once: an additional one may repeat one of the others. */
    private static List<Address> addresses(ZohoRecord zoho) {
        Map<String, Address> addresses = new LinkedHashMap<>();
        add(addresses, zoho, zoho.object("billing_address"), "billing", "billing");
        add(addresses, zoho, zoho.object("shipping_address"), "shipping", "shipping");
        int number = 0;
        for (ZohoRecord additional : Objects.requireNonNullElse(zoho.list("addresses"), List.<ZohoRecord>of())) {
            add(addresses, zoho, additional, "additional", "additional" + ++number);
        }
        return List.copyOf(addresses.values());
    }

    private static void add(
            Map<String, Address> addresses,
            ZohoRecord zoho,
            @Nullable ZohoRecord address,
            String type,
            String idInstead) {
        if (address != null) {
            String contact = zoho.id("contact_id");
            String sent = address.optionalId("address_id");
            String id = sent == null ? contact + "/" + idInstead : sent;
            Address read = address(zoho, address, contact, id, type);
            if (isFilledIn(read)) {
                addresses.putIfAbsent(id, read);
            }
        }
    }

    private static boolean isFilledIn(Address it) {
        return Stream.of(it.attention(), it.address(), it.street2(), it.city(), it.county(), it.state(), it.zip())
                        .anyMatch(Objects::nonNull)
                || Stream.of(it.stateCode(), it.country(), it.countryCode(), it.phone(), it.fax())
                        .anyMatch(Objects::nonNull);
    }

    private static Address address(ZohoRecord zoho, ZohoRecord address, String contact, String id, String type) {
        return new Address(
                id,
                zoho.requiredInstant("last_modified_time"),
                contact,
                type,
                address.text("attention"),
                address.longText("address"),
                address.text("street2"),
                address.text("city"),
                address.text("county"),
                address.text("state"),
                address.code("state_code"),
                address.text("zip", "zipcode"),
                address.text("country"),
                address.code("country_code"),
                address.text("phone"),
                address.text("fax"),
                address.amount("latitude"),
                address.amount("longitude"));
    }
}
