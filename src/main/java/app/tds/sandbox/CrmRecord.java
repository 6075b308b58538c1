package app.tds.sandbox;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record of CRM: nothing but its fields, and when it was made and changed. */
final class CrmRecord extends Entry {

    private final Map<String, @Nullable Object> fields;

    CrmRecord(long id, long created, long modified, Map<String, @Nullable Object> fields) {
        super(id, created, modified);
        this.fields = new LinkedHashMap<>(fields);
    }

    @Override
    Object born(String field) {
        Object value = fields.get(field);
        return value instanceof Number number
                ? new BigDecimal(number.toString())
                : value == null ? "" : value.toString();
    }

    Map<String, @Nullable Object> fields() {
        return fields;
    }
}
