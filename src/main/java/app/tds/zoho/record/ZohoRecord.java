package app.tds.zoho.record;

import app.tds.RecordIds;
import app.tds.mirror.Json;
import app.tds.source.SourceField;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A record of Zoho, read field by field.
 *
 * <p>Zoho writes an empty string for "no value" in fields of any type, so missing, null and empty are all null here.
 * Some fields make the whole record {@link Unusable} if they cannot be read: ids, amounts, quantities, modification
 * times, lists of parts, and required fields. Any other field that cannot be read is null, with a remark.
 */
final class ZohoRecord {

    private static final int LONGEST_CODE = 100;
    private static final int LONGEST_LINE = 2_000;
    private static final int LONGEST_NUMBER = 1_200;
    private static final int MOST_DIGITS = 100;
    private static final int LARGEST_EXPONENT = 1_000;
    private static final int SHOWN = 40;
    private static final int LONGEST_PATH = 200;
    private static final int REPLACEMENT = 0xFFFD;
    private static final Set<String> MODIFICATION_TIMES = Set.of("last_modified_time", "updated_time", "Modified_Time");
    private static final String MACHINE_VALUE = "_unformatted";
    private static final String LEFT_EMPTY = "left empty: ";
    private static final String NOBODY = "-1";
    private static final String NAME = "_name";

    private final Map<String, @Nullable Object> fields;
    private final String path;
    private final String shape;
    private final List<Remark> remarks;
    private final boolean whole;
    private final @Nullable ReadFields read;

    /**
     * Reads the record without what is nested in it.
     *
     * @throws Unusable if it is not a JSON object
     */
    ZohoRecord(SourceRecord record) {
        this(ZohoJson.fields(record.json()), "", "", new ArrayList<>(0), false, null);
    }

    private ZohoRecord(
            Map<String, @Nullable Object> fields,
            String path,
            String shape,
            List<Remark> remarks,
            boolean whole,
            @Nullable ReadFields read) {
        this.whole = whole;
        this.fields = fields;
        this.path = path;
        this.shape = shape;
        this.remarks = remarks;
        this.read = read;
    }

    /**
     * Reads a record with all that is nested in it.
     *
     * @throws Unusable if it is not a JSON object
     */
    static ZohoRecord detail(SourceRecord record) {
        return new ZohoRecord(
                ZohoJson.allFields(record.json()), "", "", new ArrayList<>(0), true, new ReadFields(false));
    }

    /** The same record, of which every field that is read is noted. */
    ZohoRecord traced() {
        return new ZohoRecord(fields, path, shape, new ArrayList<>(0), whole, new ReadFields(true));
    }

    /** Lists of records that were not read, with the number of their members. */
    Map<String, Integer> unreadLists() {
        return read == null ? Map.of() : read.unopenedLists(fields);
    }

    /** All that the record holds, and what of it this reading takes; an unusable record is read as far as that goes. */
    List<SourceField> fieldsOf(SourceRecord record, Runnable reading) {
        try {
            reading.run();
        } catch (Unusable unusable) {
            remarks.add(new Remark(unusable.field(), String.valueOf(unusable.getMessage())));
        }
        return read == null ? List.of() : read.fields(ZohoJson.allFields(record.json()));
    }

    /** Says that these fields are read, of which the first with a value counts. */
    void noteRead(String[] names) {
        if (read != null && read.withValues()) {
            for (String name : names) {
                read.read(shape + name);
            }
        }
    }

    private void noteRead(String field) {
        if (read != null && read.withValues()) {
            read.read(shape + field);
        }
    }

    private void noteOpened(String field) {
        if (read != null) {
            read.opened(shape + field);
        }
    }

    private void noteReadWhole(String field) {
        if (read != null) {
            read.read(shape + field);
        }
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
        noteOpened(field);
        return isNothing(value) ? null : ifReadable(() -> nested(path + field, shape + field, value));
    }

    /** The record of that name within this one; this one if there is none. */
    ZohoRecord within(String field) {
        ZohoRecord object = object(field);
        return object == null ? this : object;
    }

