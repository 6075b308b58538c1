package app.tds.zoho.record;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the body of a webhook is the whole document. By default the body is whole. But a person may have given a rule
 * a body of its own, and what such a body leaves out must not be taken for empty.
 */
final class Completeness {

    private static final String LINES = "line_items";

    private Completeness() {}

    /**
     * Whether it has all of these fields, and every field in which the details at hand have something, at any depth. A
     * field with several names, such as {@code invoices_credited|invoices}, may have any of these names, and its
     * members may have other names then.
     *
     * @param said the fields of the document
     * @throws app.tds.source.Unusable if the details at hand are not a JSON object
     */
    static boolean of(Map<String, @Nullable Object> said, byte @Nullable [] kept, Set<String> fields) {
        return fields.stream().allMatch(field -> names(field).anyMatch(said::containsKey))
                && !List.of().equals(said.get(LINES))
                && (kept == null || names(said, false).containsAll(expected(ZohoJson.allFields(kept), said, fields)));
    }

    private static Stream<String> names(String field) {
        return Stream.of(field.split("\\|"));
    }

    private static Set<String> expected(
            Map<String, @Nullable Object> kept, Map<String, @Nullable Object> said, Set<String> fields) {
        Set<String> expected = names(kept, true);
        fields.stream()
                .flatMap(Completeness::names)
                .filter(name -> !said.containsKey(name))
                .forEach(name -> expected.removeIf(path -> path.equals("." + name)
                        || path.startsWith("." + name + "[")
                        || path.startsWith("." + name + ".")));
        return expected;
    }

    private static Set<String> names(Map<String, @Nullable Object> fields, boolean onlyWithValue) {
        Set<String> names = new TreeSet<>();
        collect(names, "", fields, onlyWithValue);
        return names;
    }

    private static void collect(Set<String> names, String path, @Nullable Object value, boolean onlyWithValue) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> collect(names, path + "." + name, member, onlyWithValue));
        } else if (value instanceof List<?> list) {
            list.forEach(member -> collect(names, path + "[]", member, onlyWithValue));
        }
        if (!onlyWithValue || !ZohoRecord.isNothing(value)) {
            names.add(path);
        }
    }
}
