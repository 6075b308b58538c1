package app.tds;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A table whose rows are parts of others, and where complete documents of the sandbox have them.
 *
 * @param table whose rows they are
 * @param condition which rows of the table, in SQL
 * @param parents the tables of what they are part of
 * @param parent the column that names it
 * @param list of the sandbox
 * @param reading what a document has of them: Zoho's fields, by column where the name is another
 * @param others columns that tell of other records, whose changes make no new version of the document
 * @param columns at least so many must have a field of their name
 */
record MirrorParts(
        String table,
        String condition,
        List<String> parents,
        String parent,
        String list,
        Function<JsonNode, Stream<ObjectNode>> reading,
        Set<String> others,
        int columns) {

    private static final Set<String> WORDS_OF_AN_ADDRESS = Set.of(
            "attention",
            "address",
            "street2",
            "city",
            "county",
            "state",
            "state_code",
            "zip",
            "country",
            "country_code",
            "phone",
            "fax");

    static final List<MirrorParts> ALL = List.of(
            lines("invoice_lines", "invoices", "invoice_id", "invoices", 26),
            lines("bill_lines", "bills", "bill_id", "bills", 30),
            lines("sales_order_lines", "sales_orders", "salesorder_id", "salesorders", 30),
            lines("credit_note_lines", "credit_notes", "creditnote_id", "creditnotes", 26),
            new MirrorParts(
                    "credit_note_allocations",
                    "true",
                    List.of("credit_notes"),
                    "creditnote_id",
                    "creditnotes",
                    MirrorParts::creditsApplied,
                    Set.of(),
                    4),
            new MirrorParts(
                    "payment_allocations",
                    "true",
                    List.of("payments"),
                    "payment_id",
                    "customerpayments",
                    payment -> members(
                            payment,
                            "invoices",
                            Map.of(
                                    "source_id", "invoice_payment_id",
                                    "invoice_amount", "total",
                                    "invoice_date", "date",
                                    "invoice_due_date", "due_date")),
                    Set.of("invoice_status", "balance_amount"),
                    11),
            new MirrorParts(
                    "composite_item_components",
                    "true",
                    List.of("composite_items"),
                    "composite_item_id",
                    "compositeitems",
                    MirrorParts::components,
                    Set.of(),
                    8),
            new MirrorParts(
                    "contact_persons",
                    "true",
                    List.of("customers", "vendors"),
                    "contact_id",
                    "contacts",
                    contact -> members(contact, "contact_persons", Map.of("source_id", "contact_person_id")),
                    Set.of(),
                    10),
            new MirrorParts(
                    "addresses",
                    "true",
                    List.of("customers", "vendors"),
                    "contact_id",
                    "contacts",
                    MirrorParts::addresses,
                    Set.of(),
                    12),
            new MirrorParts(
                    "stock",
                    "location_id <> ''",
                    List.of("products"),
                    "item_id",
                    "items",
                    MirrorParts::places,
                    Set.of(),
                    9));

    private static MirrorParts lines(String table, String documents, String document, String list, int columns) {
        var names = Map.of("source_id", "line_item_id", "line_number", "item_order");
        return new MirrorParts(
                table,
                "true",
                List.of(documents),
                document,
                list,
                it -> members(it, "line_items", names),
                Set.of(),
                columns);
    }

    /** What the document of this id has of them. */
    Stream<ObjectNode> of(String id, JsonNode document) {
        return reading.apply(document).map(part -> part.put(parent, id));
    }

    private static Stream<ObjectNode> members(JsonNode document, String array, Map<String, String> names) {
        List<ObjectNode> members = new ArrayList<>();
        for (JsonNode member : document.path(array)) {
            ObjectNode part = member.asObject().deepCopy();
            names.forEach((column, field) -> part.set(column, member.path(field)));
            member.path("item_custom_fields")
                    .forEach(custom -> part.set(custom.path("api_name").asString(), custom.path("value")));
            members.add(part);
        }
        return members.stream();
    }

    private static Stream<ObjectNode> components(JsonNode composite) {
        return members(composite, "mapped_items", Map.of("source_id", "mapped_item_id"))
                .map(part ->
                        part.put("component_number", part.path("item_order").asInt() + 1));
    }

    /** Zoho gives them no id: they are known by their place. */
    private static Stream<ObjectNode> creditsApplied(JsonNode note) {
        List<ObjectNode> parts = new ArrayList<>();
        members(note, "invoices", Map.of("amount_applied", "amount")).forEach(part -> {
            parts.add(part);
            part.put("source_id", note.path("creditnote_id").asString() + "/" + parts.size());
        });
        return parts.stream();
    }

    /** Those that somebody filled in. */
    private static Stream<ObjectNode> addresses(JsonNode contact) {
        List<ObjectNode> addresses = new ArrayList<>();
        for (String type : List.of("billing", "shipping")) {
            addresses.add(contact.path(type + "_address").asObject().deepCopy().put("address_type", type));
        }
        for (JsonNode additional : contact.path("addresses")) {
            addresses.add(additional.asObject().deepCopy().put("address_type", "additional"));
        }
        addresses.removeIf(address -> WORDS_OF_AN_ADDRESS.stream()
                .allMatch(word -> address.path(word).asString("").isEmpty()));
        addresses.forEach(address -> address.set("source_id", address.path("address_id")));
        return addresses.stream();
    }

    /** Under one of the two names places have had. */
    private static Stream<ObjectNode> places(JsonNode item) {
        String naming = item.has("warehouses") ? "warehouse_" : "location_";
        List<ObjectNode> places = new ArrayList<>();
        for (JsonNode place : item.path(naming.replace("_", "s"))) {
            ObjectNode part = place.asObject().objectNode();
            place.properties().forEach(field -> part.set(field.getKey().replace(naming, ""), field.getValue()));
            String location = place.path(naming + "id").asString();
            part.put("location_id", location);
            part.put("source_id", item.path("item_id").asString() + "/" + location);
            places.add(part);
        }
        return places.stream();
    }
}
