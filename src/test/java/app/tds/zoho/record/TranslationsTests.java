package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.tds.Entities;
import app.tds.Entities.Entity;
import app.tds.mirror.TdsRow;
import app.tds.source.Translation;
import app.tds.source.Unusable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all translations have in common. */
class TranslationsTests {

    private static final String ID = "5107440000000090011";

    static Stream<Translation> translations() {
        return Entities.all().stream().map(Entity::translation);
    }

    /** Zoho always says when their records were modified. */
    static Stream<Translation> whoseRecordsAreDated() {
        return translations()
                .filter(translation -> translation.rows().stream()
                        .flatMap(row -> Stream.of(row.getRecordComponents()))
                        .filter(it -> it.getName().equals("sourceModifiedAt"))
                        .noneMatch(it -> it.getAnnotatedType().isAnnotationPresent(Nullable.class)));
    }

    @Test
    void mostRecordsAreDated() {
        assertThat(whoseRecordsAreDated())
                .extracting(Translation::name)
                .contains("zoho-product", "zoho-contact", "zoho-invoice", "zoho-bill", "zoho-salesorder")
                .doesNotContain("zoho-location");
    }

    @ParameterizedTest
    @MethodSource("translations")
    void identityAndModificationAreEnough(Translation translation) {
        var translated = translation.translate(SampleRecords.of(
                "{" + required(translation) + ", \"last_modified_time\": \"2025-06-11T16:40:05+0300\"}"));

        assertThat(translated.row().sourceId()).isEqualTo(ID);
        assertThat(translated.row().sourceModifiedAt()).isEqualTo("2025-06-11T13:40:05Z");
        assertThat(translated.row().sourceCreatedAt()).isNull();
        assertThat(translated.remarks()).isEqualTo(List.of());
    }

    @ParameterizedTest
    @MethodSource("translations")
    void recordWithoutIdentityIsUnusable(Translation translation) {
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> translation.translate(SampleRecords.of(
                        "{\"contact_type\": \"customer\", \"last_modified_time\": \"2025-06-11T16:40:05+0300\"}")))
                .withMessageContaining("_id: missing; ");
    }

    @ParameterizedTest
    @MethodSource("whoseRecordsAreDated")
    void recordWithoutModificationIsUnusable(Translation translation) {
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> translation.translate(SampleRecords.of("{" + required(translation) + "}")))
                .withMessageStartingWith("last_modified_time: missing; ")
                .satisfies(it -> assertThat(it.field()).isEqualTo("last_modified_time"));
    }

    /** The identity, and whatever else a record cannot be without. */
    private static String required(Translation translation) {
        String key = Entities.all().stream()
                .filter(it -> it.translation() == translation)
                .findFirst()
                .orElseThrow()
                .job()
                .source()
                .key();
        Map<String, String> fields = new TreeMap<>(Map.of("contact_type", "vendor", key, ID));
        for (Class<?> row : translation.rows()) {
            List<Column> columns = Column.of(row.asSubclass(TdsRow.class));
            for (int i = 0; i < columns.size(); i++) {
                Column column = columns.get(i);
                boolean optional =
                        row.getRecordComponents()[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
                if (!optional && !column.isReadByMethod() && column.kind() != Kind.INSTANT) {
                    fields.putIfAbsent(column.fields().get(0), "N");
                }
            }
        }
        return fields.entrySet().stream()
                .map(it -> "\"" + it.getKey() + "\": \"" + it.getValue() + "\"")
                .collect(Collectors.joining(", "));
    }
}