    /**
     * The records within this one; null if this record says nothing of such records. Of several fields, the first that
     * holds any.
     */
    @Nullable
    List<ZohoRecord> list(String... names) {
        @Nullable List<ZohoRecord> said = null;
        for (String field : names) {
            List<ZohoRecord> records = list(field);
            if (records != null && (said == null || said.isEmpty())) {
                said = records;
            } else if (records != null && said != null && !records.isEmpty() && records.size() != said.size()) {
                remarks.add(new Remark(
                        path + field,
                        records.size() + " entries were not read: another list for the same has " + said.size()));
            }
        }
        return said;
    }

    /**
     * The records within these arrays, each array within the members of the array before it. Null if this record says
     * nothing of the first array. A member also has the fields of the records around it, unless it has a field of that
     * name.
     */
    @Nullable
    List<ZohoRecord> members(String... arrays) {
        List<ZohoRecord> members = list(arrays[0].split("\\|"));
        for (int i = 1; i < arrays.length && members != null; i++) {
            String[] names = arrays[i].split("\\|");
            members = members.stream().flatMap(outer -> outer.within(names)).toList();
        }
        return members;
    }

    private Stream<ZohoRecord> within(String[] names) {
        List<ZohoRecord> inner = list(names);
        return inner == null ? Stream.empty() : inner.stream().map(it -> it.or(fields));
    }

    private ZohoRecord or(Map<String, @Nullable Object> others) {
        Map<String, @Nullable Object> both = new LinkedHashMap<>(others);
        both.putAll(fields);
        return new ZohoRecord(both, path, shape, remarks, whole, read);
    }

    private @Nullable List<ZohoRecord> list(String field) {
        Object value = fields.get(field);
        noteOpened(field);
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
        String shapeOfMembers = shape + field + "[]";
        for (Object member : members) {
            records.add(nested(path + field + "[" + records.size() + "]", shapeOfMembers, member));
        }
        return records;
    }

    /** An object or an array as Zoho sends it; null if there is nothing in it. */
    @Nullable
    Json json(String field) {
        noteReadWhole(field);
        if (fields.get(field) instanceof List<?> array) {
            return array.isEmpty()
                    ? null
                    : ZohoJson.array((List<?>) Objects.requireNonNull(storableValue(field, array)));
        }
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
     * The organization's own fields as documents have them: by API name in {@code custom_field_hash}, else as objects
     * in an array, else at the top level like fields of a list. Null if there are none.
     */
    @Nullable
    Json customFieldsOfDetails(String array) {
        noteReadWhole("custom_field_hash");
        noteReadWhole(array);
        ZohoRecord byName = object("custom_field_hash");
        Json custom = byName == null ? null : byName.flatCustomFields();
        if (custom != null) {
            return custom;
        }
        List<ZohoRecord> objects = list(array);
        return objects == null ? flatCustomFields() : ofObjects(objects);
    }

    private static @Nullable Json ofObjects(List<ZohoRecord> objects) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (ZohoRecord object : objects) {
            String name = object.text("api_name");
            if (name != null) {
                values.put(name, object.storableValue("value", object.machineValue("value")));
            } else if (!isNothing(object.fields.get("value"))) {
                object.remarks.add(new Remark(object.path + "api_name", "missing: the value is in no column"));
            }
        }
        return values.isEmpty() ? null : ZohoJson.object(values);
    }

    private ZohoRecord nested(String name, String nameOfShape, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            map.forEach((key, member) -> members.put(String.valueOf(key), member));
            return new ZohoRecord(members, name + ".", nameOfShape + ".", remarks, whole, read);
        }
        throw unexpected(name, value, "an object is expected");
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

    /** The value, with a remark if there is none. */
    <T> @Nullable T orRemark(@Nullable T value, String field) {
        if (value == null && whyLeftEmpty(path + field).isEmpty()) {
            remarks.add(new Remark(path + field, "missing: the row is kept without it; look at the record in Zoho"));
        }
        return value;
    }

    /** What was changed in the fields read so far. */
    List<Remark> remarks() {
        return List.copyOf(remarks);
    }

    /** The first of these fields that holds an identity, sent as a string or as a whole number. */
    String id(String... names) {
        return present((String) Kind.ID.read(this, names), names);
    }

