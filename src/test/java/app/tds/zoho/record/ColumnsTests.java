package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.Entities;
import app.tds.mirror.Answer;
import app.tds.mirror.IfSaid;
import app.tds.mirror.Json;
import app.tds.mirror.Table;
import app.tds.mirror.TdsChild;
import app.tds.mirror.TdsRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every column of every row is read from, as {@code columns/<row>.txt} says it. A file of parts begins with the array
 * that holds the parts. A line has the column, the kind of what is read, the fields in the order in which they count, and
 * what holds for some answers only.
 *
 * <p>{@code -Dcolumns.rewrite=true} writes what the records say; look at the difference before it is committed.
 */
class ColumnsTests {

    private static final Path FOLDER = Path.of("src/test/resources/app/tds/zoho/columns");
    private static final String OWN_WAY = "in its own way";
    private static final String ONLY_IN = "only in ";
    private static final String OF_DOCUMENT = "of the document";
    private static final Place PLACE =
            new Place(new Document("D1", null, Instant.parse("2020-01-01T00:00:00Z")), 7, null);
    private static final JsonMapper JSON = new JsonMapper();

    private record Document(String sourceId, @Nullable Instant sourceCreatedAt, Instant sourceModifiedAt)
            implements TdsRow {}

    /** A line of a file. */
    private record Line(String column, String kind, List<String> fields, String answer) {

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

        boolean isIn(Answer in) {
            return !answer.startsWith(ONLY_IN) || answer.equals(ONLY_IN + in);
        }
    }

