package app.tds.zoho.record;

import app.tds.mirror.Json;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a field of Zoho's holds, and so how it is read. */
enum Kind {
    ID,
    LOOKUP,
    CODE,
    LINE,
    LONG_TEXT,
    AMOUNT,
    PERCENTAGE,
    WHOLE_NUMBER,
    TRUTH,
    DAY,
    INSTANT,
    OBJECT,
    CUSTOM_FIELDS;

    private static final Map<Class<?>, Kind> OF_TYPE = Map.of(
            BigDecimal.class, AMOUNT,
            Integer.class, WHOLE_NUMBER,
            Boolean.class, TRUTH,
            LocalDate.class, DAY,
            Instant.class, INSTANT,
            Json.class, OBJECT);

    /** The value of the first of these fields that has one. */
    @Nullable
    Object read(ZohoRecord zoho, String[] fields) {
        zoho.noteRead(fields);
        for (String field : fields) {
            Object value = read(zoho, field);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** A switch, since so many calls through method references would cost several times as much. */
    private @Nullable Object read(ZohoRecord zoho, String field) {
        return switch (this) {
            case ID -> zoho.optionalId(field);
            case LOOKUP -> zoho.lookup(field);
            case CODE -> zoho.code(field);
            case LINE -> zoho.text(field);
            case LONG_TEXT -> zoho.longText(field);
            case AMOUNT -> zoho.amount(field);
            case PERCENTAGE -> zoho.percentage(field);
            case WHOLE_NUMBER -> zoho.integer(field);
            case TRUTH -> zoho.bool(field);
            case DAY -> zoho.day(field);
            case INSTANT -> zoho.instant(field);
            case OBJECT -> zoho.json(field);
            case CUSTOM_FIELDS -> zoho.customFields(field);
        };
    }

    static Kind of(RecordComponent component) {
        if (component.getType() == String.class) {
            return ofText(component);
        }
        if (component.isAnnotationPresent(Percentage.class)) {
            return PERCENTAGE;
        }
        Kind kind = component.getName().equals("customFields") ? CUSTOM_FIELDS : OF_TYPE.get(component.getType());
        if (kind == null) {
            throw new IllegalArgumentException("nothing of Zoho's is read as " + component);
        }
        return kind;
    }

    private static Kind ofText(RecordComponent component) {
        if (component.isAnnotationPresent(Lookup.class)) {
            return LOOKUP;
        }
        if (component.isAnnotationPresent(Code.class)) {
            return CODE;
        }
        if (component.isAnnotationPresent(LongText.class)) {
            return LONG_TEXT;
        }
        return component.getName().endsWith("Id") && !component.isAnnotationPresent(OneLine.class) ? ID : LINE;
    }
}
