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
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
                .filter(query -> query.startsWith("select"))
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

    @Test
    void numbersHaveNoZerosAtTheirEnd() throws SQLException {
        List<String> columns = texts("""
                select format('select %L from %I.%I where %I::text ~ ''\\.\\d*0$'' limit 1',
                  table_schema || '.' || table_name || '.' || column_name, table_schema, table_name, column_name)
                from information_schema.columns
                where data_type = 'numeric' and (table_schema = 'tds' or table_schema = 'reporting' and table_name !~ '^sync_')
                """);
        assertThat(columns).hasSizeGreaterThan(200);
        List<String> padded = new ArrayList<>();
        for (String column : columns) {
            padded.addAll(texts(column));
        }
        assertThat(padded).isEmpty();
    }

    @Test
    void stockIsOneRowAnItemAndOneALocationAndSumsAreRight() throws SQLException {
        assertThat(texts("select item_id from reporting.stock_on_hand group by 1 having count(*) > 1"))
                .isEmpty();
        assertThat(texts("""
                        select item_id || location_id from reporting.stock_by_location
                        group by item_id, location_id having count(*) > 1 or location_id = ''
                        """)).isEmpty();
        assertThat(texts("""
                        select stock.item_id from reporting.stock_on_hand as stock
                        join lateral (select sum(physical_quantity) as quantity from reporting.stock_by_location as place
                          where place.item_id = stock.item_id) as places on places.quantity is not null
                        where places.quantity <> stock.physical_quantity
                        """)).isEmpty();
        assertThat(texts("select 'one' from reporting.stock_by_location limit 1"))
                .hasSize(1);
    }

    private static List<String> texts(String query) throws SQLException {
        try (var statement = reader.createStatement();
                var rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
