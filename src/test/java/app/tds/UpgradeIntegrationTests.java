package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.jobs.JobDefinitions;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A database as the previous release left it, with data in it. {@code previous-release.sql.gz} is what {@code pg_dump
 * --no-owner --no-privileges --inserts} says of a database into which that release had imported the sandbox's tiny company.
 */
class UpgradeIntegrationTests {

    /** The sandbox's records are as old as they are on the day that it starts: the company of the dump is that of its day. */
    private static final Instant AFTER_THE_DUMP = Instant.parse("2026-11-30T15:00:00Z");

    private static final String TABLES = """
            select format('%I.%I', table_schema, table_name) from information_schema.tables
            where table_type = 'BASE TABLE' and (table_schema = 'tds' or table_schema = 'etl' and table_name in
              ('runs', 'run_steps', 'payloads', 'watermarks', 'hydration', 'connections', 'events', 'quarantine'))
            """;

    @ParameterizedTest
    @EnumSource
    void isMigratedWithItsDataAndGoesOn(PostgresServer server) throws SQLException {
        TestDatabase database = server.empty();
        restore(database);
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        Map<String, Long> before = counts(jdbc);
        assertThat(before).containsEntry("tds.invoices", 120L).containsEntry("etl.runs", 13L);

        var clock = new SettableClock(AFTER_THE_DUMP);
        try (var sandbox = Sandbox.start(SandboxSettings.tiny(), clock);
                var application = RunningApplication.start(sandbox, database, clock)) {
            assertThat(counts(jdbc)).as("nothing is lost, nothing is doubled").containsAllEntriesOf(before);

            String organization = sandbox.organizationIds().get(0);
            replayed(application, organization, jdbc);
            for (String job : application.bean(JobDefinitions.class).names()) {
                completed(application, job, organization, RunMode.FULL);
            }
            for (String job : application.bean(JobDefinitions.class).names()) {
                completed(application, job, organization, RunMode.DELTA);
            }

            new MirrorComparison(jdbc, sandbox.company(organization)).assertEverythingEqual();
            assertThat(counts(jdbc).get("tds.invoices")).isEqualTo(120);
            assertThat(count(jdbc, "select count(*) from etl.runs where run_id <= 13 and outcome = 'COMPLETED'"))
                    .as("the history stays")
                    .isEqualTo(13);
            assertThat(count(jdbc, "select count(*) from pg_roles where rolname = current_user and rolsuper"))
                    .as("no superuser was needed")
                    .isZero();
        }
    }

    /** Columns that the previous release did not have are filled from the documents that it kept. */
    private static void replayed(RunningApplication application, String organization, JdbcClient jdbc) {
        for (String job : jdbc.sql("select distinct job from etl.runs")
                .query(String.class)
                .list()) {
            completed(application, job, organization, RunMode.REPLAY);
        }
        assertThat(count(jdbc, "select count(*) from tds.invoices where deleted_at is null"))
                .isEqualTo(120);
    }

    private static void completed(RunningApplication application, String job, String organization, RunMode mode) {
        var run = application.run(job, organization, mode);
        assertThat(run.outcome()).as("%s %s: %s", job, mode, run.cause()).isEqualTo(Outcome.COMPLETED);
    }

    private static Map<String, Long> counts(JdbcClient jdbc) {
        Map<String, Long> counts = new TreeMap<>();
        for (String table : jdbc.sql(TABLES).query(String.class).list()) {
            counts.put(table, count(jdbc, "select count(*) from " + table));
        }
        return counts;
    }

    private static long count(JdbcClient jdbc, String sql) {
        return Objects.requireNonNull(jdbc.sql(sql).query(Long.class).single());
    }

    private static void restore(TestDatabase database) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url() + "&preferQueryMode=simple");
                var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(dump());
        }
    }

    /** Lines that begin with a backslash are for psql alone. */
    private static String dump() {
        try (var packed = UpgradeIntegrationTests.class.getResourceAsStream("upgrade/previous-release.sql.gz")) {
            return new String(
                            new GZIPInputStream(Objects.requireNonNull(packed)).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("\\"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
