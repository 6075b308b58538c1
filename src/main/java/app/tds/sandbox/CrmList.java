package app.tds.sandbox;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A module of CRM, described once: a new module is a new subclass in this package. */
abstract class CrmList extends ListKind {

    /** Begins the names of CRM's lists: Books has contacts, too. */
    static final String PREFIX = "crm/";

    static final Map<String, String> OWNER =
            Map.of("name", "Zainab Al-Jubouri", "id", "3652397000000186017", "email", "zainab@rafidain.example");

    private static final long BOOKS = 5107440000000000000L;
    private static final long CRM = 3652397000000000000L;

    /** Greater than the id of any record that a company begins with. */
    private static final long LATER = 1_000_000_000L;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    private static final List<CrmField> COMMON = List.of(
            CrmField.of("Owner", "ownerlookup"),
            CrmField.of("Created_By", "ownerlookup"),
            CrmField.of("Modified_By", "ownerlookup"),
            CrmField.of("Created_Time", "datetime"),
            CrmField.of("Modified_Time", "datetime"),
            CrmField.of("Last_Activity_Time", "datetime"),
            CrmField.of("Tag", "tag"),
            CrmField.of("Record_Image", "profileimage"),
            CrmField.of("Locked__s", "boolean"));

    private final String module;

    /**
     * Describes a module.
     *
     * @param module as in the path of its list
     */
    CrmList(String module, String singular) {
        super(PREFIX + module.toLowerCase(Locale.ROOT), singular, Listing.of(Product.CRM, module, "id"));
        this.module = module;
    }

    /** The fields of this module alone. */
    abstract List<CrmField> own();

    /** The records that a company begins with, by their ids, times and fields. */
    abstract void first(Founding founding, Ledger ledger, Adding adding);

    /** The fields of a new record. */
    abstract Map<String, @Nullable Object> another(int number, Ledger ledger);

    /** What others call this record. */
    abstract String title(CrmRecord entry);

    /** Adds a record that a company begins with. */
    interface Adding {
        void add(long id, long created, long modified, Map<String, @Nullable Object> fields);
    }

    final String moduleName() {
        return module;
    }

    /** All fields there are, without those that an organization has made. */
    final List<CrmField> fields() {
        var all = new ArrayList<>(own());
        all.addAll(common());
        return all;
    }

    List<CrmField> common() {
        return COMMON;
    }

    /** The member of an answer that holds records. */
    @Override
    String root() {
        return "data";
    }

    /** Whether a list shows this record unless it is asked for more. */
    Predicate<CrmRecord> shown(Map<String, String> query) {
        return it -> true;
    }

    /** The id of a record of CRM that stands for one of Books. */
    static long idOf(Entry entry, int offset) {
        return entry.id() - BOOKS + CRM + offset;
    }

    static Map<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }

    /** A row of a subform, as the answer of the record shows it. */
    static Map<String, @Nullable Object> subformRow(
            CrmRecord record, int number, Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> row = fields(
                "id",
                Long.toString(record.id() * 10 % 1_000_000_000_000_000_000L + number),
                "Parent_Id",
                Map.of("name", "", "id", Long.toString(record.id())));
        row.putAll(fields);
        return row;
    }

    static Map<String, String> lookup(String name, long id) {
        return Map.of("name", name, "id", Long.toString(id));
    }

    /** CRM is the first company's. */
    @Override
    final void found(Founding founding, Ledger ledger) {
        if (!founding.world().first()) {
            return;
        }
        first(
                founding,
                ledger,
                (id, created, modified, fields) ->
                        ledger.add(this, new CrmRecord(id, created, modified, complete(fields))));
    }

    @Override
    final Entry next(Founding founding, Ledger ledger) {
        long id = founding.ids().next(10) - BOOKS + CRM + LATER;
        var fields = complete(another(ledger.all(this).size() + 1, ledger));
        // Those that the organization has made are there as well.
        ledger.all(this).stream()
                .limit(1)
                .forEach(it -> ((CrmRecord) it).fields().keySet().forEach(name -> fields.putIfAbsent(name, null)));
        return new CrmRecord(id, founding.now(), founding.now(), fields);
    }

    private Map<String, @Nullable Object> complete(Map<String, @Nullable Object> said) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        fields().forEach(field -> all.put(field.name(), said.get(field.name())));
        for (String user : List.of("Owner", "Created_By", "Modified_By")) {
            if (all.containsKey(user) && all.get(user) == null) {
                all.put(user, OWNER);
            }
        }
        if (all.containsKey("Tag") && all.get("Tag") == null) {
            all.put("Tag", List.of());
        }
        all.replace("Locked__s", false);
        return all;
    }

    /** A row with all that lists can show. */
    @Override
    final void row(Entry entry, Product product, Print print, JsonText out) {
        print((CrmRecord) entry, null, print.world(), out);
        out.raw("}");
    }

    /** A record's own answer: with what lists do not show, and with what is about the record. */
    @Override
    final void document(Entry entry, Product product, Print print, JsonText out) {
        print((CrmRecord) entry, null, print.world(), out);
        of((CrmRecord) entry)
                .forEach((field, value) ->
                        out.raw(",").text(field).raw(":").raw(Overlay.JSON.writeValueAsString(value)));
        out.raw(",\"$approved\":true,\"$editable\":true,\"$locked_for_me\":false,\"$approval_state\":\"approved\"}");
    }

    /** What only the record's own answer has. */
    Map<String, @Nullable Object> of(CrmRecord entry) {
        return fields("Record_Image", null);
    }

    /** The fields of a list, or all of them, without the end of the object. */
    final void print(CrmRecord entry, @Nullable Set<String> fields, World world, JsonText out) {
        out.raw("{\"id\":").id(entry.id());
        Set<String> ofOne = of(entry).keySet();
        entry.fields().forEach((field, value) -> {
            if (!ofOne.contains(field) && (fields == null || fields.contains(field))) {
                out.raw(",").text(field).raw(":");
                value(entry, field, value, world, out);
            }
        });
    }

    private static void value(CrmRecord entry, String field, @Nullable Object value, World world, JsonText out) {
        if (field.equals("Created_Time") || field.equals("created_time")) {
            out.text(time(entry.created(), world));
        } else if (field.equals("Modified_Time")) {
            out.text(time(entry.modified(), world));
        } else if (value instanceof String text) {
            out.text(text);
        } else {
            out.raw(value == null ? "null" : Overlay.JSON.writeValueAsString(value));
        }
    }

    static String time(long epochSecond, World world) {
        return TIME.format(Instant.ofEpochSecond(epochSecond).atZone(world.zone()));
    }
}
