package app.tds.zoho;

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
    private final List<Remark> remarks = new ArrayList<>(0);

    /**
     * Reads the record.
     *
     * @throws Unusable if it is not a JSON object
     */
    ZohoRecord(SourceRecord record) {
        this.fields = ZohoJson.fields(record.json());
    }

    /** What was changed in the fields read so far. */
    List<Remark> remarks() {
        return List.copyOf(remarks);
    }

    /** An identity, sent as a string or as a whole number. */
    String id(String field) {
        return present(field, optionalId(field));
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
        return present(field, text(field));
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

    /** An instant, sent in any offset. */
    @Nullable
    Instant instant(String field) {
        return time(
                field,
                ZohoDates::instant,
                "is not a time with an offset (yyyy-MM-ddTHH:mm:ss+hhmm, years 0001 to 9999)");
    }

    /** An instant that has to be there. */
    Instant requiredInstant(String field) {
        return present(field, instant(field));
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
                        field,
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

    private static String plain(String field, Object value) {
        if (value instanceof Map || value instanceof List) {
            throw new Unusable(
                    field,
                    (value instanceof Map ? "an object" : "an array")
                            + " where a single value is expected: fetch the record again, or report a change of Zoho's"
                            + " format");
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
            remarks.add(new Remark(field, count + " " + what + (count == 1 ? " " : "s ") + done));
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

    private static BigDecimal decimal(String field, String text, String sent) {
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

    private static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw new Unusable(
                    field, "missing; the record cannot be kept without it: look at it in Zoho and save it again");
        }
        return value;
    }

    private static void require(boolean readable, String field, String value, String otherwise) {
        if (!readable) {
            throw unreadable(field, value, otherwise);
        }
    }

    private static Unusable unreadable(String field, String value, String why) {
        return new Unusable(field, shown(value) + " " + why + ": correct it in Zoho");
    }
}
