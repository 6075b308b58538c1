package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.sandbox.Company;
import app.tds.source.SourceRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Compares tables with what the sandbox serves, record by record and column by column, without the application's own
 * translations: a column is compared with Zoho's field of the same name.
 *
 * <p>A record is compared with its list row and, once its complete document is at hand and none is waited for, with that
 * as well, and so are the rows that are part of it.
 */
public final class MirrorComparison {

    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    /** Writes the components of a row by the names of their columns. */
    private static final JsonMapper ROWS = EXACT.rebuild()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private static final DateTimeFormatter ZOHO = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[XXX][XX]");
    private static final Set<String> TECHNICAL = Set.of(
            "organization_id",
            "first_seen_at",
            "synced_at",
            "deleted_at",
            "run_id",
            "payload_hash",
            "fingerprint",
            "detail_hash",
            "detailed_at",
            "detail_modified_at");
    private static final String OWN = "the record's own fields";

    /** What Zoho sends as the category of an item without one. */
    private static final JsonNode NO_CATEGORY = StringNode.valueOf("-1");

    private final JdbcClient jdbc;
    private final Company company;

    public MirrorComparison(JdbcClient jdbc, Company company) {
        this.jdbc = jdbc;
        this.company = company;
    }

    /**
     * A table, and the list its rows are of.
     *
     * @param condition which rows of the table, in SQL
     * @param list of the sandbox
     * @param key the field that identifies a record
     * @param documents the table whose rows tell of which version the complete document is
     * @param belongs which records of the list
     * @param columns at least so many must have a field of their name
     */
    private record Mirrored(
            String table,
            String condition,
            String list,
            String key,
            String documents,
            Predicate<JsonNode> belongs,
            int columns) {

        private Mirrored(String table, String list, String key, Predicate<JsonNode> belongs, int columns) {
            this(table, "true", list, key, table, belongs, columns);
        }
    }

    /** At least so many columns of a table have a field of their name; of a table that is not here five, or half of them. */
    private static final Map<String, Integer> COLUMNS = Map.ofEntries(
            Map.entry("products", 20),
            Map.entry("stock", 3),
            Map.entry("customers", 15),
            Map.entry("vendors", 15),
            Map.entry("invoices", 25),
            Map.entry("bills", 15),
            Map.entry("sales_orders", 20),
            Map.entry("payments", 30),
            Map.entry("credit_notes", 19),
            Map.entry("product_groups", 16),
            Map.entry("composite_items", 13),
            Map.entry("locations", 14));

    private static final List<Mirrored> ALL = Entities.everything().stream()
            .flatMap(entity -> entity.tables().stream().map(table -> mirrored(entity, table)))
            .toList();

    private static Mirrored mirrored(Entities.Entity entity, String table) {
        String key = entity.job().source().key();
        int columns = COLUMNS.getOrDefault(table, leastColumns(entity));
        return switch (table) {
            case "stock" -> new Mirrored(table, "location_id = ''", "items", key, "products", row -> true, columns);
            case "customers" -> new Mirrored(table, entity.list(), key, row -> isType(row, "customer"), columns);
            case "vendors" -> new Mirrored(table, entity.list(), key, row -> isType(row, "vendor"), columns);
            default -> new Mirrored(table, entity.list(), key, row -> true, columns);
        };
    }

    private static int leastColumns(Entities.Entity entity) {
        return entity.rowColumns().stream()
                .mapToInt(it -> Math.min(5, it.columns() / 2))
                .min()
                .orElse(5);
    }

    private static boolean isType(JsonNode row, String type) {
        return row.path("contact_type").asString("").equals(type);
    }

    /** Every table against every list, and the parts of every record whose complete document is at hand. */
    public void assertEverythingEqual() {
        assertEverythingEqual(Entities.tables());
    }

    /** The tables of CRM against its modules. */
    public void assertCrmEqual() {
        assertEverythingEqual(
                Entities.ofCrm().stream().flatMap(it -> it.tables().stream()).toList());
    }

