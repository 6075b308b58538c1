package app.tds.zoho;

import app.tds.source.NeededLists.NeededList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpMethod;

/** Which of Zoho's scopes allows which list to be read (zoho-api.md 1.6). */
final class ZohoScopes {

    /** For {@code /organizations}, which every connection is asked for. */
    static final String ORGANIZATIONS = "ZohoBooks.settings.READ";

    private static final Set<String> SETTINGS = Set.of(
            "organizations",
            "locations",
            "warehouses",
            "settings",
            "taxes",
            "currencies",
            "users",
            "salespersons",
            "pricebooks");

    private ZohoScopes() {}

    /** All that reading these lists takes, in alphabetical order. */
    static Set<String> of(List<NeededList> lists) {
        Set<String> scopes = new TreeSet<>(Set.of(ORGANIZATIONS));
        lists.forEach(list -> scopes.add(of(list.api(), list.path())));
        return scopes;
    }

    /** The scope for a call that is about webhooks and rules. */
    static String ofSettings(String api, HttpMethod method) {
        String operation = method.equals(HttpMethod.GET)
                ? "READ"
                : method.equals(HttpMethod.PUT) ? "UPDATE" : method.equals(HttpMethod.DELETE) ? "DELETE" : "CREATE";
        return of(api, "/settings").replaceAll("READ$", operation);
    }

    /** The scope that reads a path below a product's root. */
    static String of(String api, String path) {
        String resource = Arrays.stream(path.split("/"))
                .filter(part -> !part.isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scope for the path \"" + path + "\""));
        return switch (api) {
            case "books" -> "ZohoBooks." + books(resource) + ".READ";
            case "inventory" -> "ZohoInventory." + inventory(resource) + ".READ";
            case "crm" -> "ZohoCRM." + crm(resource) + ".READ";
            default -> throw new IllegalArgumentException("no scope for the product \"" + api + "\"");
        };
    }

    private static String books(String resource) {
        return switch (resource) {
            // Only Inventory has a scope for items.
            case "items", "itemdetails" -> "settings";
            case "vendorcredits" -> "debitnotes";
            default -> SETTINGS.contains(resource) ? "settings" : shared(resource);
        };
    }

    private static String inventory(String resource) {
        return switch (resource) {
            case "itemdetails", "itemgroups" -> "items";
            default -> SETTINGS.contains(resource) ? "settings" : shared(resource);
        };
    }

    private static String shared(String resource) {
        return resource.equals("vendors") || resource.equals("customers") ? "contacts" : resource;
    }

    private static String crm(String resource) {
        return switch (resource) {
            case "settings", "users", "org", "bulk" -> resource;
            default -> "modules." + resource;
        };
    }

    /** Those of the needed that a token does not have; none if it does not say what it has. */
    static Set<String> missing(String granted, Set<String> needed) {
        Set<String> missing = new TreeSet<>(needed);
        if (granted.isBlank()) {
            missing.clear();
        }
        missing.removeIf(scope -> allows(granted, scope));
        return missing;
    }

    /** Whether one of the granted scopes, separated by spaces or commas, includes this one. */
    static boolean allows(String granted, String scope) {
        Set<String> enough = Set.of(
                lower(scope),
                lower(scope.replaceAll("\\.[A-Z]+$", ".ALL")),
                lower(scope.replaceAll("\\..*", ".fullaccess.all")));
        return Arrays.stream(granted.split("[ ,]+")).map(ZohoScopes::lower).anyMatch(enough::contains);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
