package app.tds.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the documents have in blocks.
 *
 * @param document where
 * @param language as the block says, such as shell
 * @param text without the fence, and without the indentation of the fence
 */
record Documented(Path document, String language, String text) {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```(\\w*)\n(.*?)^ *```$");

    /** README and everything below src/docs that a person wrote. */
    static List<Path> documents() {
        try (Stream<Path> below = Files.walk(Path.of("src/docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md"), Path.of("SECURITY.md"), Path.of("jobs/README.md")),
                            below.filter(it -> it.toString().endsWith(".md"))
                                    .filter(it -> !it.toString().contains("/fields/"))
                                    .sorted())
                    .toList();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    static Stream<Documented> blocks() {
        return documents().stream()
                .flatMap(document -> BLOCK.matcher(read(document))
                        .results()
                        .map(it -> new Documented(
                                document, it.group(2), it.group(3).replaceAll("(?m)^" + it.group(1), ""))));
    }

    /** Commands as the shell sees them: continued lines and loops are one, and comments stay. */
    static List<String> commands() {
        return blocks().filter(block -> block.language.equals("shell"))
                .flatMap(block -> commands(block.text).stream())
                .distinct()
                .toList();
    }

    private static List<String> commands(String block) {
        List<String> commands = new ArrayList<>();
        String begun = "";
        for (String line : block.lines().filter(it -> !it.isBlank()).toList()) {
            begun += line;
            if (line.endsWith("\\") || begun.contains("; do\n") && !line.equals("done") || line.endsWith("; do")) {
                begun += "\n";
            } else {
                commands.add(begun);
                begun = "";
            }
        }
        return commands;
    }

    /** What stands in the text between backquotes. */
    static Stream<String> quoted() {
        return documents().stream()
                .flatMap(document -> Pattern.compile("`([^`\n]+)`")
                        .matcher(BLOCK.matcher(read(document)).replaceAll(""))
                        .results()
                        .map(it -> it.group(1)));
    }

    private static String read(Path document) {
        try {
            return Files.readString(document);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
