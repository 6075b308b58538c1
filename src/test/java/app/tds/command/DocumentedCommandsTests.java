package app.tds.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each command in the documents is one that the command line takes. */
class DocumentedCommandsTests {

    @Test
    void everyCommandInTheDocumentsCanBeGiven() throws IOException {
        List<String> commands;
        try (Stream<Path> below = Files.walk(Path.of("src/docs"))) {
            commands = Stream.concat(
                            Stream.of(Path.of("README.md")),
                            below.filter(it -> it.toString().endsWith(".md")))
                    .flatMap(DocumentedCommandsTests::lines)
                    .filter(line -> line.startsWith("tds "))
                    .map(line -> line.replaceAll(" *#.*", "").substring(4))
                    .distinct()
                    .toList();
        }

        assertThat(commands).hasSizeGreaterThan(20);
        assertThat(commands)
                .allSatisfy(
                        command -> assertThatCode(() -> TdsCommand.commandLine().parseArgs(command.split(" ")))
                                .as(command)
                                .doesNotThrowAnyException());
    }

    private static Stream<String> lines(Path document) {
        try {
            return Files.readAllLines(document).stream().map(String::strip);
        } catch (IOException cause) {
            throw new java.io.UncheckedIOException(cause);
        }
    }
}
