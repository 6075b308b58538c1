package app.tds.sandbox;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Which fields a document has, however deep, and which types they were seen with. */
final class Shape {

    private final Map<String, Set<String>> types = new TreeMap<>();

    static Shape of(Iterable<JsonNode> documents) {
        var shape = new Shape();
        documents.forEach(it -> shape.learn("", it));
        return shape;
    }

    private void learn(String path, JsonNode node) {
        types.computeIfAbsent(path, it -> new TreeSet<>()).add(type(node));
        node.properties().forEach(it -> learn(path + "/" + name(it.getKey()), it.getValue()));
        if (node.isArray()) {
            node.forEach(it -> learn(path + "[]", it));
        }
    }

    /** Custom fields are each company's own. */
    private static String name(String field) {
        return field.startsWith("cf_") ? field.replaceFirst("cf_.*?(_unformatted)?$", "cf_any$1") : field;
    }

    private static String type(JsonNode node) {
        if (node.isString()) {
            return node.asString().isEmpty() ? "blank" : "text";
        }
        return node.isObject()
                ? "object"
                : node.isArray() ? "array" : node.isIntegralNumber() ? "integer" : node.isNumber() ? "decimal" : "flag";
    }

    /** What the other lacks, has too much, or has with another type. */
    Set<String> differences(Shape other) {
        var differences = new TreeSet<String>();
        types.forEach((path, known) -> {
            var found = other.types.getOrDefault(path, Set.of());
            if (found.isEmpty()) {
                differences.add("missing " + path);
            } else if (!found.stream().allMatch(it -> known.stream().anyMatch(type -> compatible(type, it)))) {
                differences.add(path + " is " + found + ", not " + known);
            }
        });
        other.types.keySet().stream()
                .filter(it -> !types.containsKey(it) && !it.contains("/cf_"))
                .forEach(it -> differences.add("extra " + it));
        return differences;
    }

    /** {@code ""} stands for any scalar that has no value. */
    private static boolean compatible(String known, String found) {
        boolean scalars = !Set.of("object", "array").contains(known)
                && !Set.of("object", "array").contains(found);
        return known.equals(found) || scalars && (known.equals("blank") || found.equals("blank"));
    }
}
