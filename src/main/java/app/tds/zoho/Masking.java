package app.tds.zoho;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Takes out of JSON what is personal or secret; amounts, ids, days and states stay. */
final class Masking {

    static final String MASK = "***";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final Pattern PERSONAL = Pattern.compile(
            "name|mail|phone|mobile|fax|address|street|city|zip|postal|attention|person|owner|website|twitter|facebook"
                    + "|token|secret|password|authorization|api_?key|client_id|signature|note|description");

    /** Texts that say nothing of a person, whatever they are. */
    private static final Set<String> HARMLESS = Set.of(
            "code",
            "currency_code",
            "applied_filter",
            "sort_column",
            "sort_order",
            "sort_by",
            "report_name",
            "item_type",
            "product_type",
            "contact_type",
            "sku",
            "unit");

    /** An id, an amount, a day or an instant. */
    private static final Pattern PLAIN = Pattern.compile(
            "|-?[0-9]+(\\.[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:]{8}(\\.[0-9]+)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?");

    private static final Set<String> HARMLESS_PARAMETERS =
            Set.of("page", "per_page", "filter_by", "sort_column", "sort_order", "sort_by", "fields");

    private Masking() {}

    static JsonNode of(JsonNode node) {
        return masked("", node);
    }

    /** The value of a query parameter. */
    static String parameter(String name, String value) {
        return HARMLESS_PARAMETERS.contains(name)
                        || !personal(name) && PLAIN.matcher(value).matches()
                ? value
                : MASK;
    }

    private static JsonNode masked(String name, JsonNode node) {
        if (node.isObject()) {
            ObjectNode object = JSON.objectNode();
            node.properties().forEach(one -> object.set(one.getKey(), masked(one.getKey(), one.getValue())));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JSON.arrayNode();
            node.forEach(one -> array.add(masked(name, one)));
            return array;
        }
        boolean value = node.isString() || node.isNumber();
        return value && !stays(name.toLowerCase(Locale.ROOT), node.asString()) ? JSON.stringNode(MASK) : node;
    }

    private static boolean stays(String name, String value) {
        if (value.isEmpty() || isId(name) && value.matches("[0-9]+")) {
            return true;
        }
        return !personal(name)
                && (PLAIN.matcher(value).matches() || HARMLESS.contains(name) || name.endsWith("status"));
    }

    private static boolean isId(String name) {
        return name.equals("id") || name.endsWith("_id") || name.endsWith("_ids");
    }

    private static boolean personal(String name) {
        return PERSONAL.matcher(name.toLowerCase(Locale.ROOT)).find();
    }
}