    /** The same of some tables. */
    public void assertEverythingEqual(Collection<String> tables) {
        ALL.stream().filter(one -> tables.contains(one.table())).forEach(this::assertEqual);
        MirrorParts.ALL.stream()
                .filter(parts -> tables.containsAll(parts.parents()))
                .forEach(this::assertPartsEqual);
    }

    /** As {@link #assertEverythingEqual()}; and of every record the complete document is at hand. */
    public void assertComplete() {
        assertComplete(Entities.tables());
    }

    /** The same of some of the tables, and of what is part of their records. */
    public void assertComplete(Collection<String> tables) {
        assertThat(waiting())
                .as("records whose complete document is waited for")
                .isEmpty();
        for (Mirrored one : ALL) {
            if (tables.contains(one.table()) && hasDocuments(one.table())) {
                assertThat(rows(one.documents(), "true").values().stream()
                                .filter(row -> !isComplete(row))
                                .map(row -> row.get("source_id")))
                        .as("rows of tds.%s without the complete document of their version", one.documents())
                        .isEmpty();
            }
        }
        assertEverythingEqual(tables);
    }

    private static boolean hasDocuments(String table) {
        return Entities.all().stream()
                .anyMatch(it -> it.tables().contains(table) && it.job().hasDocuments());
    }

    /** One table against the rows of a list; at least so many columns must have a field of their name. */
    public void assertEqual(String table, String list, String key, Predicate<JsonNode> belongs, int columns) {
        assertEqual(new Mirrored(table, list, key, belongs, columns));
    }

    private void assertEqual(Mirrored one) {
        Map<String, Map<String, Object>> actual = rows(one.table(), one.condition());
        if (one.table().equals("stock")) {
            // Nothing but figures makes a new version of it: its time is that of the version in which they last moved.
            actual.values().forEach(row -> row.remove("source_modified_at"));
        }
        Map<String, Map<String, Object>> documents = rows(one.documents(), "true");
        Set<String> waiting = waiting();
        Map<String, JsonNode> expected = new TreeMap<>();
        for (String id : company.ids(one.list())) {
            JsonNode row = one.list().startsWith("crm/")
                    ? ofCrm(one.list(), company.row(one.list(), id))
                    : exact(company.row(one.list(), id));
            if (one.belongs().test(row)) {
                Map<String, Object> document = documents.getOrDefault(id, Map.of());
                boolean complete = isComplete(document) && !waiting.contains(id);
                expected.put(id, complete ? withDetails(row, one.list(), id) : row);
                if (document.get("detail_hash") != null && !complete) {
                    // What only an outdated document has said can be compared with nothing.
                    actual.getOrDefault(id, new HashMap<>())
                            .keySet()
                            .removeIf(column -> !row.has(field(column, one.key())));
                }
            }
        }
        assertThat(expected)
                .as("tds.%s is compared with something", one.table())
                .isNotEmpty();
        assertSame(one.table(), one.key(), expected, actual, one.columns());
    }

    /** The parts of every record whose complete document is at hand, and that records without one, or that are deleted, have none. */
    public void assertPartsEqual() {
        MirrorParts.ALL.forEach(this::assertPartsEqual);
    }

    private void assertPartsEqual(MirrorParts parts) {
        Set<String> waiting = waiting();
        Map<String, Map<String, Object>> parents = new TreeMap<>();
        parts.parents().forEach(table -> parents.putAll(rows(table, "true")));
        Map<String, JsonNode> expected = new TreeMap<>();
        Set<String> outdated = new TreeSet<>();
        parents.forEach((id, parent) -> {
            if (isComplete(parent) && !waiting.contains(id)) {
                parts.of(id, exact(company.detail(parts.list(), id)))
                        .forEach(part -> expected.put(part.get("source_id").asString(), part));
            } else if (parent.get("detail_hash") != null) {
                outdated.add(id);
            }
        });
        Map<String, Map<String, Object>> actual = rows(parts.table(), parts.condition());
        // Theirs is that of the version in which they last changed.
        actual.values().forEach(part -> part.remove("source_modified_at"));
        actual.values().forEach(part -> part.keySet().removeAll(parts.others()));
        actual.values().removeIf(part -> outdated.contains((String) part.get(parts.parent())));
        assertSame(parts.table(), "source_id", expected, actual, expected.isEmpty() ? 0 : parts.columns());
    }

