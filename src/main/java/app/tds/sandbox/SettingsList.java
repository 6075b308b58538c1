package app.tds.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A short list out of a company's settings, whose records are nothing but their fields. */
abstract class SettingsList extends ListKind {

    private final String key;

    /**
     * Describes a list.
     *
     * @param key the field that identifies a record
     */
    SettingsList(String name, String singular, String key, Listing listing) {
        super(name, singular, listing);
        this.key = key;
    }

    /** What the company begins with, in ascending order of ids. */
    abstract List<Map<String, Object>> first(Founding founding);

    /** What a person would add, but for the id. */
    abstract Map<String, Object> another(int number);

    /** The fields of a record, in this order. */
    static Map<String, Object> fields(Object... namesAndValues) {
        var fields = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return fields;
    }

    @Override
    final void found(Founding founding, Ledger ledger) {
        first(founding).forEach(fields -> ledger.add(this, entry(fields, founding.latest() - 86_400)));
    }

    @Override
    final Entry next(Founding founding, Ledger ledger) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put(key, Long.toString(founding.ids().next(10)));
        fields.putAll(another(ledger.all(this).size() + 1));
        return entry(fields, founding.now());
    }

    private Entry entry(Map<String, Object> fields, long created) {
        return new Setting(Long.parseLong(String.valueOf(fields.get(key))), created, fields);
    }

    /** Whether rows have the field. */
    boolean isInRow(String field) {
        return true;
    }

    /** Whether documents have the field. */
    boolean isInDocument(String field) {
        return true;
    }

    @Override
    final void row(Entry entry, Product product, Print print, JsonText out) {
        print((Setting) entry, this::isInRow, out);
    }

    @Override
    final void document(Entry entry, Product product, Print print, JsonText out) {
        print((Setting) entry, this::isInDocument, out);
    }

    private static void print(Setting setting, Predicate<String> fields, JsonText out) {
        ObjectNode some = setting.json.asObject().deepCopy();
        some.retain(some.propertyNames().stream().filter(fields).toList());
        out.raw(Overlay.JSON.writeValueAsString(some));
    }

    @Override
    final String scope(Product product) {
        return "settings";
    }

    private static final class Setting extends Entry {

        private final JsonNode json;

        private Setting(long id, long created, Map<String, Object> fields) {
            super(id, created, created);
            this.json = Overlay.JSON.valueToTree(fields);
        }

        @Override
        Object born(String field) {
            var value = json.path(field);
            return value.isNumber() ? value.decimalValue() : value.asString("");
        }
    }
}
