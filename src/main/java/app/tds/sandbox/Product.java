package app.tds.sandbox;

import java.util.Locale;

/** Which of Zoho's APIs is asked. */
enum Product {
    BOOKS("/books/v3/", "ZohoBooks."),
    INVENTORY("/inventory/v1/", "ZohoInventory."),
    CRM("/crm/v8/", "ZohoCRM.");

    private final String root;
    private final String scope;

    Product(String root, String scope) {
        this.root = root;
        this.scope = scope;
    }

    String root() {
        return root;
    }

    /** The scope that reads a resource, without its operation. */
    String scope(String resource) {
        return this == CRM
                ? scope + "modules." + resource.toLowerCase(Locale.ROOT)
                : scope + Lists.served(this, resource).map(it -> it.scope(this)).orElse("settings");
    }

    String everything() {
        return scope + (this == CRM ? "modules.ALL" : "fullaccess.all");
    }
}
