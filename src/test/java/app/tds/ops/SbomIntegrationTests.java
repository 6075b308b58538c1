package app.tds.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The jar says what is in it. */
class SbomIntegrationTests {

    private static final Path JAR = Path.of("target/tds-zoho-sync.jar");
    private static final Path PAGE = Path.of("src/docs/licences.md");
    private static final String LIBRARIES = "BOOT-INF/lib/";

    @Test
    void everyLibraryOfTheJarIsNamedWithItsVersionAndItsLicence() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            var bill = JsonMapper.shared()
                    .readTree(jar.getInputStream(jar.getEntry("META-INF/sbom/application.cdx.json")));
            Set<String> named = StreamSupport.stream(bill.path("components").spliterator(), false)
                    .map(it -> it.path("name").asString() + "-"
                            + it.path("version").asString())
                    .collect(Collectors.toSet());

            assertThat(bill.path("bomFormat").asString()).isEqualTo("CycloneDX");
            assertThat(jar.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
                            // Of Spring Boot's own tools, added when the jar is packed.
                            .filter(name -> !name.contains("spring-boot-jarmode-tools"))
                            .map(name -> name.substring(LIBRARIES.length(), name.length() - ".jar".length())))
                    .hasSizeGreaterThan(100)
                    .allSatisfy(library -> assertThat(named).anyMatch(library::startsWith));
            assertThat(bill.path("components"))
                    .allSatisfy(it -> assertThat(it.path("licenses").isEmpty())
                            .as(it.path("name").asString())
                            .isFalse());
        }
    }

    /** {@code -Dlicences.rewrite=true} writes the page anew. */
    @Test
    void thePageOfLicencesIsMadeOfIt() throws IOException {
        String page = licences();
        if (Boolean.getBoolean("licences.rewrite")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String licences() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            var bill = JsonMapper.shared()
                    .readTree(jar.getInputStream(jar.getEntry("META-INF/sbom/application.cdx.json")));
            return StreamSupport.stream(bill.path("components").spliterator(), false)
                    .map(it -> "| " + it.path("group").asString() + ":"
                            + it.path("name").asString() + " | "
                            + it.path("version").asString() + " | " + licence(it) + " |\n")
                    .sorted()
                    .collect(Collectors.joining("", """
                            # Licences

                            The libraries in the jar, with their versions and licences. The page is made of the bill of materials that the jar holds.

                            | library | version | licence |
                            |---|---|---|
                            """, ""));
        }
    }

    private static String licence(JsonNode component) {
        return StreamSupport.stream(component.path("licenses").spliterator(), false)
                .map(it -> it.has("expression")
                        ? it.path("expression").asString()
                        : it.path("license").has("id")
                                ? it.path("license").path("id").asString()
                                : it.path("license").path("name").asString())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
