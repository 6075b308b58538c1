package app.tds.zoho;

import app.tds.zoho.CrmFields.Field;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/**
 * A file of CRM's Bulk Read, row by row in the shape of a list's rows. A lookup has its id and no name there, and a list
 * is one text with semicolons.
 */
final class BulkFile implements Closeable {

    private static final CsvMapper CSV = new CsvMapper();
    private static final String NUMBER = "-?(0|[1-9]\\d{0,30})(\\.\\d{1,30})?";

    private final JsonMapper mapper;
    private final Map<String, Field> fields = new HashMap<>();
    private final Path file;
    private final ZipInputStream zip;
    private final MappingIterator<List<String>> lines;
    private final List<String> names;
    private long read;

    /**
     * Opens a file.
     *
     * @throws ZohoClient.Unreadable if it is not one
     */
    BulkFile(JsonMapper mapper, List<Field> described, byte[] zipped) {
        this.mapper = mapper;
        described.forEach(field -> fields.put(field.name(), field));
        try {
            this.file = Files.createTempFile("tds-bulk-read", ".zip");
            file.toFile().deleteOnExit();
            Files.write(file, zipped);
            this.zip = new ZipInputStream(Files.newInputStream(file));
            if (zip.getNextEntry() == null) {
                throw new ZohoClient.Unreadable("it is not a zip with a file in it");
            }
            this.lines = CSV.readerForListOf(String.class)
                    .with(CsvReadFeature.WRAP_AS_ARRAY)
                    .readValues(zip);
            this.names = lines.hasNext() ? lines.next() : List.of();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (names.stream().noneMatch(BulkFile::isId)) {
            throw new ZohoClient.Unreadable("its first line names no id");
        }
    }

    /** How many rows were read. */
    long read() {
        return read;
    }

    boolean hasNext() {
        return readable(lines::hasNext);
    }

    /** The next rows, so many or as many as there are. */
    List<byte[]> next(int most) {
        List<byte[]> rows = new ArrayList<>();
        while (rows.size() < most && hasNext()) {
            rows.add(row(readable(lines::next)));
            read++;
        }
        return rows;
    }

    /** Rows that nobody needs again. */
    void skip(long rows) {
        for (long row = 0; row < rows && hasNext(); row++) {
            readable(lines::next);
            read++;
        }
    }

    private interface Reading<T> {
        T get();
    }

    private static <T> T readable(Reading<T> reading) {
        try {
            return reading.get();
        } catch (JacksonException broken) {
            throw new ZohoClient.Unreadable("a line of it cannot be read: " + broken.getOriginalMessage());
        }
    }

    private static boolean isId(String name) {
        return name.equalsIgnoreCase("id");
    }

    private byte[] row(List<String> cells) {
        if (cells.size() != names.size()) {
            throw new ZohoClient.Unreadable(
                    "line " + (read + 2) + " has " + cells.size() + " fields instead of " + names.size());
        }
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (isId(name)) {
                row.put("id", cells.get(i));
            } else {
                row.set(name, value(fields.get(name), cells.get(i)));
            }
        }
        return mapper.writeValueAsBytes(row);
    }

    private static JsonNode value(@Nullable Field field, String text) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        String kind = field == null ? "" : field.json();
        if (kind.equals("jsonarray")) {
            return list(String.valueOf(field == null ? "" : field.type()), text);
        }
        if (text.isEmpty()) {
            return json.nullNode();
        }
        return switch (kind) {
            case "jsonobject" -> json.objectNode().put("id", text);
            case "boolean" ->
                text.matches("true|false") ? json.booleanNode(text.equals("true")) : json.stringNode(text);
            case "integer", "double" ->
                text.matches(NUMBER) ? json.rawValueNode(new RawValue(text)) : json.stringNode(text);
            default -> json.stringNode(text);
        };
    }

    private static JsonNode list(String type, String text) {
        var list = JsonNodeFactory.instance.arrayNode();
        for (String one : text.isEmpty() ? new String[0] : text.split(";")) {
            if (type.equals("tag")) {
                list.addObject().put("name", one);
            } else {
                list.add(one);
            }
        }
        return list;
    }

    @Override
    public void close() {
        try {
            lines.close();
            zip.close();
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
