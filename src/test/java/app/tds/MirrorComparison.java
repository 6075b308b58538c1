package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.sandbox.Company;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares a table with the list rows the sandbox serves, record by record and column by column, without the
 * application's own translations: a column is compared with Zoho's field of the same name.
 */
public final class MirrorComparison {

    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
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

    private final JdbcClient jdbc;
    private final Company company;

    public MirrorComparison(JdbcClient jdbc, Company company) {
        this.jdbc = jdbc;
        this.company = company;
    }

    /** Every table against every list. */
    public void assertEverythingEqual() {
        assertEqual("products", "items", "item_id", row -> true, 20);
        assertEqual("stock", "items", "item_id", row -> true, 3);
        assertEqual("customers", "contacts", "contact_id", row -> isType(row, "customer"), 15);
        assertEqual("vendors", "contacts", "contact_id", row -> isType(row, "vendor"), 15);
        assertEqual("invoices", "invoices", "invoice_id", row -> true, 25);
        assertEqual("bills", "bills", "bill_id", row -> true, 15);
        assertEqual("sales_orders", "salesorders", "salesorder_id", row -> true, 20);
        assertEqual("payments", "customerpayments", "payment_id", row -> true, 30);
        assertEqual("credit_notes", "creditnotes", "creditnote_id", row -> true, 19);
    }

    private static boolean isType(JsonNode row, String type) {
        return row.path("contact_type").asString("").equals(type);
    }

    /** One table against the rows of a list; at least so many columns must have a field of their name. */
    public void assertEqual(String table, String list, String key, Predicate<JsonNode> belongs, int columns) {
        Map<String, JsonNode> expected = new TreeMap<>();
        for (String id : company.ids(list)) {
            JsonNode row = EXACT.readTree(company.row(list, id).toString());
            if (belongs.test(row)) {
                expected.put(id, row);
            }
        }
        Map<String, Map<String, Object>> actual = rows(table);
        assertThat(actual.keySet()).as("ids of tds.%s", table).isEqualTo(expected.keySet());
        assertThat(expected).as("tds.%s is compared with something", table).isNotEmpty();
        List<String> differences = new ArrayList<>();
        Set<String> compared = new java.util.TreeSet<>();
        expected.forEach((id, row) -> differences(
                table + " " + id,
                key,
                withDetails(row, list, id, actual.get(id)),
                actual.get(id),
                compared,
                differences));
        assertThat(differences)
                .as("columns of tds.%s that differ from Zoho's fields", table)
                .isEmpty();
        assertThat(compared).as("columns of tds.%s that were compared", table).hasSizeGreaterThanOrEqualTo(columns);
    }

    /** Where the complete document was fetched, its fields count as well; what both say, the list says. */
    private JsonNode withDetails(JsonNode row, String list, String id, Map<String, Object> actual) {
        if (actual.get("detail_hash") == null) {
            return row;
        }
        ObjectNode both = (ObjectNode) EXACT.readTree(company.detail(list, id).toString());
        row.properties().stream()
                .filter(field -> !field.getValue().isContainer())
                .forEach(field -> both.set(field.getKey(), field.getValue()));
        return both;
    }

    private Map<String, Map<String, Object>> rows(String table) {
        Map<String, Map<String, Object>> rows = new TreeMap<>();
        jdbc.sql("select * from tds." + table + " where organization_id = ? and deleted_at is null")
                .param(company.organizationId())
                .query()
                .listOfRows()
                .forEach(row -> rows.put((String) row.get("source_id"), row));
        return rows;
    }

    private static void differences(
            String name,
            String key,
            JsonNode expected,
            Map<String, Object> actual,
            Set<String> compared,
            List<String> differences) {
        for (String column : actual.keySet()) {
            JsonNode field = expected.get(
                    switch (column) {
                        case "source_id" -> key;
                        case "source_created_at" -> "created_time";
                        case "source_modified_at" -> "last_modified_time";
                        default -> column;
                    });
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
                if (!same(field, value)) {
                    differences.add(name + " " + column + ": " + value + " instead of " + field);
                }
            } else if (value != null && !column.equals("location_id") && !column.equals("location_name")) {
                differences.add(name + " " + column + ": " + value + ", which Zoho did not send");
            }
        }
    }

    private static JsonNode customFields(JsonNode row) {
        Map<String, JsonNode> custom = new LinkedHashMap<>();
        row.properties().forEach(field -> {
            if (field.getKey().startsWith("cf_") && !field.getKey().endsWith("_unformatted")) {
                custom.put(field.getKey(), field.getValue());
            }
        });
        return EXACT.valueToTree(custom);
    }

    private static boolean same(JsonNode field, Object value) {
        if (field.isObject() && value != null) {
            return EXACT.readTree(value.toString()).equals(field);
        }
        String text = field.isNull() || field.isContainer() ? "" : field.asString();
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
