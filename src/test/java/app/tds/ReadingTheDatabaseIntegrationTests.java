package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.jobs.JobDefinitions;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each query of the page for readers is run by a reader, on a company that was imported. */
class ReadingTheDatabaseIntegrationTests {

    private static final Pattern BLOCK = Pattern.compile("(?s)```sql\n(.*?)```");
    private static final TestDatabase database = TestDatabase.create();
    private static Connection reader;

    @BeforeAll
    static void anImportedCompany() throws SQLException {
        try (var sandbox = Sandbox.start(SandboxSettings.tiny(), Clock.systemUTC());
                var application = RunningApplication.start(sandbox, database)) {
            String organization = sandbox.organizationIds().get(0);
            for (String job : application.bean(JobDefinitions.class).names()) {
                application.run(job, organization, RunMode.FULL);
            }
            // Deltas fetch documents.
            application.run("invoices", organization, RunMode.DELTA);
            application.run("stock", organization, RunMode.DELTA);
            application.run("purchaseorders", organization, RunMode.DELTA);
            try (var owner = database.dataSource().getConnection();
                    var statement = owner.createStatement()) {
                // A day has passed since.
                statement.execute("update etl.payloads set first_seen_at = first_seen_at - interval '2 days'");
            }
        }
        reader = database.dataSource().getConnection();
        reader.createStatement().execute("set role tds_reader");
    }

    @AfterAll
    static void close() throws SQLException {
        reader.close();
    }

    static List<String> queries() throws IOException {
        String page = Files.readString(Path.of("src/docs/reading-the-database.md"));
        List<String> queries = BLOCK.matcher(page)
                .results()
                .flatMap(block -> Stream.of(block.group(1).split(";\\s*\n")))
                .map(String::strip)
                .filter(query -> !query.isEmpty())
                .toList();
        assertThat(queries).hasSizeGreaterThan(10);
        return queries;
    }

    @ParameterizedTest
    @MethodSource("queries")
    void aReaderGetsRows(String query) throws SQLException {
        try (var statement = reader.createStatement();
                var rows = statement.executeQuery(query)) {
            assertThat(rows.next()).as("a row of: %s", query).isTrue();
        }
    }
}
