package app.tds.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Each command in the documents is one that the command line, the shell and the build take. */
class DocumentedCommandsTests {

    private static final Pattern OF_THE_REPOSITORY =
            Pattern.compile("(?<![\\w/.])(?:ops|docker|src|jobs|\\.ci)/[\\w./*-]+");
    /** The copies that a person fills in. */
    private static final List<String> OF_A_PERSON = List.of("ops/.env");

    @Test
    void everyBlockSaysWhatItIs() {
        assertThat(Documented.blocks())
                .hasSizeGreaterThan(50)
                .allSatisfy(block -> assertThat(block.language())
                        .as("%s: %s", block.document(), block.text())
                        .isIn("shell", "sql", "text", "java", "json", "yaml"));
    }

    @Test
    void everyCommandInTheDocumentsCanBeGiven() {
        List<String> commands = Documented.commands().stream()
                .filter(line -> line.startsWith("tds "))
                .map(line -> line.replaceAll(" *#.*", "").substring(4))
                .toList();

        assertThat(commands).hasSizeGreaterThan(20);
        assertThat(commands)
                .allSatisfy(
                        command -> assertThatCode(() -> TdsCommand.commandLine().parseArgs(command.split(" ")))
                                .as(command)
                                .doesNotThrowAnyException());
    }

    /** A sentence may leave arguments out, but names no command and no option that does not exist. */
    @Test
    void everyCommandAndOptionInASentenceExists() {
        Map<String, CommandLine> known = TdsCommand.commandLine().getSubcommands();
        List<String> quoted = Documented.quoted()
                .map(it -> it.replaceFirst("^tds ", ""))
                .filter(it -> known.containsKey(it.split(" ")[0]))
                .distinct()
                .toList();

        assertThat(quoted).hasSizeGreaterThan(20);
        assertThat(quoted.stream().flatMap(it -> unknown(it, known.get(it.split(" ")[0]))))
                .isEmpty();
    }

    private static Stream<String> unknown(String command, CommandLine line) {
        List<String> words = Arrays.asList(command.split(" "));
        CommandSpec spec = line.getCommandSpec();
        if (words.size() > 1 && !spec.subcommands().isEmpty() && words.get(1).matches("[a-z-]+")) {
            CommandLine below = spec.subcommands().get(words.get(1));
            if (below == null) {
                return Stream.of(command);
            }
            spec = below.getCommandSpec();
        }
        CommandSpec chosen = spec;
        return words.stream()
                .filter(word -> word.startsWith("--") && word.length() > 2)
                .filter(word -> chosen.findOption(word.split("=")[0]) == null)
                .map(word -> command + ": " + word);
    }

    /** All in one process; the shell names the line with what it cannot read. */
    @Test
    void theShellCanReadThem() throws Exception {
        Process bash =
                new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        try (var in = bash.outputWriter(StandardCharsets.UTF_8)) {
            in.write(String.join("\n", Documented.commands()) + "\n");
        }
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(bash.waitFor()).as(said).isZero();
    }

    @Test
    void everyFileThatACommandNamesExists() {
        List<String> files = Documented.commands().stream()
                .flatMap(command -> OF_THE_REPOSITORY.matcher(command).results().map(it -> it.group()))
                .filter(file -> !OF_A_PERSON.contains(file))
                .toList();

        assertThat(files)
                .hasSizeGreaterThan(5)
                .allSatisfy(file -> assertThat(exists(file)).as(file).isTrue());
    }

    private static boolean exists(String file) throws IOException {
        Path path = Path.of(file);
        var pattern = FileSystems.getDefault().getPathMatcher("glob:" + path.getFileName());
        try (Stream<Path> beside = Files.list(path.getParent())) {
            return beside.anyMatch(it -> pattern.matches(it.getFileName()));
        }
    }

    @Test
    void everyTestProfileAndPropertyOfABuildExists() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String sources = Stream.of("src/test/java", "src/bench")
                .flatMap(DocumentedCommandsTests::texts)
                .collect(Collectors.joining("\n"));
        List<String> missing = new ArrayList<>();
        List<String> builds = Documented.commands().stream()
                .filter(command -> command.contains("mvn "))
                .toList();
        for (String build : builds) {
            for (String word : build.split("[\\s;]+")) {
                if (word.startsWith("-P") && !pom.contains("<id>" + word.substring(2) + "</id>")) {
                    missing.add(build + ": " + word);
                } else if (word.startsWith("-Dtest=") || word.startsWith("-Dit.test=")) {
                    Arrays.stream(word.split("=")[1].split(","))
                            .filter(test -> !sources.contains("class " + test + " "))
                            .forEach(test -> missing.add(build + ": " + test));
                } else if (word.startsWith("-Dbench.main=")) {
                    if (!sources.contains("class " + word.substring(word.lastIndexOf('.') + 1) + " ")) {
                        missing.add(build + ": " + word);
                    }
                } else if (word.startsWith("-D") && word.contains("=")) {
                    String property = word.substring(2).split("=")[0];
                    if (!sources.contains("\"" + property + "\"") && !pom.contains(property)) {
                        missing.add(build + ": " + property);
                    }
                }
            }
        }

        assertThat(builds).hasSizeGreaterThan(10);
        assertThat(missing).isEmpty();
    }

    private static Stream<String> texts(String folder) {
        try (Stream<Path> below = Files.walk(Path.of(folder))) {
            return below
                    .filter(Files::isRegularFile)
                    .filter(it -> it.toString().matches(".*\\.(java|sh)"))
                    .map(DocumentedCommandsTests::text)
                    .toList()
                    .stream();
        } catch (IOException cause) {
            throw new java.io.UncheckedIOException(cause);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException cause) {
            throw new java.io.UncheckedIOException(cause);
        }
    }
}
