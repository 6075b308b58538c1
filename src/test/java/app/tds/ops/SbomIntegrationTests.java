package app.tds.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The jar says what is in it. */
class SbomIntegrationTests {

    private static final String LIBRARIES = "BOOT-INF/lib/";

    @Test
    void everyLibraryOfTheJarIsNamedWithItsVersionAndItsLicence() throws IOException {
        try (var jar = new JarFile(Path.of("target/tds-zoho-sync.jar").toFile())) {
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
}
