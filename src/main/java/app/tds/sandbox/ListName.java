package app.tds.sandbox;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The lists a company keeps. */
enum ListName {
    ITEMS("Item"),
    CONTACTS("Contact"),
    INVOICES("Invoice"),
    BILLS("Bill"),
    SALESORDERS("Sales Order"),
    CUSTOMERPAYMENTS("Payment"),
    CREDITNOTES("Credit Note"),
    ITEMGROUPS("Item Group"),
    COMPOSITEITEMS("Composite Item"),
    LOCATIONS("Location");

    private final String singular;

    ListName(String singular) {
        this.singular = singular;
    }

    static ListName of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** As in "Invoice does not exist." */
    String singular() {
        return singular;
    }

    String root() {
        return this == COMPOSITEITEMS ? "composite_items" : name().toLowerCase(Locale.ROOT);
    }

    /** What workflow rules call it; empty if there are none for it. */
    String entity(JsonNode document) {
        return switch (this) {
            case CONTACTS -> document.path("contact_type").asString("");
            case CUSTOMERPAYMENTS -> "customer_payment";
            case ITEMS, INVOICES, BILLS, SALESORDERS, CREDITNOTES -> detailRoot();
            case ITEMGROUPS, COMPOSITEITEMS, LOCATIONS -> "";
        };
    }

    /** The key of a detail document. */
    String detailRoot() {
        return switch (this) {
            case CUSTOMERPAYMENTS -> "payment";
            case ITEMGROUPS -> "item_group";
            default -> root().substring(0, root().length() - 1);
        };
    }
}