    static Stream<Class<? extends TdsRow>> rows() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(TdsRow.class));
        return scanner.findCandidateComponents("app.tds.zoho").stream()
                .<Class<?>>map(it -> ClassUtils.resolveClassName(String.valueOf(it.getBeanClassName()), null))
                .filter(it -> it.isAnnotationPresent(Table.class))
                .filter(it -> !isOfTest(it))
                .map(it -> it.asSubclass(TdsRow.class));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyColumnIsReadFromWhatItsFileSays(Class<? extends TdsRow> row) throws IOException {
        assertThat(text(row)).isEqualTo(Files.readString(file(row)));
    }

    /** Before every test, since the others read the files. */
    @BeforeAll
    static void rewrite() throws IOException {
        if (Boolean.getBoolean("columns.rewrite")) {
            for (Class<? extends TdsRow> row : rows().toList()) {
                Files.writeString(file(row), text(row));
            }
        }
    }

    private static Path file(Class<?> row) {
        return FOLDER.resolve(row.getSimpleName() + ".txt");
    }

    private static String text(Class<? extends TdsRow> row) {
        return array(row)
                + Column.of(row).stream().map(column -> line(row, column)).collect(Collectors.joining("\n", "", "\n"));
    }

    private static boolean isOfTest(Class<?> row) {
        return row.getEnclosingClass() != null
                && row.getEnclosingClass().getSimpleName().endsWith("Tests");
    }

    private static String array(Class<?> row) {
        return Entities.everything().stream()
                .flatMap(it -> it.translation().details().stream())
                .map(it -> ((ZohoDocument) it).array(row))
                .filter(it -> !it.isEmpty())
                .findFirst()
                .map(it -> "in " + it + "\n")
                .orElse("");
    }

    private static String line(Class<?> row, Column column) {
        return String.join(" | ", column.name(), from(column), answers(row, column))
                .strip();
    }

    private static String from(Column column) {
        if (column.isReadByMethod()) {
            return OWN_WAY + " | ";
        }
        if (column.isOfDocument()) {
            return OF_DOCUMENT + " | ";
        }
        String object = column.within().map(it -> it + ".").orElse("");
        return word(column.kind()) + " | "
                + column.fields().stream().map(it -> object + it).collect(Collectors.joining(", "));
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String answers(Class<?> row, Column column) {
        List<Answer> in = Stream.of(Answer.values()).filter(column::isIn).toList();
        IfSaid ifSaid = Stream.of(row.getRecordComponents())
                .filter(it -> column.name()
                        .equals(it.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow()
                .getAnnotation(IfSaid.class);
        return (in.size() == 1 ? ONLY_IN + in.get(0) : "")
                + (ifSaid == null ? "" : "if said in " + Arrays.toString(ifSaid.value()));
    }

    /** Every field of a record in turn has another value than it had: the columns that are read from it change, and no other. */
    @ParameterizedTest
    @MethodSource("rows")
    void everyFieldFillsItsColumnsAndNoOther(Class<? extends TdsRow> row) throws IOException {
        List<Line> lines = Files.readAllLines(FOLDER.resolve(row.getSimpleName() + ".txt")).stream()
                .filter(it -> it.contains("|") && !it.startsWith("in "))
                .map(Line::of)
                .toList();
        for (Answer answer : Answer.values()) {
            if (TdsChild.class.isAssignableFrom(row) && answer == Answer.LIST) {
                continue;
            }
            List<String> fields = lines.stream()
                    .flatMap(it -> it.fields().stream())
                    .distinct()
                    .toList();
            for (String gone : fields) {
                check(row, answer, lines, fields, gone);
            }
        }
    }

    private static void check(
            Class<? extends TdsRow> row, Answer answer, List<Line> lines, List<String> fields, String changed) {
        Map<String, Integer> seeds = new LinkedHashMap<>();
        for (String field : fields) {
            seeds.put(field, 2 * seeds.size());
        }
        seeds.merge(changed, 1, Integer::sum);
        // Of several fields for one column, those before the one that has changed are missing.
        lines.stream()
                .filter(it -> it.fields().contains(changed))
                .forEach(it ->
                        it.fields().subList(0, it.fields().indexOf(changed)).forEach(seeds::remove));
        Map<String, @Nullable Object> expected = new LinkedHashMap<>();
        Map<String, @Nullable Object> read = values(read(row, answer, record(lines, seeds)));
        for (Line line : lines) {
            if (!line.kind().equals(OWN_WAY)) {
                expected.put(line.column(), line.isIn(answer) ? expected(line, seeds) : null);
            } else {
                read.remove(line.column());
            }
        }
        assertThat(read).as("%s when %s has changed", answer, changed).isEqualTo(expected);
    }

    private static TdsRow read(Class<? extends TdsRow> row, Answer answer, Map<String, Object> record) {
        ZohoRecord zoho = ZohoRecord.detail(SampleRecords.of(JSON.writeValueAsString(record)));
        RowReading<? extends TdsRow> reading = RowReading.of(row);
        return TdsChild.class.isAssignableFrom(row) ? reading.read(zoho, PLACE) : reading.read(zoho, answer);
    }

    private static Map<String, @Nullable Object> values(TdsRow row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        List<Column> columns = Column.of(row.getClass());
        for (int i = 0; i < columns.size(); i++) {
            try {
                values.put(
                        columns.get(i).name(),
                        row.getClass().getRecordComponents()[i].getAccessor().invoke(row));
            } catch (ReflectiveOperationException cause) {
                throw new IllegalStateException(cause);
            }
        }
        return values;
    }

    /** A record whose fields have values of the kind that is read from them; no two are alike, where there are so many. */
    private static Map<String, Object> record(List<Line> lines, Map<String, Integer> seeds) {
        Map<String, Object> record = new LinkedHashMap<>();
        if (lines.stream().noneMatch(it -> it.fields().contains("location_id"))) {
            // Read by locations, in their own way.
            record.put("location_id", "1");
        }
        seeds.forEach((field, seed) -> {
            String kind = lines.stream()
                    .filter(it -> it.fields().contains(field))
                    .map(Line::kind)
                    .findFirst()
                    .orElseThrow();
            put(record, field, sent(kind, seed));
        });
        return record;
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> record, String path, Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            record.put(path, value);
        } else {
            put(
                    (Map<String, Object>) record.computeIfAbsent(path.substring(0, dot), it -> new LinkedHashMap<>()),
                    path.substring(dot + 1),
                    value);
        }
    }

    private static Object sent(String kind, int seed) {
        return switch (kind) {
            case "id" -> "1000" + seed;
            case "lookup" -> new LinkedHashMap<>(Map.of("id", "1000" + seed));
            case "code", "line", "long text" -> kind + " " + seed;
            case "amount" -> new BigDecimal(seed + ".50");
            case "percentage" -> seed + ".5%";
            case "whole number" -> seed;
            case "truth" -> seed % 2 == 0;
            case "day" -> LocalDate.EPOCH.plusDays(seed).toString();
            case "instant" -> Instant.EPOCH.plusSeconds(seed).toString();
            case "object" -> Map.of("member", seed);
            case "custom fields" -> List.of(Map.of("api_name", "cf_own", "value", seed));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static @Nullable Object expected(Line line, Map<String, Integer> seeds) {
        if (line.kind().equals(OF_DOCUMENT)) {
            return line.column().equals("source_modified_at")
                    ? PLACE.document().sourceModifiedAt()
                    : PLACE.document().sourceId();
        }
        Integer seed = line.fields().stream()
                .map(seeds::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (seed == null) {
            return line.kind().equals("whole number") ? (Object) PLACE.number() : PLACE.id();
        }
        Object sent = sent(line.kind(), seed);
        return switch (line.kind()) {
            case "lookup" -> "1000" + seed;
            case "percentage" -> new BigDecimal(seed + ".5");
            case "day" -> LocalDate.parse(sent.toString());
            case "instant" -> Instant.parse(sent.toString());
            case "object" -> new Json("{\"member\":" + seed + "}");
            case "custom fields" -> new Json("{\"cf_own\":" + seed + "}");
            default -> sent;
        };
    }

    /** A kind that no column has is one that nobody checks. */
    @Test
    void everyKindIsRead() {
        assertThat(rows().flatMap(row -> Column.of(row).stream())
                        .filter(it -> !it.isReadByMethod())
                        .map(Column::kind))
                .contains(Kind.values());
    }
}
