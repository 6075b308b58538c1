package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.Entities.Entity;
import app.tds.source.FieldUse;
import app.tds.source.FieldUse.Use;
import app.tds.source.SourceField;
import app.tds.source.SourceRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code src/docs/fields.md}: which fields of the samples are in columns, and which are in the payload only.
 *
 * <p>{@code -Dfields.rewrite=true} writes the page anew.
 */
class FieldsTests {

    private static final Path PAGE = Path.of("src/docs/fields.md");

    @Test
    void thePageOfFieldsSaysWhatTheSamplesHold() throws IOException {
        String page = page();
        if (Boolean.getBoolean("fields.rewrite")) {
            Files.writeString(PAGE, page);
        }
        assertThat(page)
                .as("src/docs/fields.md is out of date: mvn test -Dtest=FieldsTests -Dfields.rewrite=true")
                .isEqualTo(Files.readString(PAGE));
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Fields of Zoho's records

                Generated from the samples of answers in `src/test/resources/app/tds/zoho`; `FieldsTests` fails when the page is
                out of date and writes the page anew with `-Dfields.rewrite=true`. The command `fields` shows the same of the
                payloads in your own database.

                A field that no column takes is not lost: the payload in `etl.payloads` has all of them. Numbers are the records
                in which the field holds a value.
                """);
        for (List<Entity> list : byList()) {
            section(page, list);
        }
        return page.toString();
    }

    private static List<List<Entity>> byList() {
        return List.copyOf(Entities.all().stream()
                .collect(Collectors.groupingBy(
                        it -> it.job().source().api() + it.job().source().path(),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values());
    }

    private static void section(StringBuilder page, List<Entity> list) throws IOException {
        FieldUse use = use(list);
        page.append("\n## %s\n\nList rows: %d, documents: %d.\n"
                .formatted(
                        list.stream().map(it -> it.job().name()).collect(Collectors.joining(", ")),
                        use.rows(),
                        use.documents()));
        List<Use> only = use.onlyInPayload();
        if (!only.isEmpty()) {
            page.append("\n| only in the payload | list rows | documents |\n|---|--:|--:|\n");
            only.forEach(it -> page.append("| `%s` | %s | %s |\n".formatted(it.path(), it.rows(), it.documents())));
        }
        page.append("\n| in columns | list rows | documents |\n|---|--:|--:|\n");
        use.all().stream()
                .filter(Use::inColumn)
                .forEach(it -> page.append("| `%s` | %s | %s |\n".formatted(it.path(), it.rows(), it.documents())));
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
