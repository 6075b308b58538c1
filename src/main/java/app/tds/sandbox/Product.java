package app.tds.sandbox;

import java.util.Locale;
import java.util.Set;

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
                ? scope + crm(resource.toLowerCase(Locale.ROOT))
                : scope + Lists.served(this, resource).map(it -> it.scope(this)).orElse("settings");
    }

    private static String crm(String resource) {
        if (resource.equals(CrmComposite.PATH)) {
            return "composite_requests";
        }
        if (resource.equals("bulk")) {
            return resource;
        }
        if (resource.equals("actions")) {
            return "notifications";
        }
        return resource.equals("settings") || resource.equals("users") ? resource : "modules." + resource;
    }

    /** The scopes that allow all there is. */
    Set<String> everything() {
        return this == CRM
                ? Set.of(
                        scope + "modules.ALL",
                        scope + "settings.ALL",
                        scope + "users.READ",
                        scope + "bulk.ALL",
                        scope + "composite_requests.CUSTOM",
                        scope + "notifications.ALL")
                : Set.of(scope + "fullaccess.all");
    }
}
