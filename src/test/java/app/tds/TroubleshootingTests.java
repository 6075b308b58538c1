package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each sentence with which something fails is in the page with its cause and cure, and the page has no other sentences. */
class TroubleshootingTests {

    private static final Path PAGE = Path.of("src/docs/troubleshooting.md");
    private static final Path CODE = Path.of("src/main/java/app/tds");

    /** Where a sentence is made with which a start, a command, a run, a call or a request fails. */
    private static final Pattern MADE = Pattern.compile(
            "\\b(?:new (?:WrongUsage|InvalidConfiguration|NotChecked|NotStored|"
                    + "(?:SourceFailure\\.)?(?:Denied|NotAllowed|Refused|Throttled|Unavailable|Gone)|LaunchRefused|Unusable|"
                    + "ResponseStatusException)|LaunchRefused\\.\\w+|throttled|problems\\.add|problem|nothing|wrong|super|[A-Z_]+(?=\\([45]\\d\\d, \"))\\(");

    private static final Pattern WORDS = Pattern.compile("[\\p{L}-]+ [\\p{L}-]+ [\\p{L}-]+");

    /** What is said in pages has texts of its own; what a sandbox says is said to nobody. */
    private static final Set<String> ELSEWHERE = Set.of("sandbox", "dashboard");

    /** Said by Spring Boot. */
    private static final Set<String> OF_OTHERS = Set.of("Port 8080 was already in use");

    private record Row(String sentence, String cause, String cure) {

        List<String> parts() {
            return Arrays.stream(sentence.split("…"))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .toList();
        }

        boolean isPartOf(String text) {
            return parts().stream().allMatch(text::contains);
        }
    }

    private record Made(Path file, String sentence) {}

    @Test
    void eachSentenceOfThePageIsOneOfTheProducts() {
        String said = sources().map(TroubleshootingTests::code).collect(Collectors.joining("\n"));

        assertThat(rows()).hasSizeGreaterThan(150);
        assertThat(rows().stream()
                        .map(Row::sentence)
                        .filter(sentence -> !OF_OTHERS.contains(sentence))
                        .filter(sentence -> !new Row(sentence, "", "").isPartOf(said)))
                .isEmpty();
    }

    @Test
    void eachSentenceOfTheProductIsInThePage() {
        List<Row> rows = rows();
        List<Made> made = sources().flatMap(TroubleshootingTests::made).toList();

        assertThat(made).hasSizeGreaterThan(150);
        assertThat(made.stream()
                        .filter(it -> rows.stream().noneMatch(row -> row.isPartOf(it.sentence)))
                        .map(it -> CODE.relativize(it.file) + ": " + it.sentence))
                .isEmpty();
    }

    @Test
    void eachRowHasACauseAndACure() {
        assertThat(rows()).allSatisfy(row -> {
            assertThat(row.parts())
                    .as("a row that belongs to one sentence")
                    .anySatisfy(part -> assertThat(part).hasSizeGreaterThan(8));
            assertThat(row.cause).as(row.sentence).isNotBlank();
            assertThat(row.cure).as(row.sentence).isNotBlank();
        });
    }

    private static List<Row> rows() {
        return text(PAGE)
                .lines()
                .filter(line -> line.startsWith("| ") && !line.contains("application says"))
                .map(line -> line.substring(2, line.length() - 2).split(" \\| ", 3))
                .map(cells -> new Row(cells[0], cells[1], cells[2]))
                .toList();
    }

    /** Sentences of three words or more; what is only put together of variables is made elsewhere. */
    private static Stream<Made> made(Path file) {
        String code = text(file);
        List<Made> made = new ArrayList<>();
        Matcher beginning = MADE.matcher(code);
        while (beginning.find()) {
            String sentence = literals(arguments(code, beginning.end()));
            if (WORDS.matcher(sentence).find()) {
                made.add(new Made(file, sentence));
            }
        }
        return made.stream();
    }

    private static String arguments(String code, int from) {
        int depth = 1;
        boolean text = false;
        int at = from;
        for (; depth > 0; at++) {
            char next = code.charAt(at);
            if (text && next == '\\') {
                at++;
            } else if (next == '\'' && !text) {
                // A character, such as a quotation mark.
                at += code.charAt(at + 1) == '\\' ? 3 : 2;
            } else if (next == '"') {
                text = !text;
            } else if (!text) {
                depth += next == '(' ? 1 : next == ')' ? -1 : 0;
            }
        }
        return code.substring(from, at - 1);
    }

    /** The texts among the arguments, and an ellipsis where something else stands. */
    private static String literals(String arguments) {
        return Pattern.compile("\"((?:\\\\.|[^\"\\\\])*)\"|'\"'|[^\"']+|'")
                .matcher(arguments)
                .results()
                .map(part -> part.group(1) != null
                        ? part.group(1).replace("\\\"", "\"")
                        : part.group().equals("'\"'") ? "\"" : part.group().matches("[\\s+]*") ? "" : "…")
                .collect(Collectors.joining());
    }

    private static String code(Path file) {
        return text(file)
                .replaceAll("\"\\s*\\+\\s*\"", "")
                .replace("\\\"", "\"")
                .replaceAll("\" \\+ '\"'", "\"");
    }

    private static Stream<Path> sources() {
        try (Stream<Path> below = Files.walk(CODE)) {
            return below
                    .filter(it -> it.toString().endsWith(".java"))
                    .filter(it ->
                            !ELSEWHERE.contains(CODE.relativize(it).getName(0).toString()))
                    .toList()
                    .stream();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
