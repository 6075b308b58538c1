package app.tds.dashboard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Two versions of a document side by side, field by field.
 *
 * @param fields that differ, in the order of the documents
 * @param equal how many fields do not
 */
public record Comparison(List<Field> fields, int equal) {

    /**
     * A field that differs.
     *
     * @param name with the names around it, such as line_items[4600017].rate
     * @param before null if it was not there
     * @param after null if it is not there
     */
    public record Field(
            String name, @Nullable String before, @Nullable String after) {}

    static Comparison of(JsonNode before, JsonNode after) {
        Map<String, String> old = spread(before);
        Map<String, String> fresh = spread(after);
        Set<String> names = new LinkedHashSet<>(old.keySet());
        names.addAll(fresh.keySet());
        List<Field> fields = names.stream()
                .filter(name -> !Objects.equals(old.get(name), fresh.get(name)))
                .map(name -> new Field(name, old.get(name), fresh.get(name)))
                .toList();
        return new Comparison(new ArrayList<>(fields), names.size() - fields.size());
    }

    /** Each value of a document by its name, as the document has them. */
    static Map<String, String> spread(JsonNode document) {
        Map<String, String> fields = new LinkedHashMap<>();
        spread("", document, fields);
        return fields;
    }

    private static void spread(String name, JsonNode node, Map<String, String> fields) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> spread(
                            name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue(), fields));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                spread(name + "[" + identity(node.get(i), i) + "]", node.get(i), fields);
            }
        } else {
            fields.put(name, node.isNull() ? "" : node.asString());
        }
    }

    /** A part keeps its name when parts before it come or go. */
    private static String identity(JsonNode part, int place) {
        return part.properties().stream()
                .filter(field -> field.getKey().endsWith("_id")
                        && !field.getValue().asString("").isEmpty())
                .findFirst()
                .map(field -> field.getValue().asString(""))
                .orElse(String.valueOf(place + 1));
    }
}