    /** An identity; {@code -1} is Zoho's word for none. */
    @Nullable
    String optionalId(String field) {
        String id = scalar(field);
        if (id == null || id.equals(NOBODY)) {
            return null;
        }
        require(isId(id, fields.get(field)), field, id, "is not an id: " + RecordIds.RULE);
        return id;
    }

    /** The id of a record that CRM names by an object, or by its id alone. */
    @Nullable
    String lookup(String field) {
        noteReadWhole(field);
        Object value = fields.get(field);
        if (!(value instanceof Map<?, ?> object)) {
            return optionalId(field);
        }
        Object id = object.get("id");
        if (isNothing(id)) {
            return null;
        }
        require(isId(String.valueOf(id), id), field + ".id", String.valueOf(id), "is not an id: " + RecordIds.RULE);
        return String.valueOf(id);
    }

    /** The names in a list of objects; null if there are none. */
    @Nullable
    Json names(String field) {
        noteReadWhole(field);
        if (!(fields.get(field) instanceof List<?> list) || list.isEmpty()) {
            return null;
        }
        List<@Nullable Object> names = new ArrayList<>(list.size());
        list.forEach(member ->
                names.add(storableValue(field, member instanceof Map<?, ?> object ? object.get("name") : member)));
        return ZohoJson.array(names);
    }

