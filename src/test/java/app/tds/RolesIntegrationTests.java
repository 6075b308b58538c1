package app.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What {@code ops/postgres/roles.sql} makes of a server: the application works as tds_app, and readers only read. */
class RolesIntegrationTests {

    /** As somebody may choose a password, so that quoting is seen to be right. */
    private static final String PASSWORD = "it's \\ a \"$PATH\"; drop role tds_app; --";

    @ParameterizedTest
    @EnumSource
    void theApplicationWorksAsTdsAppAndAReaderOnlyReads(PostgresServer server) throws Exception {
        assumeThat(isOnPath("psql")).as("psql is on this machine").isTrue();
        int port = ((PGSimpleDataSource) server.empty().dataSource()).getPortNumbers()[0];
        // Run again, nothing is different.
        script(port);
        script(port);

        TestDatabase database = as(port, "tds_app");
        try (var sandbox = Sandbox.start(SandboxSettings.tiny(), Clock.systemUTC());
                var application = RunningApplication.start(sandbox, database)) {
            String organization = sandbox.organizationIds().get(0);
            for (String job : List.of("invoices", "products")) {
                var run = application.run(job, organization, RunMode.FULL);
                assertThat(run.outcome()).as("%s", run.cause()).isEqualTo(Outcome.COMPLETED);
            }
        }
        try (var application = connection(database)) {
            assertThat(text(application, """
                            select rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls
                            from pg_roles where rolname = current_user
                            """)).isEqualTo("f");
            assertThatThrownBy(() -> text(application, "select rolpassword from pg_authid limit 1"))
                    .hasMessageContaining("permission denied");
        }
        execute(port, "drop role if exists shop_of_" + server.major());
        execute(port, "create role shop_of_" + server.major() + " login in role tds_reader");
        try (var shop = connection(as(port, "shop_of_" + server.major()))) {
            assertThat(text(shop, "select count(*) from tds.invoices")).isEqualTo("120");
            assertThat(text(shop, "select count(*) from reporting.sales_by_day"))
                    .isNotEqualTo("0");
            assertThat(text(shop, "select count(*) from tds.as_of('tds.invoices', now())"))
                    .isEqualTo("120");
            assertThat(text(shop, "select tds.fold('شركة')")).isEqualTo("شركه");
            for (String forbidden : List.of(
                    "select count(*) from etl.connections",
                    "delete from tds.invoices",
                    "update tds.invoices set total = 0",
                    "insert into tds.locations select * from tds.locations",
                    "truncate tds.invoices",
                    "create table tds.mine (x int)",
                    "select * from batch.batch_job_instance")) {
                assertThatThrownBy(() -> shop.createStatement().execute(forbidden))
                        .as(forbidden)
                        .hasMessageContaining("permission denied");
            }
        }
        execute(port, "drop role if exists stranger_of_" + server.major());
        execute(port, "create role stranger_of_" + server.major() + " login");
        assertThatThrownBy(() -> connection(as(port, "stranger_of_" + server.major())))
                .hasMessageContaining("permission denied for database");
    }

    private static void script(int port) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        "psql",
                        "--set",
                        "database=of_roles",
                        "--file=ops/postgres/roles.sql",
                        "postgresql://postgres@127.0.0.1:" + port + "/postgres")
                .redirectErrorStream(true);
        process.environment().put("TDS_PASSWORD", PASSWORD);
        var started = process.start();
        String said = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(started.waitFor()).as(said).isZero();
    }

    private static TestDatabase as(int port, String user) {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/of_roles?user=" + user + "&reWriteBatchedInserts=true";
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        return new TestDatabase(dataSource, url);
    }

    private static Connection connection(TestDatabase database) throws SQLException {
        return database.dataSource().getConnection();
    }

    private static void execute(int port, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/of_roles", "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Path.of(folder, program).toFile().canExecute());
    }
}
