package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.Entities.Entity;
import app.tds.jobs.JobDefinition;
import app.tds.mirror.ChildSet;
import app.tds.mirror.Json;
import app.tds.mirror.Table;
import app.tds.mirror.TdsRow;
import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import app.tds.source.Translation.Remark;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every sample of an answer with all rows that become of it: {@code X.json} becomes what is in {@code X.rows.json}.
 *
 * <p>{@code -Dsamples.rewrite=true} writes the rows anew; look at the difference before it is committed.
 */
public class SamplesTests {

    private static final Path FOLDER = Path.of("src/test/resources/app/tds/zoho");
    private static final String ROWS = ".rows.json";
    /** What answers called their records before they had today's name. */
    private static final Map<String, String> FORMER = Map.of("warehouses", "locations");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(tools.jackson.databind.cfg.JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    static Stream<String> samples() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(it -> it.getFileName().toString())
                    .filter(it -> it.endsWith(".json")
                            && !it.endsWith(ROWS)
                            && (!it.startsWith("crm-") || it.matches("crm-[a-z]+-list.*")))
                    .filter(it -> it.matches(".*-(list|detail|bulk)[.-].*"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleBecomesTheseRows(String sample) throws IOException {
        ArrayNode rows = rows(sample);
        assertThat(rows).as("%s is read by some job", sample).isNotEmpty();
        Path golden = FOLDER.resolve(sample.replace(".json", ROWS));
        String text = JSON.writeValueAsString(rows) + "\n";
        if (Boolean.getBoolean("samples.rewrite")) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    private static ArrayNode rows(String sample) throws IOException {
        ArrayNode rows = JSON.createArrayNode();
        for (Entity entity : Entities.everything()) {
            for (SourceRecord record : recordsOf(sample, entity)) {
                Translation.Translated listed = entity.translation().translate(record);
                rows.add(
                        row(entity.job().name(), listed.row(), listed.remarks(), Entities.columns(listed.row(), true)));
            }
            if (!entity.job().name().equals("stock")) {
                documentsOf(sample, entity).forEach(document -> rows.addAll(document(entity, document)));
            }
        }
        return rows;
    }

    /** The entity's list rows in a sample. */
    static List<SourceRecord> recordsOf(String sample, Entity entity) throws IOException {
        return sample.contains("-list") && isOf(sample, entity)
                ? records(answer(sample), entity.job())
                        .valueStream()
                        .map(SamplesTests::record)
                        .toList()
                : List.of();
    }

    /** All modules of CRM have the same names for what is in their answers. */
    private static boolean isOf(String sample, Entity entity) {
        return entity.job().source().api().equals("crm")
                ? sample.startsWith(entity.job().name() + "-")
                : !sample.startsWith("crm-");
    }

    /** The entity's documents in a sample. */
    static List<SourceRecord> documentsOf(String sample, Entity entity) throws IOException {
        return sample.contains("-list") || !entity.job().hasDocuments()
                ? List.of()
                : documents(sample, answer(sample), entity.job()).stream()
                        .map(SamplesTests::record)
                        .toList();
    }

    private static JsonNode answer(String sample) throws IOException {
        return JSON.readTree(Files.readString(FOLDER.resolve(sample)));
    }

    private static JsonNode records(JsonNode answer, JobDefinition job) {
        for (var former : FORMER.entrySet()) {
            if (former.getValue().equals(job.source().records()) && answer.has(former.getKey())) {
                return answer.path(former.getKey());
            }
        }
        return recordsAt(answer, job.source().records());
    }

    /** The array that an answer has under one of these names, separated by {@code |}; one with a dot is in an object. */
    public static JsonNode recordsAt(JsonNode answer, String names) {
        return Stream.of(names.split("\\|"))
                .map(name -> answer.at("/" + name.replace('.', '/')))
                .filter(JsonNode::isArray)
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static List<JsonNode> documents(String sample, JsonNode answer, JobDefinition job) {
        if (sample.contains("-bulk")) {
            return job.details().bulkPath() == null
                    ? List.of()
                    : List.copyOf(
                            answer.path(job.source().records()).valueStream().toList());
        }
        if (sample.contains("-flat")) {
            return answer.has(job.source().key()) ? List.of(answer) : List.of();
        }
        JsonNode document = answer.path(job.details().record());
        if (!job.details().path().endsWith("{id}")) {
            return document.isArray() ? List.of(withId(document, job)) : List.of();
        }
        return document.isObject() ? List.of(document) : List.of();
    }

    /** A list of what belongs to a record becomes a document of the record. */
    private static JsonNode withId(JsonNode list, JobDefinition job) {
        ObjectNode document = JSON.createObjectNode();
        document.set(job.source().key(), list.path(0).path(job.source().key()));
        document.set(job.details().record(), list);
        return document;
    }

    private static ArrayNode document(Entity entity, SourceRecord document) {
        var detailed = entity.translation().details().orElseThrow().translate(document);
        ArrayNode rows = JSON.createArrayNode();
        rows.add(row(entity.job().name(), detailed.row(), detailed.remarks(), Entities.columns(detailed.row(), false)));
        for (ChildSet<?> set : detailed.children()) {
            set.rows().forEach(part -> rows.add(row(entity.job().name(), part, List.of(), it -> true)));
            if (set.rows().isEmpty()) {
                rows.addObject()
                        .put("job", entity.job().name())
                        .put("none of", set.kind().getSimpleName());
            }
        }
        return rows;
    }

    private static SourceRecord record(JsonNode record) {
        return new SourceRecord(null, null, JSON.writeValueAsBytes(record), new byte[32]);
    }

    private static ObjectNode row(String job, TdsRow row, List<Remark> remarks, Predicate<String> said) {
        ObjectNode node = JSON.createObjectNode();
        node.put("job", job);
        node.put("table", row.getClass().getAnnotation(Table.class).value());
        ObjectNode columns = node.putObject("columns");
        Stream.of(row.getClass().getRecordComponents())
                .filter(it -> said.test(it.getName()))
                .sorted(java.util.Comparator.comparing(RecordComponent::getName))
                .forEach(it -> columns.set(
                        it.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT), value(it, row)));
        if (!remarks.isEmpty()) {
            remarks.forEach(it -> node.withArray("remarks").add(it.field() + ": " + it.text()));
        }
        return node;
    }

    private static JsonNode value(RecordComponent component, TdsRow row) {
        Object value = valueOf(component, row);
        if (value instanceof Json json) {
            return JSON.readTree(json.text());
        }
        return value == null || value instanceof BigDecimal || value instanceof Number || value instanceof Boolean
                ? JSON.valueToTree(value)
                : JSON.valueToTree(value.toString());
    }

    private static @Nullable Object valueOf(RecordComponent component, TdsRow row) {
        try {
            return component.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
