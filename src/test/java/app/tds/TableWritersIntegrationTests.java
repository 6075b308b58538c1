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

/** Who writes what: a table of the application's own state belongs to one module. Others read the table at most. */
class TableWritersIntegrationTests {

    private static final Path MAIN = Path.of("src/main/java/app/tds");
    private static final Pattern WRITING = Pattern.compile(
            "(?i)\\b(?:insert\\s+into|update|delete\\s+from|truncate(?:\\s+table)?|merge\\s+into|copy)\\s+(etl\\.\\w+)");

    /** A library writes these tables for a module, or a trigger does on a table of that module. */
    private static final Map<String, String> OTHERWISE = Map.of(
            "etl.rate_buckets", "zoho",
            "etl.event_publication", "event",
            "etl.usual_runs", "pipeline");

    @Test
    void eachTableOfOurStateIsWrittenByExactlyOneModule() throws IOException {
        Map<String, Set<String>> writers = new TreeMap<>();
        tables().forEach(table -> writers.put(table, new TreeSet<>()));
        OTHERWISE.forEach((table, module) -> writers.get(table).add(module));
        try (var sources = Files.walk(MAIN)) {
            sources.filter(it -> it.toString().endsWith(".java"))
                    .forEach(source -> written(source)
                            .forEach(table -> writers.computeIfAbsent(table, it -> new TreeSet<>())
                                    .add(MAIN.relativize(source).getName(0).toString())));
        }

        assertThat(writers.keySet()).as("what is written is there").isEqualTo(tables());
        assertThat(writers)
                .allSatisfy((table, modules) -> assertThat(modules)
                        .as("the modules that write %s", table)
                        .hasSize(1));
    }

    private static Set<String> tables() {
        return JdbcClient.create(TestDatabase.create().dataSource())
                .sql("select 'etl.' || tablename from pg_tables where schemaname = 'etl'")
                .query(String.class)
                .list()
                .stream()
                .collect(toSet());
    }

    private static Set<String> written(Path source) {
        try {
            String oneText = Files.readString(source).replaceAll("\"\\s*\\+\\s*\"", "");
            return WRITING.matcher(oneText).results().map(it -> it.group(1)).collect(toSet());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
