package app.tds;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who writes what: a table of the application's own state belongs to one module. Others read the table at most. One table,
 * the runs, belongs to two modules by columns.
 */
class TableWritersIntegrationTests {

    private static final Path MAIN = Path.of("src/main/java/app/tds");
    private static final Pattern WRITING = Pattern.compile(
            "(?i)\\b(?:insert\\s+into|update|delete\\s+from|truncate(?:\\s+table)?|merge\\s+into|copy)\\s+(etl\\.\\w+)");

    /** A library writes these tables for a module, or a trigger does on a table of that module. */
    private static final Map<String, String> OTHERWISE = Map.of(
            "etl.rate_buckets", "zoho",
            "etl.event_publication", "event",
            "etl.page_sessions", "access",
            "etl.page_sessions_attributes", "access",
            "etl.tie_outs", "monitoring",
            "etl.proof_by_month", "monitoring",
            "etl.moves", "monitoring",
            "etl.usual_runs", "pipeline");

    /** A run is asked for and handed out by {@code launch}, and executed by {@code pipeline}. */
    private static final String SHARED = "etl.runs";

    /** {@code pipeline} ends a run with these, and {@code launch} takes the end back when the run goes on. */
    private static final Set<String> END =
            Set.of("outcome", "finished_at", "failure", "cause", "resume_at", "execution_began_at");

    private static final Pattern SETTING = Pattern.compile("(?i)\\bupdate\\s+etl\\.runs\\s+set\\s+");

    @Test
    void eachColumnOfTheRunsIsWrittenByExactlyOneModuleButTheirEnd() throws IOException {
        Map<String, Set<String>> writers = new TreeMap<>();
        try (var sources = Files.walk(MAIN)) {
            sources.filter(it -> it.toString().endsWith(".java"))
                    .forEach(source -> set(source)
                            .forEach(column -> writers.computeIfAbsent(column, it -> new TreeSet<>())
                                    .add(module(source))));
        }

        assertThat(writers.keySet())
                .contains("node_id", "stop_asked_by", "read", "ids_left")
                .containsAll(END);
        assertThat(writers)
                .allSatisfy((column, modules) -> assertThat(modules)
                        .as("the modules that write %s", column)
                        .isSubsetOf("launch", "pipeline")
                        .hasSize(END.contains(column) ? 2 : 1));
    }

    @Test
    void eachTableOfOurStateIsWrittenByExactlyOneModule() throws IOException {
        Map<String, Set<String>> writers = new TreeMap<>();
        tables().forEach(table -> writers.put(table, new TreeSet<>()));
        OTHERWISE.forEach((table, module) -> writers.get(table).add(module));
        try (var sources = Files.walk(MAIN)) {
            sources.filter(it -> it.toString().endsWith(".java"))
                    .forEach(source -> written(source)
                            .forEach(table -> writers.computeIfAbsent(table, it -> new TreeSet<>())
                                    .add(module(source))));
        }

        assertThat(writers.keySet()).as("what is written is there").isEqualTo(tables());
        assertThat(writers)
                .allSatisfy((table, modules) -> assertThat(modules)
                        .as("the modules that write %s", table)
                        .hasSize(table.equals(SHARED) ? 2 : 1));
    }

    private static Set<String> tables() {
        return JdbcClient.create(TestDatabase.create().dataSource())
                .sql("select 'etl.' || tablename from pg_tables where schemaname = 'etl'")
                .query(String.class)
                .list()
                .stream()
                .collect(toSet());
    }

    /** The columns of the runs that the statements of this file set. */
    private static Set<String> set(Path source) {
        String text = text(source);
        Set<String> columns = new TreeSet<>();
        SETTING.matcher(text).results().forEach(update -> columns.addAll(assigned(text.substring(update.end()))));
        return columns;
    }

    /** Up to the condition of the statement, or its end; what stands in parentheses belongs to a value. */
    private static Set<String> assigned(String rest) {
        Set<String> columns = new TreeSet<>();
        StringBuilder column = new StringBuilder();
        boolean named = false;
        int depth = 0;
        for (int at = 0; at < rest.length(); at++) {
            char next = rest.charAt(at);
            depth += next == '(' ? 1 : next == ')' ? -1 : 0;
            if (depth == 0 && (next == '"' || rest.startsWith("where ", at) && !named(rest, at))) {
                break;
            }
            if (depth == 0 && next == '=' && !named) {
                columns.add(column.toString().strip());
                named = true;
            } else if (depth == 0 && next == ',') {
                column.setLength(0);
                named = false;
            } else if (!named) {
                column.append(next);
            }
        }
        return columns;
    }

    /** Whether the word goes on to the left. */
    private static boolean named(String text, int at) {
        return at > 0 && Character.isJavaIdentifierPart(text.charAt(at - 1));
    }

    private static String module(Path source) {
        return MAIN.relativize(source).getName(0).toString();
    }

    private static Set<String> written(Path source) {
        return WRITING.matcher(text(source)).results().map(it -> it.group(1)).collect(toSet());
    }

    private static String text(Path source) {
        try {
            return Files.readString(source).replaceAll("\"\\s*\\+\\s*\"", "");
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
