package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two beans of one name stop the start, and perhaps only with the settings that no test starts with. */
class BeanNamesTests {

    private static final Pattern STEREOTYPE = Pattern.compile(
            "(?m)^@(?:org\\.springframework\\.stereotype\\.)?(?:Component|Controller|RestController|ControllerAdvice"
                    + "|RestControllerAdvice|Configuration)\\b(?:\\(\"([A-Za-z]+)\"\\))?");

    @Test
    void everyBeanHasANameOfItsOwn() throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            names = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> name(file).stream())
                    .toList();
        }
        assertThat(names).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    }

    private static List<String> name(Path file) {
        try {
            Matcher stereotype = STEREOTYPE.matcher(Files.readString(file));
            if (!stereotype.find()) {
                return List.of();
            }
            String given = stereotype.group(1);
            return List.of(given == null ? file.getFileName().toString().replace(".java", "") : given);
        } catch (IOException cause) {
            throw new java.io.UncheckedIOException(cause);
        }
    }
}
