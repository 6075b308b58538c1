package app.tds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * What the columns of a kind of row are read from, as {@code columns/<row>.txt} says it: a file that people have looked at,
 * so that a comparison that follows it repeats no mistake of the code.
 *
 * @param array the array of a document that holds rows of this kind; empty if none does
 */
public record ColumnsFile(String array, List<Line> lines) {

    private static final Path FOLDER = Path.of("src/test/resources/app/tds/zoho/columns");
    private static final String ID = "source_id";
    private static final String OWN_WAY = "in its own way";

    /**
     * A column.
     *
     * @param kind what is read; "in its own way" if that takes thought, "of the document" if a part has it from there
     * @param fields of which the first that has a value counts
     * @param answer what holds for some answers only
     */
    public record Line(String column, String kind, List<String> fields, String answer) {

        static Line of(String text) {
            String[] words = text.split("\\|", -1);
            return new Line(
                    words[0].strip(),
                    words[1].strip(),
                    Stream.of(words[2].split(","))
                            .map(String::strip)
                            .filter(it -> !it.isEmpty())
                            .toList(),
                    words.length > 3 ? words[3].strip() : "");
        }

        /** Whether only complete documents fill the column. */
        public boolean isOnlyInDocuments() {
            return answer.equals("only in DOCUMENT");
        }

        boolean isRead() {
            return !kind.equals(OWN_WAY) && !kind.equals("of the document");
        }
    }

    public static ColumnsFile of(Class<?> row) {
        try {
            List<String> lines = Files.readAllLines(FOLDER.resolve(row.getSimpleName() + ".txt"));
            return new ColumnsFile(
                    lines.get(0).startsWith("in ") ? lines.get(0).substring(3) : "",
                    lines.stream()
                            .filter(it -> it.contains(" | "))
                            .map(Line::of)
                            .toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** How many columns are read from fields. */
    int columns() {
        return (int) lines.stream().filter(Line::isRead).count();
    }

    /** The columns that are in no field as they are, but for the id. */
    Stream<String> inTheirOwnWay() {
        return lines.stream()
                .filter(it -> it.kind().equals(OWN_WAY) && !it.column().equals(ID))
                .map(Line::column);
    }

    /**
     * The rows that a document has, Zoho's fields by column.
     *
     * @param key the field that identifies the document
     */
    Stream<ObjectNode> parts(JsonNode document, String key) {
        List<ObjectNode> parts = new ArrayList<>();
        members(document)
                .forEach(member -> parts.add(part(member, document.path(key).asString(), parts.size() + 1)));
        return parts.stream();
    }

    /** The members of the array, with the fields of the members that it is within. */
    public Stream<JsonNode> members(JsonNode document) {
        String[] arrays = array.split("/");
        Stream<JsonNode> members = array(document, arrays[0]);
        for (String inner : List.of(arrays).subList(1, arrays.length)) {
            members = members.flatMap(outer -> array(outer, inner).map(it -> both(outer, it)));
        }
        return members;
    }

    /** The name by which the document has the array, or the array that it is within. */
    public String outermost(JsonNode document) {
        return name(document, array.split("/")[0]).orElseThrow();
    }

    private static Stream<JsonNode> array(JsonNode object, String names) {
        return name(object, names).map(object::path).stream().flatMap(JsonNode::valueStream);
    }

    private static Optional<String> name(JsonNode object, String names) {
        return Stream.of(names.split("\\|"))
                .filter(it -> !object.path(it).isEmpty())
                .findFirst();
    }

    private static JsonNode both(JsonNode outer, JsonNode inner) {
        return outer.asObject().deepCopy().setAll(inner.asObject());
    }

    /** A part without an id of Zoho's is known by its document and the first id in it, or by its place. */
    private ObjectNode part(JsonNode member, String document, int place) {
        ObjectNode part = member.asObject().objectNode();
        for (Line line : lines) {
            if (line.kind().equals("custom fields")) {
                custom(member, line.fields().get(0), part);
            } else if (line.isRead()
                    && !(line.column().equals(ID) && line.fields().isEmpty())) {
                JsonNode value = line.fields().isEmpty() ? part.numberNode(place) : value(member, line.fields());
                part.set(line.column(), line.kind().equals("percentage") ? number(value) : value);
            }
        }
        if (part.path(ID).asString("").isEmpty()) {
            part.put(ID, document + "/" + (isIdentified() ? place : firstId(member)));
        }
        return part;
    }

    private static JsonNode value(JsonNode member, List<String> fields) {
        return fields.stream()
                .map(member::path)
                .filter(it -> it.isObject() || !it.asString("").isEmpty())
                .findFirst()
                .orElse(NullNode.getInstance());
    }

    private boolean isIdentified() {
        return lines.stream()
                .anyMatch(it -> it.column().equals(ID) && !it.kind().equals(OWN_WAY));
    }

    private String firstId(JsonNode member) {
        return lines.stream()
                .filter(it -> it.kind().equals("id"))
                .map(it -> value(member, it.fields()).asString(""))
                .findFirst()
                .orElse("");
    }

    private static JsonNode number(JsonNode percentage) {
        return StringNode.valueOf(percentage.asString("").replace("%", ""));
    }

    private static void custom(JsonNode member, String array, ObjectNode part) {
        member.path(array).forEach(custom -> part.set(custom.path("api_name").asString(), custom.path("value")));
    }
}
