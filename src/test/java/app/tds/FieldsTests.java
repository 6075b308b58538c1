package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.Entities.Entity;
import app.tds.mirror.EventNames;
import app.tds.source.FieldUse;
import app.tds.source.FieldUse.Use;
import app.tds.source.SourceField;
import app.tds.source.SourceRecord;
import app.tds.zoho.OwnScopes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code src/docs/fields} has a page for each list: its tables, events and scope, which fields of the samples are in
 * columns, and which are in the payload only.
 *
 * <p>{@code -Dfields.rewrite=true} writes the pages anew.
 */
class FieldsTests {

    private static final Path FOLDER = Path.of("src/docs/fields");

    @ParameterizedTest
    @MethodSource("byList")
    void thePageOfFieldsSaysWhatTheSamplesHold(List<Entity> list) throws IOException {
        Path file = FOLDER.resolve(list.get(0).job().name() + ".md");
        String page = page(list);
        if (Boolean.getBoolean("fields.rewrite")) {
            Files.writeString(file, page);
        }
        assertThat(page)
                .as("%s is out of date: mvn test -Dtest=FieldsTests -Dfields.rewrite=true", file)
                .isEqualTo(Files.readString(file));
    }

    static List<List<Entity>> byList() {
        return List.copyOf(Entities.everything().stream()
                .collect(Collectors.groupingBy(
                        it -> it.job().source().api() + it.job().source().path(),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values());
    }

    private static String page(List<Entity> list) throws IOException {
        FieldUse use = use(list);
        StringBuilder page = new StringBuilder("# Fields of %s\n\n"
                .formatted(list.stream().map(it -> it.job().name()).collect(Collectors.joining(" and "))));
        page.append("| | |\n|---|---|\n");
        line(page, "tables", list, it -> it.tables().stream().map(FieldsTests::table));
        line(page, "tables of parts", list, it -> it.partTables().stream().map(FieldsTests::table));
        line(page, "events", list, it -> it.rows().stream().map(EventNames::changed));
        line(page, "scope", list, it -> Stream.of(OwnScopes.of(it.job())));
        page.append("| list rows in the samples | %d |\n| documents in the samples | %d |\n"
                .formatted(use.rows(), use.documents()));
        List<Use> only = use.onlyInPayload();
        if (!only.isEmpty()) {
            page.append("\n| only in the payload | list rows | documents |\n|---|--:|--:|\n");
            only.forEach(it -> page.append("| `%s` | %s | %s |\n".formatted(it.path(), it.rows(), it.documents())));
        }
        page.append("\n| in columns | list rows | documents |\n|---|--:|--:|\n");
        use.all().stream()
                .filter(Use::inColumn)
                .forEach(it -> page.append("| `%s` | %s | %s |\n".formatted(it.path(), it.rows(), it.documents())));
        return page.toString();
    }

    private static void line(
            StringBuilder page, String name, List<Entity> list, Function<Entity, Stream<String>> values) {
        String all = list.stream()
                .flatMap(values)
                .distinct()
                .sorted()
                .map(it -> "`" + it + "`")
                .collect(Collectors.joining(", "));
        page.append("| %s | %s |\n".formatted(name, all.isEmpty() ? "none" : all));
    }

    private static String table(String name) {
        return "tds." + name;
    }

    private static FieldUse use(List<Entity> list) throws IOException {
        var use = new FieldUse();
        for (String sample : SamplesTests.samples().toList()) {
            Map<String, SourceRecord> rows = new LinkedHashMap<>();
            Map<String, SourceRecord> documents = new LinkedHashMap<>();
            for (Entity entity : list) {
                SamplesTests.recordsOf(sample, entity).forEach(it -> rows.put(text(it), it));
                SamplesTests.documentsOf(sample, entity).forEach(it -> documents.put(text(it), it));
            }
            rows.values()
                    .forEach(it -> use.addRow(
                            fields(list, entity -> entity.translation().fields(it))));
            documents
                    .values()
                    .forEach(it -> use.addDocument(fields(
                            list,
                            entity ->
                                    entity.translation().details().orElseThrow().fields(it))));
        }
        return use;
    }

    private static String text(SourceRecord record) {
        return new String(record.json(), StandardCharsets.UTF_8);
    }

    private static List<SourceField> fields(List<Entity> list, Function<Entity, List<SourceField>> fields) {
        return list.stream().flatMap(it -> fields.apply(it).stream()).toList();
    }
}