    private static void assertSame(
            String table,
            String key,
            Map<String, JsonNode> expected,
            Map<String, Map<String, Object>> actual,
            int columns) {
        assertThat(actual.keySet()).as("ids of tds.%s", table).isEqualTo(expected.keySet());
        List<String> differences = new ArrayList<>();
        Set<String> compared = new TreeSet<>();
        expected.forEach(
                (id, record) -> differences(table + " " + id, key, record, actual.get(id), compared, differences));
        assertThat(differences)
                .as("columns of tds.%s that differ from Zoho's fields", table)
                .isEmpty();
        assertThat(compared).as("columns of tds.%s that were compared", table).hasSizeGreaterThanOrEqualTo(columns);
    }

    /** Whether its complete document is at hand, in the version of its list row; some documents do not say theirs. */
    private static boolean isComplete(Map<String, Object> row) {
        Object modified = row.get("source_modified_at");
        Object detailed = row.get("detail_modified_at");
        return row.get("detail_hash") != null && (modified == null || detailed == null || modified.equals(detailed));
    }

    private Set<String> waiting() {
        return new TreeSet<>(jdbc.sql("select source_id from etl.hydration where organization_id = ?")
                .param(company.organizationId())
                .query(String.class)
                .list());
    }

    /** What both say, the list says; but it may not know when a record was modified. */
    private JsonNode withDetails(JsonNode row, String list, String id) {
        ObjectNode both = (ObjectNode) exact(company.detail(list, id));
        row.properties().stream()
                .filter(field -> !field.getValue().isContainer())
                .filter(field -> !field.getKey().equals("last_modified_time")
                        || !field.getValue().asString().isEmpty())
                .forEach(field -> both.set(field.getKey(), field.getValue()));
        if (both.has("total_quantity")) {
            both.set("quantity", both.get("total_quantity"));
        }
        return both;
    }

    /** With the fields of a location's address, which has no table of its own, and one name for the same. */
    private static JsonNode exact(JsonNode served) {
        ObjectNode record = (ObjectNode) EXACT.readTree(served.toString());
        if (record.has("last_modified_id")) {
            record.set("last_modified_by_id", record.get("last_modified_id"));
        }
        record.path("address").properties().forEach(field -> record.set(field.getKey(), field.getValue()));
        for (String what : List.of("_id", "_name")) {
            // A place's names, the newest first.
            Stream.of("location", "warehouse", "branch")
                    .filter(word -> record.has(word + what))
                    .findFirst()
                    .ifPresent(word -> record.set("location" + what, record.get(word + what)));
        }
        return record;
    }

    /** By the names of columns, as the files of columns say; all that no column is read from are the record's own fields. */
    private static JsonNode ofCrm(String list, JsonNode served) {
        ObjectNode row = (ObjectNode) EXACT.readTree(served.toString());
        ObjectNode named = EXACT.createObjectNode();
        ColumnsFile columns = Entities.listedAs(list).rowColumns().get(0);
        Set<String> read = new TreeSet<>(Set.of("Tag", "Locked__s"));
        for (ColumnsFile.Line line : columns.lines()) {
            read.addAll(line.fields());
            line.fields().stream()
                    .map(field -> row.at("/" + field.replace('.', '/')))
                    .filter(value -> !value.isMissingNode() && !value.isNull())
                    .findFirst()
                    .ifPresent(value -> named.set(
                            field(line.column(), "id"), line.kind().equals("lookup") ? value.path("id") : value));
        }
        if (!row.path("Tag").isEmpty()) {
            var tags = EXACT.createArrayNode();
            row.path("Tag").forEach(tag -> tags.add(tag.path("name")));
            named.set("tags", tags);
        }
        ObjectNode own = named.putObject(OWN);
        row.properties().stream()
                .filter(it -> !list.equals("crm/users") && !read.contains(it.getKey()))
                .filter(it ->
                        !it.getValue().isNull() && !it.getValue().asString("-").isEmpty())
                .filter(it -> !it.getValue().isContainer() || !it.getValue().isEmpty())
                .forEach(it -> own.set(
                        it.getKey(), it.getValue().has("id") ? it.getValue().path("id") : it.getValue()));
        return named;
    }

