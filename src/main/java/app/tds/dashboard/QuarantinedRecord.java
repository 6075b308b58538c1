package app.tds.dashboard;

import app.tds.pipeline.QuarantineEntries.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A record that could not be used, as the source sent it.
 *
 * @param fields what is wrong first, then the others as they were sent
 * @param raw what was sent, if it is no JSON; else null
 */
public record QuarantinedRecord(
        Entry entry, List<Field> fields, @Nullable String raw) {

    /**
     * A field of the record.
     *
     * @param marked whether this is the field to look at
     */
    public record Field(String name, String value, boolean marked) {}

    static QuarantinedRecord of(Entry entry, String payload, JsonMapper json) {
        JsonNode sent;
        try {
            sent = json.readTree(payload);
        } catch (JacksonException unreadable) {
            return new QuarantinedRecord(entry, List.of(), payload);
        }
        if (!sent.isObject()) {
            return new QuarantinedRecord(entry, List.of(), payload);
        }
        List<Field> fields = new ArrayList<>();
        for (Map.Entry<String, String> field : Comparison.spread(sent).entrySet()) {
            fields.add(new Field(field.getKey(), field.getValue(), isMarked(entry.field(), field.getKey())));
        }
        if (fields.stream().noneMatch(Field::marked) && !entry.field().isEmpty()) {
            fields.add(new Field(entry.field(), "", true));
        }
        fields.sort(Comparator.comparing(field -> !field.marked()));
        return new QuarantinedRecord(entry, fields, null);
    }

    /** Of parts, the field is named without its place. */
    private static boolean isMarked(String field, String name) {
        String plain = name.replaceAll("\\[[^]]*]", "");
        return !field.isEmpty() && (plain.equals(field) || plain.endsWith("." + field));
    }
}
