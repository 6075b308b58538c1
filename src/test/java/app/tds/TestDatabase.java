package app.tds;

import app.tds.database.TablesOfThisVersion;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A fresh database with all tables: one PostgreSQL for each test JVM, a copy of a template for each call.
 *
 * @param dataSource without a pool
 * @param url for JDBC, with the user in it
 */
public record TestDatabase(DataSource dataSource, String url) {

    private static final String TEMPLATE = "prepared";
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** A database of one's own. */
    public static TestDatabase create() {
        int number = COUNT.incrementAndGet();
        var name = "test_" + number;
        execute("postgres", "create database " + name + " template " + TEMPLATE + " strategy file_copy");
        numberExecutionsFrom(name, number * 1_000_000L);
        return at(name);
    }

    /**
     * Spring Batch keeps the context of an execution by its number as long as the JVM lives, if nobody ended it: one that
     * was killed must not lend it to another of the same number in another database.
     */
    private static void numberExecutionsFrom(String database, long first) {
        execute(
                database,
                Stream.of("batch_job_execution_seq", "batch_step_execution_seq")
                        .map(sequence -> "alter sequence batch." + sequence + " restart with " + first)
                        .collect(Collectors.joining(";")));
    }

    /** A database of one's own without any table. */
    public static TestDatabase createEmpty() {
        var name = "empty_" + COUNT.incrementAndGet();
        execute("postgres", "create database " + name);
        return at(name);
    }

    /** Where the server listens. */
    static int port() {
        return Server.PORT;
    }

    private static TestDatabase at(String name) {
        var url = url(name);
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        return new TestDatabase(dataSource, url);
    }

    private static String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + Server.PORT + "/" + name + "?user=postgres&reWriteBatchedInserts=true";
    }

    private static void execute(String database, String sql) {
        try (var connection = DriverManager.getConnection(url(database));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Server {

        private static final Logger LIQUIBASE = Logger.getLogger("liquibase");
        private static final int PORT = start();

        private static int start() {
            System.setProperty("liquibase.analytics.enabled", "false");
            try {
                var port = EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(new File("target/postgres-binaries").getAbsoluteFile())
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("shared_buffers", "64MB")
                        // What is lost in a crash is not missed, and nothing lives long enough to be vacuumed.
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("wal_level", "minimal")
                        .setServerConfig("max_wal_senders", "0")
                        .setServerConfig("autovacuum", "off")
                        .setServerConfig("unix_socket_directories", "")
                        .start()
                        .getPort();
                prepare(port);
                return port;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void prepare(int port) {
            var server = "jdbc:postgresql://127.0.0.1:" + port + "/";
            try (var connection = DriverManager.getConnection(server + "postgres?user=postgres");
                    var statement = connection.createStatement()) {
                statement.execute("create database " + TEMPLATE);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            try (var connection = DriverManager.getConnection(server + TEMPLATE + "?user=postgres")) {
                migrate(connection);
                connection.setAutoCommit(true);
                TablesOfThisVersion.mark(new SingleConnectionDataSource(connection, true));
            } catch (SQLException | LiquibaseException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void migrate(Connection connection) throws LiquibaseException {
            LIQUIBASE.setLevel(Level.WARNING);
            var liquibase = new Liquibase(
                    "sql/changelog.yaml", new ClassLoaderResourceAccessor(), new JdbcConnection(connection));
            liquibase.update();
        }
    }
}
