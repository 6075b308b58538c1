package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.FileSystemResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The example of the environment and the page of the configuration are made of what the compiler knows of settings: its
 * metadata has each setting of the code with a meaning and a default. The example alone says the order.
 */
class ConfigurationPageTests {

    private static final Path METADATA = Path.of("target/classes/META-INF/spring-configuration-metadata.json");
    private static final Path EXAMPLE = Path.of("ops/env.example");
    private static final Path PAGE = Path.of("src/docs/configuration.md");
    private static final Pattern VARIABLE = Pattern.compile("(# )?([A-Z_]+(?:<[A-Z]+>[A-Z_]*)?)=");
    private static final int WIDTH = 125;

    /** For our own tests and commands; nobody sets these. */
    private static final Set<String> INTERNAL = Set.of("tds.database.join", "tds.zoho.roots");

    /** Not read by the application. */
    private static final Map<String, Setting> OF_OTHERS = Map.of(
            "POSTGRES_PASSWORD",
            new Setting(
                    "Password of PostgreSQL's superuser in docker/compose.yaml; the application does not use it", ""),
            "JAVA_TOOL_OPTIONS",
            new Setting("Options of the JVM, such as -Xmx512m", ""));

    private record Setting(String meaning, String otherwise) {}

    private record Line(String section, String variable) {}

    private final Map<String, Setting> settings = settings();

    /** {@code -Dsamples.rewrite=true} writes the example anew. */
    @Test
    void theExampleSaysOfEachVariableWhatTheMetadataSays() throws IOException {
        Map<String, Setting> known = byVariable();
        var example = new StringBuilder(Files.readString(EXAMPLE).split("\n# --- ", 2)[0]);
        String section = "";
        for (Line line : lines()) {
            if (!line.section.equals(section)) {
                section = line.section;
                example.append("\n# --- ").append(section).append(" ---\n");
            }
            Setting setting = known.get(line.variable);
            if (setting != null) {
                example.append(comment(setting));
            }
            example.append(line.variable.contains("<") ? "# " : "")
                    .append(line.variable)
                    .append("=\n");
        }

        assertIs(EXAMPLE, example.toString());
    }

    /** {@code -Dsamples.rewrite=true} writes the page anew. */
    @Test
    void thePageSaysOfEachVariableWhatTheMetadataSays() throws IOException {
        Map<String, Setting> known = byVariable();
        var page = new StringBuilder("""
                # Configuration

                Each setting is an environment variable, or a line of an `application.yaml` in the working directory:
                `TDS_ZOHO_DATA_CENTER` is `tds.zoho.data-center` there. Durations have a unit: `90s`, `5m`, `1h`, `400d`.
                [ops/env.example](../../ops/env.example) is a file to fill in. What jobs read and when is in
                [jobs/README.md](../../jobs/README.md).
                """);
        String section = "";
        for (Line line : lines()) {
            if (!line.section.equals(section)) {
                section = line.section;
                page.append("\n## ").append(section).append("\n\n| variable | meaning | default |\n|---|---|---|\n");
            }
            Setting setting = known.getOrDefault(line.variable, new Setting("", ""));
            page.append("| `")
                    .append(line.variable)
                    .append("` | ")
                    .append(setting.meaning.replace("|", "\\|").replace("<", "&lt;"))
                    .append(" | ")
                    .append(setting.otherwise)
                    .append(" |\n");
        }

        assertIs(PAGE, page.toString());
    }

    @Test
    void eachSettingHasAVariableAndEachVariableASetting() throws IOException {
        assertThat(settings).hasSizeGreaterThan(60);
        assertThat(lines().stream().map(Line::variable))
                .containsExactlyInAnyOrderElementsOf(byVariable().keySet());
    }

    @Test
    void theMetadataHasEachSettingThatTheCodeReads() {
        Pattern read = Pattern.compile(
                "(?:@Value\\(\"\\$\\{|ConditionalOnProperty\\(\"|(?:get|contains)Property\\(\\s*\")(tds\\.[a-z.-]+)");
        Set<String> names = new TreeSet<>();
        sources().forEach(source -> read.matcher(source).results().forEach(it -> names.add(it.group(1))));

        assertThat(names).hasSizeGreaterThan(20);
        assertThat(names).isSubsetOf(settings.keySet());
    }

    @Test
    void theMetadataHasNoSettingThatNothingReads() {
        String code = sources().collect(Collectors.joining("\n"));
        JsonNode additional =
                json(Path.of("src/main/resources/META-INF/additional-spring-configuration-metadata.json"));

        assertThat(additional
                        .path("properties")
                        .valueStream()
                        .map(it -> it.path("name").asString())
                        .filter(name -> name.startsWith("tds."))
                        .filter(name -> !code.contains(name)))
                .isEmpty();
    }

