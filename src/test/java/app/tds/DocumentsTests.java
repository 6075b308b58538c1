package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents say what is so: links lead somewhere. */
class DocumentsTests {

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");

    static List<Path> documents() throws IOException {
        try (Stream<Path> below = Files.walk(Path.of("src/docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md"), Path.of("SECURITY.md"), Path.of("jobs/README.md")),
                            below.filter(it -> it.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(Path document) {
        List<String> broken = new ArrayList<>();
        LINK.matcher(withoutCode(text(document)))
                .results()
                .map(it -> it.group(1))
                .forEach(link -> {
                    if (link.matches("[a-z]+:.*")) {
                        return;
                    }
                    String[] parts = link.split("#", 2);
                    Path target = parts[0].isEmpty()
                            ? document
                            : document.resolveSibling(parts[0]).normalize();
                    if (!Files.exists(target)
                            || parts.length == 2 && !anchors(target).contains(parts[1])) {
                        broken.add(link);
                    }
                });

        assertThat(broken).isEmpty();
    }

    @Test
    void everyDocumentCanBeReachedFromTheReadme() throws IOException {
        Set<Path> reached = new TreeSet<>();
        reach(Path.of("README.md"), reached);

        assertThat(documents().stream()
                        .filter(it -> !it.toString().contains("/fields/"))
                        .filter(it -> !reached.contains(it)))
                .isEmpty();
    }

    private static void reach(Path document, Set<Path> reached) {
        if (!document.toString().endsWith(".md") || !Files.exists(document) || !reached.add(document)) {
            return;
        }
        LINK.matcher(text(document))
                .results()
                .map(it -> it.group(1).split("#")[0])
                .filter(link -> !link.isEmpty() && !link.matches("[a-z]+:.*"))
                .forEach(link -> reach(document.resolveSibling(link).normalize(), reached));
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(150);
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(Path document) {
        return text(document)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceAll("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String withoutCode(String markdown) {
        return markdown.replaceAll("(?s)```.*?```", "").replaceAll("`[^`\n]*`", "");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
