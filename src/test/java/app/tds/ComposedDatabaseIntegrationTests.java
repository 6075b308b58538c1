package app.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docker/init-database.sh} makes of an empty server, as the image of PostgreSQL runs that file. */
class ComposedDatabaseIntegrationTests {

    /** As somebody may choose a password, so that quoting is seen to be right. */
    private static final String PASSWORD = "it's \\ a \"$PATH\"; drop role tds; --";

    @Test
    void theApplicationOwnsItsDatabaseAndIsNoSuperuserAndReadersOnlyRead(@TempDir Path folder) throws Exception {
        assumeThat(isOnPath("psql")).as("psql is on this machine").isTrue();
        try (var server = new MortalPostgres(folder)) {
            int port = server.port();
            initialize(port);

            try (var application = connection(port, "tds", PASSWORD)) {
                new Liquibase("sql/changelog.yaml", new ClassLoaderResourceAccessor(), new JdbcConnection(application))
                        .update();
            }

            try (var application = connection(port, "tds", PASSWORD)) {
                application.setAutoCommit(true);
                assertThat(text(
                                application,
                                "select rolsuper || ',' || rolcreaterole || ',' || rolcreatedb"
                                        + " from pg_roles where rolname = current_user"))
                        .isEqualTo("false,false,false");
                assertThat(text(application, "select count(*)::text from tds.invoices"))
                        .isEqualTo("0");
                assertThatThrownBy(() -> text(application, "select rolpassword from pg_authid limit 1"))
                        .hasMessageContaining("permission denied");
            }
            try (var superuser = connection(port, "postgres", "")) {
                superuser.createStatement().execute("create role shop login password 'shop' in role tds_reader");
            }
            try (var shop = connection(port, "shop", "shop")) {
                assertThat(text(shop, "select count(*)::text from reporting.stock_on_hand"))
                        .isEqualTo("0");
                assertThatThrownBy(() -> text(shop, "select count(*)::text from etl.connections"))
                        .hasMessageContaining("permission denied");
                assertThatThrownBy(() -> shop.createStatement().execute("delete from tds.invoices"))
                        .hasMessageContaining("permission denied");
            }
        }
    }

    private static void initialize(int port) throws IOException, InterruptedException {
        var process = new ProcessBuilder("sh", "docker/init-database.sh").redirectErrorStream(true);
        process.environment()
                .putAll(Map.of(
                        "POSTGRES_USER",
                        "postgres",
                        "TDS_PASSWORD",
                        PASSWORD,
                        "PGHOST",
                        "127.0.0.1",
                        "PGPORT",
                        "" + port,
                        "PGDATABASE",
                        "postgres"));
        var started = process.start();
        String said = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(started.waitFor()).as(said).isZero();
    }

    private static Connection connection(int port, String user, String password) throws SQLException {
        String database = user.equals("postgres") ? "postgres" : "tds";
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, user, password);
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