    @Test
    void settingsOfLibrariesAreSettingsOfTheLibraries() throws IOException {
        Set<String> known = new TreeSet<>();
        var files = getClass().getClassLoader().getResources("META-INF/spring-configuration-metadata.json");
        while (files.hasMoreElements()) {
            try (var in = files.nextElement().openStream()) {
                JsonMapper.shared()
                        .readTree(in)
                        .path("properties")
                        .valueStream()
                        // Ours has no class.
                        .filter(it -> it.path("sourceType").isString())
                        .forEach(it -> known.add(it.path("name").asString()));
            }
        }

        assertThat(settings.keySet().stream()
                        .filter(name -> !name.startsWith("tds.") && !name.startsWith("logging.level."))
                        .filter(name -> !known.contains(name) && !name.startsWith("spring.mail.properties.")))
                .isEmpty();
    }

    @Test
    void defaultsAreThoseThatHold() throws IOException {
        Map<String, String> held = new TreeMap<>();
        sources()
                .forEach(source -> Pattern.compile("@Value\\(\"\\$\\{([a-z.-]+):([^}]*)}")
                        .matcher(source)
                        .results()
                        .forEach(it -> held.put(it.group(1), it.group(2))));
        for (var properties : new YamlPropertySourceLoader()
                .load("application", new FileSystemResource("src/main/resources/application.yaml"))) {
            if (properties.getSource() instanceof Map<?, ?> values) {
                values.forEach((name, value) -> held.put(String.valueOf(name), String.valueOf(value)));
            }
        }
        Map<String, String> wrong = new TreeMap<>();
        settings.forEach((name, setting) -> {
            String value = held.getOrDefault(name, setting.otherwise);
            if (!value.equals(setting.otherwise) && !value.isBlank()) {
                wrong.put(name, "is " + value + ", and said to be " + setting.otherwise);
            }
        });

        assertThat(wrong).isEmpty();
    }

    private static void assertIs(Path file, String text) throws IOException {
        if (Boolean.getBoolean("samples.rewrite")) {
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    private static String comment(Setting setting) {
        String text = setting.meaning + (setting.otherwise.isEmpty() ? "" : " [" + setting.otherwise + "]");
        var comment = new StringBuilder();
        var line = new StringBuilder("#");
        for (String word : text.split(" ")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                comment.append(line).append('\n');
                line = new StringBuilder("#");
            }
            line.append(' ').append(word);
        }
        return comment.append(line).append('\n').toString();
    }

    private static List<Line> lines() throws IOException {
        List<Line> lines = new ArrayList<>();
        String section = "";
        for (String line : Files.readAllLines(EXAMPLE)) {
            var variable = VARIABLE.matcher(line);
            if (line.startsWith("# --- ")) {
                section = line.replaceAll("^# --- | ---$", "");
            } else if (variable.matches()) {
                lines.add(new Line(section, variable.group(2)));
            }
        }
        return lines;
    }

    /** A setting with names of a person's choice has the variable of the example that begins like the setting. */
    private Map<String, Setting> byVariable() throws IOException {
        List<String> variables = lines().stream().map(Line::variable).toList();
        Map<String, Setting> found = new TreeMap<>(OF_OTHERS);
        settings.forEach((name, setting) -> {
            String variable = name.replace('.', '_').replace("-", "_").toUpperCase(Locale.ROOT);
            found.put(
                    variables.stream()
                            .filter(it -> it.startsWith(variable + "_<"))
                            .findFirst()
                            .orElse(variable),
                    setting);
        });
        return found;
    }

    private static Map<String, Setting> settings() {
        Map<String, Setting> settings = new LinkedHashMap<>();
        json(METADATA).path("properties").valueStream().forEach(it -> {
            JsonNode value = it.path("defaultValue");
            settings.put(
                    it.path("name").asString(),
                    new Setting(
                            it.path("description").asString("").replaceAll("\\.$", ""),
                            value.isMissingNode() ? "" : value.asString()));
        });
        settings.keySet().removeAll(INTERNAL);
        return settings;
    }

    private static JsonNode json(Path file) {
        return JsonMapper.shared().readTree(file.toFile());
    }

    private static Stream<String> sources() {
        try (Stream<Path> below = Files.walk(Path.of("src/main/java"))) {
            return below
                    .filter(it -> it.toString().endsWith(".java"))
                    .map(ConfigurationPageTests::text)
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
