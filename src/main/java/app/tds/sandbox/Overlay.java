package app.tds.sandbox;

import java.util.List;
import java.util.Map;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lays a record's edits and poison over what it was born with. */
final class Overlay {

    /** Numbers keep every digit and every trailing zero. */
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private static final Map<String, List<String>> TWINS = Map.of(
            "status", List.of("current_sub_status"),
            "name", List.of("item_name"),
            "balance", List.of("balance_due"),
            "contact_name", List.of("customer_name", "vendor_name"));

    private Overlay() {}

    static boolean touches(Entry entry) {
        return !entry.edits().isEmpty() || !entry.poison().isEmpty();
    }

    /** The list row; a field only the detail knows stays there. */
    static String row(String row, String detail, Entry entry) {
        var node = edited(row, detail, entry);
        entry.poison().forEach((field, value) -> {
            if (value.isMissingNode()) {
                node.remove(field);
            } else {
                node.set(field, value);
            }
        });
        return JSON.writeValueAsString(node);
    }

    /** The detail; a field only the list row knows stays there. */
    static String detail(String detail, String row, Entry entry) {
        return JSON.writeValueAsString(edited(detail, row, entry));
    }

    private static ObjectNode edited(String json, String counterpart, Entry entry) {
        var node = (ObjectNode) JSON.readTree(json);
        var other = JSON.readTree(counterpart);
        entry.edits().forEach((field, value) -> {
            if (field.startsWith("cf_")) {
                customField(node, field, value);
            }
            if (node.has(field) || !other.has(field)) {
                set(node, field, value);
                TWINS.getOrDefault(field, List.of()).stream()
                        .filter(twin -> !entry.edits().containsKey(twin))
                        .filter(twin -> !node.path(twin).asString("").isEmpty())
                        .forEach(twin -> set(node, twin, value));
            }
        });
        return node;
    }

    private static void set(ObjectNode node, String field, JsonNode value) {
        var old = node.path(field);
        if (old.isBigDecimal() && value.isIntegralNumber()) {
            node.put(field, value.decimalValue().setScale(1));
        } else if (old.isString() && !old.asString().isEmpty() && value.isNumber()) {
            node.put(field, value.decimalValue().toPlainString());
        } else {
            node.set(field, value);
        }
    }

    private static void customField(ObjectNode node, String field, JsonNode value) {
        if (node.get("custom_field_hash") instanceof ObjectNode hash) {
            hash.set(field, value);
            hash.set(field + "_unformatted", value);
        }
        if (node.get("custom_fields") instanceof ArrayNode fields) {
            for (var it : fields) {
                if (it.path("api_name").asString("").equals(field)) {
                    ((ObjectNode) it).set("value", value);
                    ((ObjectNode) it).set("value_formatted", value);
                    return;
                }
            }
            fields.addObject().put("api_name", field).set("value", value);
        }
    }
}
