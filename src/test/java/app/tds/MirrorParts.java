package app.tds;

import app.tds.Entities.Entity;
import app.tds.mirror.Borrowed;
import app.tds.mirror.PartOf;
import app.tds.mirror.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A table whose rows are parts of others, and where complete documents of the sandbox have them: as the file of their
 * columns says, but for those that no array holds.
 *
 * @param table whose rows they are
 * @param condition which rows of the table, in SQL
 * @param parents the tables of what they are part of
 * @param parent the column that names it
 * @param list of the sandbox
 * @param reading what a document has of them: Zoho's fields, by column where the name is another
 * @param others columns that are not compared: those that tell of other records, whose changes make no new version of the
 *     document, and those whose reading takes thought
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

    /** Those that no array holds, by table. */
    private static final Map<String, Function<JsonNode, Stream<ObjectNode>>> IN_A_WAY_OF_THEIR_OWN =
            Map.of("addresses", MirrorParts::addresses, "stock", MirrorParts::places);

    static final List<MirrorParts> ALL = Entities.all().stream()
            .flatMap(entity -> entity.parts().stream()
                    .filter(kind -> !kind.getAnnotation(PartOf.class).listed())
                    .map(kind -> of(entity, kind)))
            .collect(Collectors.toMap(MirrorParts::table, it -> it, (one, same) -> one))
            .values()
            .stream()
            .toList();

    private static MirrorParts of(Entity entity, Class<?> kind) {
        String table = kind.getAnnotation(Table.class).value();
        PartOf part = kind.getAnnotation(PartOf.class);
        ColumnsFile file = ColumnsFile.of(kind);
        Function<JsonNode, Stream<ObjectNode>> own = IN_A_WAY_OF_THEIR_OWN.get(table);
        return new MirrorParts(
                table,
                part.where(),
                entity.tables(),
                part.value(),
                entity.list(),
                own != null
                        ? own
                        : document -> file.parts(document, entity.job().source().key()),
                others(kind, file),
                file.columns() * 2 / 3);
    }

    private static Set<String> others(Class<?> kind, ColumnsFile file) {
        return Stream.concat(
                        Stream.of(kind.getRecordComponents())
                                .filter(it -> it.isAnnotationPresent(Borrowed.class))
                                .map(it -> it.getName()
                                        .replaceAll("([A-Z])", "_$1")
                                        .toLowerCase(Locale.ROOT)),
                        file.inTheirOwnWay())
                .collect(Collectors.toSet());
    }

    /** What the document of this id has of them. */
    Stream<ObjectNode> of(String id, JsonNode document) {
        return reading.apply(document).map(part -> part.put(parent, id));
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