    private Map<String, Map<String, Object>> rows(String table, String condition) {
        Map<String, Map<String, Object>> rows = new TreeMap<>();
        jdbc.sql("select * from tds." + table + " where organization_id = ? and deleted_at is null and " + condition)
                .param(company.organizationId())
                .query()
                .listOfRows()
                .forEach(row -> rows.put((String) row.get("source_id"), row));
        return rows;
    }

    /** Zoho's name for a column. */
    private static String field(String column, String key) {
        return switch (column) {
            case "source_id" -> key;
            case "source_created_at" -> "created_time";
            case "source_modified_at" -> "last_modified_time";
            default -> column;
        };
    }

    private static void differences(
            String name,
            String key,
            JsonNode expected,
            Map<String, Object> actual,
            Set<String> compared,
            List<String> differences) {
        for (String column : actual.keySet()) {
            JsonNode field = expected.get(field(column, key));
            Object value = actual.get(column);
            if (TECHNICAL.contains(column)) {
                continue;
            }
            if (column.equals("custom_fields")) {
                JsonNode custom = value == null ? EXACT.createObjectNode() : EXACT.readTree(value.toString());
                if (!name.startsWith("stock") && !custom.equals(customFields(expected))) {
                    differences.add(name + " custom_fields: " + custom + " instead of " + customFields(expected));
                }
            } else if (field != null) {
                compared.add(column);
                if (!same(field, value) && !isReadInItsOwnWay(name.split(" ")[0], column, expected, value)) {
                    differences.add(name + " " + column + ": " + value + " instead of " + field);
                }
            } else if (value != null && !value.equals("")) {
                differences.add(name + " " + column + ": " + value + ", which Zoho did not send");
            }
        }
    }

    /** Whether reading the column takes thought, and the row's own record reads this value. */
    private static boolean isReadInItsOwnWay(String table, String column, JsonNode record, @Nullable Object value) {
        return Entities.all().stream()
                .filter(it -> it.tables().contains(table))
                .filter(it -> it.rowColumns().stream()
                        .flatMap(ColumnsFile::inTheirOwnWay)
                        .anyMatch(column::equals))
                .anyMatch(it -> same(read(it, column, record), value));
    }

    private static JsonNode read(Entities.Entity entity, String column, JsonNode record) {
        var source = new SourceRecord(null, null, EXACT.writeValueAsBytes(record), new byte[32]);
        return ROWS.valueToTree(entity.translation().translate(source).row()).path(column);
    }

    private static JsonNode customFields(JsonNode row) {
        if (row.has(OWN)) {
            return row.get(OWN);
        }
        Map<String, JsonNode> custom = new LinkedHashMap<>();
        row.properties().forEach(field -> {
            if (field.getKey().startsWith("cf_") && !field.getKey().endsWith("_unformatted")) {
                custom.put(field.getKey(), field.getValue());
            }
        });
        return EXACT.valueToTree(custom);
    }

    private static boolean same(JsonNode field, Object value) {
        if (field.isContainer() && value != null) {
            return EXACT.readTree(value.toString()).equals(field);
        }
        String text = field.isNull() || field.isContainer() || field.equals(NO_CATEGORY) ? "" : field.asString();
        if (text.isEmpty() || value == null) {
            return text.isEmpty() && value == null;
        }
        if (value instanceof BigDecimal number) {
            return number.compareTo(new BigDecimal(text)) == 0;
        }
        if (value instanceof java.sql.Timestamp instant) {
            Instant expected = OffsetDateTime.parse(text, ZOHO).toInstant();
            return instant.toInstant().equals(expected);
        }
        return value.toString().equals(text);
    }
}
