package app.tds.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Sentences for people are short: a stranger understands each at once. */
class SentencesTests {

    /** No sentence has more words. */
    private static final int MOST = 35;
    /** Few sentences have more words. */
    private static final int LONG = 25;

    private static final double FEW = 0.04;

    private static final Pattern END = Pattern.compile("(?<=[.?!؟])[*)]*\\s+");
    private static final Pattern NEW_PARAGRAPH = Pattern.compile("\\s*(?:[-*]|\\d+\\.) .*");

    static List<Path> documents() {
        return Documented.documents();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void noSentenceOfADocumentIsTooLong(Path document) throws IOException {
        assertShort(prose(Files.readString(document)).toList());
    }

    @Test
    void fewSentencesOfTheDocumentsAreLong() throws IOException {
        List<String> all = new ArrayList<>();
        for (Path document : documents()) {
            prose(Files.readString(document)).flatMap(SentencesTests::sentences).forEach(all::add);
        }
        List<String> few = all.stream().filter(it -> words(it) > LONG).toList();

        assertThat(all).hasSizeGreaterThan(2_000);
        assertThat((double) few.size() / all.size())
                .as("share of long sentences: %s", few)
                .isLessThan(FEW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dashboard", "dashboard_ar"})
    void noTextOfAPageIsTooLong(String name) throws IOException {
        var texts = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources/messages", name + ".properties"))) {
            texts.load(reader);
        }
        assertThat(texts).hasSizeGreaterThan(300);
        assertShort(texts.values().stream().map(String::valueOf).toList());
    }

    @Test
    void noTextOfTheHelpIsTooLong() {
        List<String> texts =
                helps(TdsCommand.commandLine()).flatMap(SentencesTests::texts).toList();
        assertThat(texts).hasSizeGreaterThan(100);
        assertShort(texts);
    }

    private static Stream<CommandSpec> helps(CommandLine line) {
        return Stream.concat(
                Stream.of(line.getCommandSpec()),
                line.getSubcommands().values().stream().flatMap(SentencesTests::helps));
    }

    private static Stream<String> texts(CommandSpec spec) {
        return Stream.concat(
                Arrays.stream(spec.usageMessage().description()),
                spec.options().stream().flatMap(option -> Arrays.stream(option.description())));
    }

    private static void assertShort(List<String> texts) {
        assertThat(texts.stream().flatMap(SentencesTests::sentences).filter(it -> words(it) > MOST))
                .isEmpty();
    }

    /** Paragraphs, items and cells, without code, and with links as their words. */
    private static Stream<String> prose(String markdown) {
        List<String> texts = new ArrayList<>();
        var paragraph = new StringBuilder();
        for (String line : markdown.replaceAll("(?ms)^ *```.*?^ *```$", "")
                .replaceAll("<[^>]*>", "")
                .split("\n")) {
            boolean row = line.strip().startsWith("|");
            if (row
                    || line.isBlank()
                    || line.startsWith("#")
                    || NEW_PARAGRAPH.matcher(line).matches()) {
                texts.add(paragraph.toString());
                paragraph.setLength(0);
            }
            if (row) {
                texts.addAll(Arrays.asList(line.split("\\|")));
            } else if (!line.startsWith("#")) {
                paragraph
                        .append(line.strip().replaceFirst("^(?:[-*]|\\d+\\.) ", ""))
                        .append(' ');
            }
        }
        texts.add(paragraph.toString());
        return texts.stream()
                .map(text -> text.replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1").replaceAll("`[^`]*`", "X"));
    }

    private static Stream<String> sentences(String text) {
        return END.splitAsStream(text).filter(sentence -> words(sentence) > 0);
    }

    private static long words(String sentence) {
        return Arrays.stream(sentence.split("\\s+"))
                .filter(word -> word.matches(".*[\\p{L}\\p{N}].*"))
                .count();
    }
}
