package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
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
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** The documents say what is so: links lead somewhere, variables and sentences exist. */
class DocumentsTests {

    private static final Path VARIABLES = Path.of("ops/env.example");
    private static final Path CONFIGURATION = Path.of("src/docs/configuration.md");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    /** Said by Spring Boot. */
    private static final Set<String> OF_OTHERS = Set.of("Port 8080 was already in use");
    /** For our own tests and commands; nobody sets these. */
    private static final Set<String> INTERNAL = Set.of("tds.database.join", "tds.zoho.roots");

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

    /** {@code -Dsamples.rewrite=true} writes the page anew. */
    @Test
    void theListOfVariablesIsMadeOfTheExample() throws IOException {
        String page = configuration();
        if (Boolean.getBoolean("samples.rewrite")) {
            Files.writeString(CONFIGURATION, page);
        }

        assertThat(Files.readString(CONFIGURATION)).isEqualTo(page);
    }

    private static String configuration() throws IOException {
        var page = new StringBuilder("""
                # Configuration

                Each setting is an environment variable, or a line of an `application.yaml` in the working directory:
                `TDS_ZOHO_DATA_CENTER` is `tds.zoho.data-center` there. Durations have a unit: `90s`, `5m`, `1h`, `400d`. This page is
                made of [ops/env.example](../../ops/env.example); what jobs read and when is in [jobs/README.md](../../jobs/README.md).
                """);
        var said = new StringBuilder();
        for (String line : Files.readAllLines(VARIABLES)) {
            if (line.startsWith("# --- ")) {
                page.append("\n## ")
                        .append(line.replaceAll("^# --- | ---$", ""))
                        .append("\n\n| variable | meaning | default |\n|---|---|---|\n");
                said.setLength(0);
            } else if (line.matches("# [A-Z_]+<.*=")) {
                page.append(row(line.substring(2, line.length() - 1), said.toString()));
                said.setLength(0);
            } else if (line.startsWith("#")) {
                said.append(said.isEmpty() ? "" : " ").append(line.substring(1).strip());
            } else if (line.endsWith("=")) {
                page.append(row(line.substring(0, line.length() - 1), said.toString()));
                said.setLength(0);
            } else {
                said.setLength(0);
            }
        }
        return page.toString();
    }

    private static String row(String variable, String said) {
        var known = Pattern.compile("^(.*?)(?: \\[(.*)])?$").matcher(said);
        known.find();
        String meaning = known.group(1).isEmpty() ? "the same, for the port" : known.group(1);
        String otherwise = known.group(2) == null ? "" : known.group(2);
        return "| `" + variable + "` | " + meaning.replace("|", "\\|").replace("<", "&lt;") + " | " + otherwise
                + " |\n";
    }

    @Test
    void everySettingThatTheCodeReadsIsInTheExample() throws Exception {
        Set<String> settings = new TreeSet<>();
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        for (var found : scan.findCandidateComponents("app.tds")) {
            Class<?> type = Class.forName(found.getBeanClassName());
            settings(type.getAnnotation(ConfigurationProperties.class).value(), type, settings);
        }
        Pattern value = Pattern.compile("@Value\\(\"\\$\\{(tds\\.[a-z.-]+)");
        for (Path source : sources()) {
            value.matcher(text(source)).results().forEach(it -> settings.add(it.group(1)));
        }
        settings.removeAll(INTERNAL);
        String example = text(VARIABLES);

        assertThat(settings).hasSizeGreaterThan(30);
        assertThat(settings.stream().filter(it -> !example.contains(variable(it))))
                .isEmpty();
    }

    private static void settings(String prefix, Class<?> type, Set<String> found) {
        if (!type.isRecord()) {
            return;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            found.add(prefix + "." + name);
        }
    }

    private static String variable(String setting) {
        return setting.replace('.', '_').replace("-", "_").toUpperCase(Locale.ROOT);
    }

    @Test
    void everySentenceOfTroubleshootingIsOneOfTheProducts() throws IOException {
        String said = sources().stream()
                .map(DocumentsTests::text)
                .map(source -> source.replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\""))
                .collect(Collectors.joining("\n"));
        List<String> sentences = text(Path.of("src/docs/troubleshooting.md"))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.contains("application says"))
                .map(line -> line.split(" \\| ")[0].substring(2))
                .toList();

        assertThat(sentences).hasSizeGreaterThan(15);
        assertThat(sentences.stream()
                        .filter(it -> !OF_OTHERS.contains(it))
                        .filter(it ->
                                Stream.of(it.split("…")).map(String::strip).anyMatch(part -> !said.contains(part))))
                .isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> below = Files.walk(Path.of("src/main/java"))) {
            return below.filter(it -> it.toString().endsWith(".java")).toList();
        }
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
