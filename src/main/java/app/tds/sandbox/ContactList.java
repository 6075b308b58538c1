package app.tds.sandbox;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Customers and vendors. */
final class ContactList extends ListKind {

    ContactList() {
        super(
                "contacts",
                "Contact",
                Listing.of(Product.BOOKS, "Contacts", "contact_name")
                        .filtersByType()
                        .sorts(
                                "contact_name",
                                "first_name",
                                "last_name",
                                "email",
                                "outstanding_receivable_amount",
                                "created_time",
                                "last_modified_time")
                        .filters(Filters.contacts()),
                Listing.of(Product.INVENTORY, "Contacts", "contact_name"));
    }

    @Override
    void row(Entry entry, Product product, Print print, JsonText out) {
        new ContactShape(print.world()).row((Contact) entry, out);
    }

    @Override
    void document(Entry entry, Product product, Print print, JsonText out) {
        new ContactShape(print.world()).detail((Contact) entry, out);
    }

    @Override
    Entry next(Founding founding, Ledger ledger) {
        return founding.contacts().next(founding.now(), founding.now());
    }

    /** Contacts print debts and credits. */
    @Override
    Set<String> prints() {
        return Set.of("invoices", "customerpayments", "bills", "salesorders", "creditnotes");
    }

    @Override
    String module(JsonNode document) {
        return document.path("contact_type").asString("");
    }

    @Override
    Set<String> modules() {
        return Set.of("customer", "vendor");
    }
}
