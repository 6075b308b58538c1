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
    ID(ZohoRecord::optionalId),
    CODE(first(ZohoRecord::code)),
    LINE(ZohoRecord::text),
    LONG_TEXT(first(ZohoRecord::longText)),
    AMOUNT(first(ZohoRecord::amount)),
    PERCENTAGE(first(ZohoRecord::percentage)),
    WHOLE_NUMBER(first(ZohoRecord::integer)),
    TRUTH(first(ZohoRecord::bool)),
    DAY(first(ZohoRecord::day)),
    INSTANT(ZohoRecord::instant),
    OBJECT(first(ZohoRecord::json)),
    CUSTOM_FIELDS(first(ZohoRecord::customFields));

    private static final Map<Class<?>, Kind> OF_TYPE = Map.of(
            BigDecimal.class, AMOUNT,
            Integer.class, WHOLE_NUMBER,
            Boolean.class, TRUTH,
            LocalDate.class, DAY,
            Instant.class, INSTANT,
            Json.class, OBJECT);

    private final Reading reading;

    Kind(Reading reading) {
        this.reading = reading;
    }

    private interface Reading {
        @Nullable
        Object first(ZohoRecord zoho, String... fields);
    }

    private interface Single {
        @Nullable
        Object read(ZohoRecord zoho, String field);
    }

    /** The value of the first of these fields that has one. */
    @Nullable
    Object read(ZohoRecord zoho, String[] fields) {
        return reading.first(zoho, fields);
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
        if (component.isAnnotationPresent(Code.class)) {
            return CODE;
        }
        if (component.isAnnotationPresent(LongText.class)) {
            return LONG_TEXT;
        }
        return component.getName().endsWith("Id") && !component.isAnnotationPresent(OneLine.class) ? ID : LINE;
    }

    private static Reading first(Single single) {
        return (zoho, fields) -> {
            for (String field : fields) {
                Object value = single.read(zoho, field);
                if (value != null) {
                    return value;
                }
            }
            return null;
        };
    }
}
