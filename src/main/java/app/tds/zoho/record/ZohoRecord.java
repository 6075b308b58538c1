package app.tds.zoho.record;

import app.tds.mirror.Json;
import app.tds.source.SourceRecord;
import app.tds.source.Translation.Remark;
import app.tds.source.Unusable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A record of Zoho, read field by field.
 *
 * <p>Zoho writes an empty string for "no value" in fields of any type, so missing, null and empty are all null here.
 * What cannot be read makes the whole record {@link Unusable}: a wrong value in the mirror is worse than a late one.
 */
final class ZohoRecord {

    private static final int LONGEST_ID = 100;
    private static final int LONGEST_CODE = 100;
    private static final int LONGEST_LINE = 2_000;
    private static final int LONGEST_NUMBER = 1_200;
    private static final int MOST_DIGITS = 100;
    private static final int LARGEST_EXPONENT = 1_000;
    private static final int SHOWN = 40;
    private static final int REPLACEMENT = 0xFFFD;

    private final Map<String, @Nullable Object> fields;
    private final String path;
    private final List<Remark> remarks;
    private final boolean whole;

    /**
     * Reads the record without what is nested in it.
     *
     * @throws Unusable if it is not a JSON object
     */
    ZohoRecord(SourceRecord record) {
        this(ZohoJson.fields(record.json()), "", new ArrayList<>(0), false);
    }

    private ZohoRecord(Map<String, @Nullable Object> fields, String path, List<Remark> remarks, boolean whole) {
        this.whole = whole;
        this.fields = fields;
        this.path = path;
        this.remarks = remarks;
    }

    /**
     * Reads a record with all that is nested in it.
     *
     * @throws Unusable if it is not a JSON object
     */
    static ZohoRecord detail(SourceRecord record) {
        return new ZohoRecord(ZohoJson.allFields(record.json()), "", new ArrayList<>(0), true);
    }

    /** All that it says, by Zoho's names. */
    Map<String, @Nullable Object> fields() {
        return fields;
    }

    /** Whether the record says anything of this, be it that there is nothing. */
    boolean says(String field) {
        return fields.containsKey(field);
    }

    /** A record within this one, null if there is none; what is wrong in it is named by its path. */
    @Nullable
    ZohoRecord object(String field) {
        Object value = fields.get(field);
        return isNothing(value) ? null : nested(field, value);
    }

    /** The record of that name within this one; this one if there is none. */
    ZohoRecord within(String field) {
        ZohoRecord object = object(field);
        return object == null ? this : object;
    }

    /** The records within this one, none if there are none; null if this one says nothing of them. */
    @Nullable
    List<ZohoRecord> list(String field) {
        Object value = fields.get(field);
        if (!says(field)) {
            return null;
        }
        if (isNothing(value)) {
            return List.of();
        }
        if (!(value instanceof List<?> members)) {
            throw unexpected(path + field, value, "an array is expected");
        }
        List<ZohoRecord> records = new ArrayList<>(members.size());
        for (Object member : members) {
            records.add(nested(field + "[" + records.size() + "]", member));
        }
        return records;
    }

    /** An object as Zoho sends it; null if there is nothing in it. */
    @Nullable
    Json json(String field) {
        ZohoRecord object = object(field);
        return object == null ? null : object.json();
    }

    private Json json() {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        fields.forEach((name, value) -> kept.put(storable(name, name), storableValue(name, value)));
        return ZohoJson.object(kept);
    }

    /** The organization's own fields, wherever they are: an array of that name is read if the record was read whole. */
    @Nullable
    Json customFields(String array) {
        return whole ? customFieldsOfDetails(array) : customFields();
    }

