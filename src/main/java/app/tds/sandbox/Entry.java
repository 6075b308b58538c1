package app.tds.sandbox;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One record of one list: its values at birth, and the changes since. */
abstract class Entry {

    private final long id;
    private final long created;
    private long modified;
    private boolean twice;
    private Map<String, JsonNode> edits = Map.of();
    private Map<String, JsonNode> poison = Map.of();

    Entry(long id, long created, long modified) {
        this.id = id;
        this.created = created;
        this.modified = modified;
    }

    /** A field as it was born: text or {@link BigDecimal}. */
    abstract Object born(String field);

    /** A field as it is now. */
    final Object value(String field) {
        var edit = edits.get(field);
        if (edit != null) {
            return edit.isNumber() ? edit.decimalValue() : edit.asString();
        }
        return switch (field) {
            case "created_time" -> BigDecimal.valueOf(created);
            case "last_modified_time" -> BigDecimal.valueOf(modified);
            default -> born(field);
        };
    }

    /** The record has come into its list; what else it enters is entered too. */
    void entered(Ledger ledger) {}

    /** The record has left its list. */
    void left(Ledger ledger) {}

    /** The record was deleted by a person; no list row or choice shows it any more. */
    void forgotten(Founding founding, Ledger ledger) {}

    final String status() {
        return value("status").toString();
    }

    final void edit(Map<String, JsonNode> fields) {
        edits = with(edits, fields);
    }

    final void poison(Map<String, JsonNode> fields) {
        poison = with(poison, fields);
    }

    private static Map<String, JsonNode> with(Map<String, JsonNode> old, Map<String, JsonNode> more) {
        var all = new LinkedHashMap<>(old);
        all.putAll(more);
        return all;
    }

    static BigDecimal amount(long hundredths) {
        return BigDecimal.valueOf(hundredths, 2);
    }

    static String orBlank(@Nullable String value) {
        return value == null ? "" : value;
    }

    final long id() {
        return id;
    }

    final long created() {
        return created;
    }

    final long modified() {
        return modified;
    }

    final void modifiedAt(long epochSecond) {
        modified = epochSecond;
    }

    final boolean twice() {
        return twice;
    }

    final void listTwice() {
        twice = true;
    }

    final Map<String, JsonNode> edits() {
        return edits;
    }

    final Map<String, JsonNode> poison() {
        return poison;
    }
}