    /**
     * Whatever has a value and is not one of these fields, nor about the record as CRM shows it; lookups are ids. A subform
     * is a table of its own, which lists do not show.
     */
    @Nullable
    Json others(Set<String> named, Set<String> ofRecord) {
        Map<String, @Nullable Object> others = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            boolean content = !name.startsWith("$") && !name.equals("Locked__s") && !named.contains(name);
            if (content && !ofRecord.contains(name) && !isNothing(value) && !isSubform(value)) {
                noteReadWhole(name);
                boolean lookup = value instanceof Map<?, ?> object && object.containsKey("id");
                others.put(
                        storable(name, name),
                        storableValue(name, lookup ? ((Map<?, ?>) Objects.requireNonNull(value)).get("id") : value));
            }
        });
        return others.isEmpty() ? null : ZohoJson.object(others);
    }

    private static boolean isSubform(@Nullable Object value) {
        return value instanceof List<?> rows
                && rows.stream().anyMatch(row -> row instanceof Map<?, ?> fields && fields.containsKey("Parent_Id"));
    }

    /** A text of one line: a name or a number. */
    @Nullable
    String text(String field) {
        String text = boundedIfReadable(field, LONGEST_LINE);
        return text == null || isNameOfNobody(field) ? null : text;
    }

    /** Documents without a salesperson have one with the id {@code -1} and the name {@code Others} in some lists. */
    private boolean isNameOfNobody(String field) {
        if (!field.endsWith(NAME)) {
            return false;
        }
        Object id = fields.get(field.substring(0, field.length() - NAME.length()) + "_id");
        return id != null && id.toString().strip().equals(NOBODY);
    }

    /** A text of one line that has to be there. */
    String requiredText(String field) {
        return present(text(field), field);
    }

    /** One of a few short words, such as a status or a currency. */
    @Nullable
    String code(String field) {
        return boundedIfReadable(field, LONGEST_CODE);
    }

    /** A text of any length. */
    @Nullable
    String longText(String field) {
        return boundedIfReadable(field, Integer.MAX_VALUE);
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

    /** A whole number that is no quantity. */
    @Nullable
    Integer integer(String field) {
        return ifReadable(() -> wholeNumber(field));
    }

    private @Nullable Integer wholeNumber(String field) {
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
        return ifReadable(() -> truth(field));
    }

    private @Nullable Boolean truth(String field) {
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
        return ifReadable(() -> time(field, ZohoDates::day, "is not a day (yyyy-MM-dd, years 0001 to 9999)"));
    }

    /** An instant, sent in any offset. */
    @Nullable
    Instant instant(String field) {
        return MODIFICATION_TIMES.contains(field) ? readInstant(field) : ifReadable(() -> readInstant(field));
    }

    /** An instant that has to be there. */
    Instant requiredInstant(String field) {
        return present(instant(field), field);
    }

    private @Nullable Instant readInstant(String field) {
        return time(
                field,
                ZohoDates::instant,
                "is not a time with an offset (yyyy-MM-ddTHH:mm:ss+hhmm, years 0001 to 9999)");
    }

    /** What the reading gives; null and a remark if there is something that it cannot read. */
    private <T> @Nullable T ifReadable(Supplier<@Nullable T> reading) {
        try {
            return reading.get();
        } catch (Unusable unreadable) {
            return leftEmpty(unreadable);
        }
    }

    /** The same for texts, of which a record has most. */
    private @Nullable String boundedIfReadable(String field, int longest) {
        try {
            return bounded(field, longest);
        } catch (Unusable unreadable) {
            return leftEmpty(unreadable);
        }
    }

    private <T> @Nullable T leftEmpty(Unusable unreadable) {
        String why = String.valueOf(unreadable.getMessage())
                .substring(unreadable.field().length() + 2);
        remarks.add(new Remark(unreadable.field(), LEFT_EMPTY + why));
        return null;
    }

    /**
     * The organization's own fields as list rows have them: {@code cf_…} at the top level, else by API name in
     * {@code custom_field_hash}, else as objects in {@code custom_fields}. Null if the row has none.
     */
    @Nullable
    Json customFields() {
        noteReadWhole("custom_field_hash");
        Json flat = flatCustomFields();
        return flat != null ? flat : customFieldsOfDetails("custom_fields");
    }

    /**
     * The members {@code cf_…}. Where a member has a twin {@code _unformatted}, the twin is the value, and the member
     * is a text in a person's language. A twin {@code _formatted} is left out.
     */
    private @Nullable Json flatCustomFields() {
        Map<String, @Nullable Object> custom = new LinkedHashMap<>();
        for (String name : fields.keySet()) {
            if (name.startsWith("cf_")) {
                noteReadWhole(name);
            }
            if (isCustomField(name)) {
                String field = storable("custom_fields", name);
                custom.put(field, storableValue(field, machineValue(name)));
            }
        }
        return custom.isEmpty() ? null : ZohoJson.object(custom);
    }

    private @Nullable Object machineValue(String name) {
        Object value = fields.get(name + MACHINE_VALUE);
        return isNothing(value) ? fields.get(name) : value;
    }

    /** A value as a person may be shown it: quoted, shortened, on one line. */
    static String shown(String value) {
        return '"' + shortened(value) + '"';
    }

    /** At most forty characters of it, all of them printable. */
    static String shortened(String value) {
        return printable(value, SHOWN);
    }

    /** The path of a field, as it may be printed and stored. */
    static String printablePath(String path) {
        return printable(path, LONGEST_PATH);
    }

    private static String printable(String value, int most) {
        StringBuilder text = new StringBuilder();
        value.codePoints()
                .limit(most)
                .map(it -> Character.isISOControl(it) || isSurrogate(it) ? REPLACEMENT : it)
                .forEach(text::appendCodePoint);
        return value.codePointCount(0, value.length()) > most ? text.append('…').toString() : text.toString();
    }

    private boolean isCustomField(String name) {
        if (!name.startsWith("cf_")) {
            return false;
        }
        return !(isTwin(name, "_formatted") || isTwin(name, MACHINE_VALUE));
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
        noteRead(field);
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
        noteRead(field);
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
            return ifReadable(() -> decimal(field, number.text(), number.text())) == null ? null : value;
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

    /** A number is an id only if every digit of it was written. */
    private static boolean isId(String text, @Nullable Object sent) {
        return RecordIds.isId(text) && (sent instanceof String || text.chars().allMatch(it -> it >= '0' && it <= '9'));
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
     * @throws Unusable if there is none; the message names the missing field
     */
    <T> T present(@Nullable T value, String... fields) {
        if (value == null) {
            String field = Stream.of(fields).filter(this::says).findFirst().orElse(fields[0]);
            throw new Unusable(
                    path + field,
                    whyLeftEmpty(path + field)
                            .orElse(
                                    "missing; the record cannot be kept without it: look at it in Zoho and save it again"));
        }
        return value;
    }

    private Optional<String> whyLeftEmpty(String field) {
        return remarks.stream()
                .filter(it -> it.field().equals(field) && it.text().startsWith(LEFT_EMPTY))
                .map(it -> it.text().substring(LEFT_EMPTY.length()))
                .findFirst();
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