    /**
     * The organization's own fields as details have them: by API name in {@code custom_field_hash}, else as objects in
     * an array, else at the top level like those of a list; null if there are none.
     */
    @Nullable
    Json customFieldsOfDetails(String array) {
        ZohoRecord byName = object("custom_field_hash");
        Json custom = byName == null ? null : byName.customFields();
        if (custom != null) {
            return custom;
        }
        List<ZohoRecord> objects = list(array);
        if (objects != null) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (ZohoRecord object : objects) {
                String name = object.text("api_name");
                if (name != null) {
                    values.put(name, object.storableValue("value", object.fields.get("value")));
                }
            }
            return values.isEmpty() ? null : ZohoJson.object(values);
        }
        return customFields();
    }

    private ZohoRecord nested(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            map.forEach((key, member) -> members.put(String.valueOf(key), member));
            return new ZohoRecord(members, path + name + ".", remarks, whole);
        }
        throw unexpected(path + name, value, "an object is expected");
    }

    /** Whether Zoho means that there is no value. */
    static boolean isNothing(@Nullable Object value) {
        return value == null
                || value instanceof String text && text.isBlank()
                || value instanceof Map<?, ?> map && map.isEmpty()
                || value instanceof List<?> list && list.isEmpty();
    }

    private static Unusable unexpected(String field, @Nullable Object value, String expected) {
        String what = value instanceof Map ? "an object" : value instanceof List ? "an array" : "a single value";
        return new Unusable(
                field, what + " where " + expected + ": fetch the record again, or report a change of Zoho's format");
    }

    /** What was changed in the fields read so far. */
    List<Remark> remarks() {
        return List.copyOf(remarks);
    }

    /** The first of these fields that holds an identity, sent as a string or as a whole number. */
    String id(String... fields) {
        return present(optionalId(fields), fields);
    }

    /** The first of these fields that holds an identity. */
    @Nullable
    String optionalId(String... names) {
        for (String field : names) {
            String id = scalar(field);
            if (id != null) {
                require(isId(id, fields.get(field)), field, id, "is not an id (digits, at most " + LONGEST_ID + ")");
                return id;
            }
        }
        return null;
    }

    /** A text of one line: a name or a number; of several fields the first that is not empty. */
    @Nullable
    String text(String... names) {
        for (String field : names) {
            String text = bounded(field, LONGEST_LINE);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** A text of one line that has to be there. */
    String requiredText(String field) {
        return present(text(field), field);
    }

    /** One of a few short words, such as a status or a currency. */
    @Nullable
    String code(String field) {
        return bounded(field, LONGEST_CODE);
    }

    /** A text of any length. */
    @Nullable
    String longText(String field) {
        return bounded(field, Integer.MAX_VALUE);
    }

    /** An amount or a quantity, exactly as sent. */
    @Nullable
    BigDecimal amount(String field) {
        String text = scalar(field);
        return text == null ? null : decimal(field, text, text);
    }

    /** A percentage, which may carry its sign. */
    @Nullable
    BigDecimal percentage(String field) {
        String text = scalar(field);
        if (text == null) {
            return null;
        }
        return decimal(field, text.endsWith("%") ? text.substring(0, text.length() - 1) : text, text);
    }

    /** A whole number. */
    @Nullable
    Integer integer(String field) {
        BigDecimal number = amount(field);
        try {
            return number == null ? null : number.intValueExact();
        } catch (ArithmeticException e) {
            throw unreadable(field, String.valueOf(number), "is not a whole number of at most 9 digits");
        }
    }

    /** True or false, sent as such or as a word. */
    @Nullable
    Boolean bool(String field) {
        String text = scalar(field);
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw unreadable(field, text, "is neither true nor false");
        };
    }

    /** A day of the organization's calendar. */
    @Nullable
    LocalDate day(String field) {
        return time(field, ZohoDates::day, "is not a day (yyyy-MM-dd, years 0001 to 9999)");
    }

    /** An instant, sent in any offset; of several fields the first that is not empty. */
    @Nullable
    Instant instant(String... names) {
        for (String field : names) {
            Instant instant = time(
                    field,
                    ZohoDates::instant,
                    "is not a time with an offset (yyyy-MM-ddTHH:mm:ss+hhmm, years 0001 to 9999)");
            if (instant != null) {
                return instant;
            }
        }
        return null;
    }

    /** An instant that has to be there. */
    Instant requiredInstant(String field) {
        return present(instant(field), field);
    }

    /**
     * The organization's own fields, {@code cf_…} at the top level, without the twins that repeat a value
     * {@code _formatted} or {@code _unformatted}; null if there are none.
     */
    @Nullable
    Json customFields() {
        Map<String, @Nullable Object> custom = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (isCustomField(name)) {
                String field = storable("custom_fields", name);
                custom.put(field, storableValue(field, value));
            }
        });
        return custom.isEmpty() ? null : ZohoJson.object(custom);
    }

    /** A value as a person may be shown it: quoted, shortened, on one line. */
    static String shown(String value) {
        return '"' + shortened(value) + '"';
    }

    /** At most forty characters of it, all of them printable. */
    static String shortened(String value) {
        StringBuilder text = new StringBuilder();
        value.codePoints()
                .limit(SHOWN)
                .map(it -> Character.isISOControl(it) || isSurrogate(it) ? REPLACEMENT : it)
                .forEach(text::appendCodePoint);
        return value.codePointCount(0, value.length()) > SHOWN
                ? text.append('…').toString()
                : text.toString();
    }

    private boolean isCustomField(String name) {
        if (!name.startsWith("cf_")) {
            return false;
        }
        return !(isTwin(name, "_formatted") || isTwin(name, "_unformatted"));
    }

    private boolean isTwin(String name, String suffix) {
        return name.endsWith(suffix) && fields.containsKey(name.substring(0, name.length() - suffix.length()));
    }

    private <T> @Nullable T time(String field, Function<String, T> reading, String otherwise) {
        String text = scalar(field);
        try {
            return text == null ? null : reading.apply(text);
        } catch (DateTimeException e) {
            throw unreadable(field, text, otherwise);
        }
    }

    private @Nullable String bounded(String field, int longest) {
        Object value = fields.get(field);
        if (value == null) {
            return null;
        }
        String text = storable(field, plain(field, value));
        if (text.length() > longest) {
            int characters = text.codePointCount(0, text.length());
            if (characters > longest) {
                throw new Unusable(
                        path + field,
                        shown(text) + " has " + characters + " characters, at most " + longest
                                + " can be kept: shorten it in Zoho");
            }
        }
        return text.isEmpty() ? null : text;
    }

    /** The text of a value that is no object and no array, without surrounding blanks; null if empty. */
    private @Nullable String scalar(String field) {
        Object value = fields.get(field);
        if (value == null) {
            return null;
        }
        String text = plain(field, value).strip();
        return text.isEmpty() ? null : text;
    }

    private String plain(String field, Object value) {
        if (value instanceof Map || value instanceof List) {
            throw unexpected(path + field, value, "a single value is expected");
        }
        return value.toString();
    }

    private @Nullable Object storableValue(String field, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> kept = new LinkedHashMap<>();
            map.forEach(
                    (name, member) -> kept.put(storable(field, String.valueOf(name)), storableValue(field, member)));
            return kept;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> kept = new ArrayList<>(list.size());
            list.forEach(member -> kept.add(storableValue(field, member)));
            return kept;
        }
        if (value instanceof ZohoJson.Literal number) {
            decimal(field, number.text(), number.text());
        }
        return value instanceof String text ? storable(field, text) : value;
    }

    /** The same text as PostgreSQL can hold it: without NUL and without halves of surrogate pairs. */
    private String storable(String field, String text) {
        int nul = 0;
        int halves = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                nul++;
            } else if (Character.isSurrogate(c)) {
                int codePoint = text.codePointAt(i);
                if (isSurrogate(codePoint)) {
                    halves++;
                } else {
                    i++;
                }
            }
        }
        if (nul == 0 && halves == 0) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .filter(it -> it != 0)
                .map(it -> isSurrogate(it) ? REPLACEMENT : it)
                .forEach(kept::appendCodePoint);
        remark(field, nul, "NUL character", "removed");
        remark(field, halves, "unpaired surrogate", "replaced by U+FFFD");
        return kept.toString();
    }

    private void remark(String field, int count, String what, String done) {
        if (count > 0) {
            remarks.add(new Remark(path + field, count + " " + what + (count == 1 ? " " : "s ") + done));
        }
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** Whatever Zoho writes in quotes is its business; a number is an id only if every digit of it was written. */
    private static boolean isId(String text, @Nullable Object sent) {
        return text.length() <= LONGEST_ID
                && text.chars()
                        .allMatch(sent instanceof String ? it -> it > ' ' && it < 0x7F : it -> it >= '0' && it <= '9');
    }

    private BigDecimal decimal(String field, String text, String sent) {
        require(text.length() <= LONGEST_NUMBER, field, sent, "has too many digits, at most " + MOST_DIGITS);
        BigDecimal number;
        try {
            number = new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw unreadable(field, sent, "is not a number");
        }
        require(
                number.precision() <= MOST_DIGITS && Math.abs((long) number.scale()) <= LARGEST_EXPONENT,
                field,
                sent,
                "has more than " + MOST_DIGITS + " digits or an exponent beyond " + LARGEST_EXPONENT);
        return number;
    }

    /**
     * The value that was read from the first of these fields that has one.
     *
     * @throws Unusable if there is none; it names the field that the record says nothing in
     */
    <T> T present(@Nullable T value, String... fields) {
        if (value == null) {
            String field = Stream.of(fields).filter(this::says).findFirst().orElse(fields[0]);
            throw new Unusable(
                    path + field,
                    "missing; the record cannot be kept without it: look at it in Zoho and save it again");
        }
        return value;
    }

    private void require(boolean readable, String field, String value, String otherwise) {
        if (!readable) {
            throw unreadable(field, value, otherwise);
        }
    }

    private Unusable unreadable(String field, String value, String why) {
        return new Unusable(path + field, shown(value) + " " + why + ": correct it in Zoho");
    }
}
