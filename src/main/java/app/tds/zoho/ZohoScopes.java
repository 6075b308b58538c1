package app.tds.zoho;

import app.tds.source.NeededLists.NeededList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpMethod;

/** The scopes of Zoho that allow lists to be read. */
final class ZohoScopes {

    /** For {@code /organizations}, which every connection is asked for. */
    static final String ORGANIZATIONS = "ZohoBooks.settings.READ";

    private ZohoScopes() {}

    /** The scopes that reading these lists takes, in alphabetical order. */
    static Set<String> of(List<NeededList> lists) {
        Set<String> scopes = new TreeSet<>(Set.of(ORGANIZATIONS));
        for (NeededList list : lists) {
            scopes.add(of(list));
            scopes.addAll(Dialect.of(list.api()).scopesBesideLists());
        }
        return scopes;
    }

    /** The scope for a call that is about webhooks and rules, or about channels of CRM. */
    static String ofSettings(String api, HttpMethod method) {
        String operation = method.equals(HttpMethod.GET)
                ? "READ"
                : method.equals(HttpMethod.PUT) ? "UPDATE" : method.equals(HttpMethod.DELETE) ? "DELETE" : "CREATE";
        return product(api) + "." + Dialect.of(api).scopeOfWebhooks() + "." + operation;
    }

    /** The scope that reads a list: what its job file says, or else the beginning of the list's path. */
    static String of(NeededList list) {
        String resource = list.scope() == null ? beginning(list.path()) : list.scope();
        return product(list.api()) + "." + Dialect.of(list.api()).scope(resource) + ".READ";
    }

    private static String beginning(String path) {
        return Arrays.stream(path.split("/"))
                .filter(part -> !part.isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scope for the path \"" + path + "\""));
    }

    private static String product(String api) {
        return switch (api) {
            case "books" -> "ZohoBooks";
            case "inventory" -> "ZohoInventory";
            case "crm" -> "ZohoCRM";
            default -> throw new IllegalArgumentException("no scope for the product \"" + api + "\"");
        };
    }

    /** The needed scopes that a token lacks; none if the token does not say what it allows. */
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
        Set<String> enough = new TreeSet<>(List.of(
                lower(scope),
                lower(scope.replaceAll("\\.[A-Z]+$", ".ALL")),
                lower(scope.replaceAll("\\..*", ".fullaccess.all")),
                lower(scope.replaceAll("\\.modules\\.[A-Za-z0-9_]+\\.", ".modules.")),
                lower(scope.replaceAll("\\.modules\\..*", ".modules.ALL"))));
        return Arrays.stream(granted.split("[ ,]+")).map(ZohoScopes::lower).anyMatch(enough::contains);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
