package app.tds;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipFile;
import org.postgresql.ds.PGSimpleDataSource;

/** The oldest PostgreSQL that the application works with, and the newest. One server of each for a test JVM. */
public enum PostgresServer {
    OLDEST(15, 150_000),
    NEWEST(18, 180_000);

    /** Who owns the databases: as an installation has it, a role that may nothing else. */
    public static final String OWNER = "tds_app";

    private static final Path OLDEST_BINARIES = Path.of("target/postgres-oldest/binaries.jar");
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final int major;
    private final int number;

    PostgresServer(int major, int number) {
        this.major = major;
        this.number = number;
    }

    /** As 15. */
    public int major() {
        return major;
    }

    /** A database without any table, of a role that is no superuser and makes no roles. */
    public TestDatabase empty() {
        String name = "owned_" + COUNT.incrementAndGet();
        int port = port();
        try (var connection = DriverManager.getConnection(url(port, "postgres", "postgres"));
                var statement = connection.createStatement()) {
            if (connection.getMetaData().getDatabaseMajorVersion() != number / 10_000) {
                throw new IllegalStateException(
                        "This is PostgreSQL " + connection.getMetaData().getDatabaseProductVersion());
            }
            statement.execute("do $$ begin if not exists (select from pg_roles where rolname = '" + OWNER
                    + "') then create role " + OWNER + " login nosuperuser nocreaterole nocreatedb; end if; end $$");
            statement.execute("do $$ begin if not exists (select from pg_roles where rolname = 'tds_reader')"
                    + " then create role tds_reader nologin; end if; end $$");
            statement.execute("create database " + name + " owner " + OWNER);
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
        return at(url(port, name, OWNER));
    }

    private static TestDatabase at(String url) {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        return new TestDatabase(dataSource, url);
    }

    private static String url(int port, String database, String user) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + user + "&reWriteBatchedInserts=true";
    }

    private int port() {
        return this == OLDEST ? Oldest.PORT : TestDatabase.port();
    }

    private static final class Oldest {

        private static final int PORT = start();

        private static int start() {
            try {
                return EmbeddedPostgres.builder()
                        .setPgBinaryResolver((system, machine) -> binaries())
                        .setOverrideWorkingDirectory(Path.of("target/postgres-binaries")
                                .toAbsolutePath()
                                .toFile())
                        .setServerConfig("max_connections", "100")
                        .setServerConfig("unix_socket_directories", "")
                        .start()
                        .getPort();
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }

        private static InputStream binaries() throws IOException {
            if (!Files.exists(OLDEST_BINARIES)) {
                throw new IOException(OLDEST_BINARIES + " is missing: the build copies it there (Linux on x86-64)");
            }
            var jar = new ZipFile(OLDEST_BINARIES.toFile());
            var archive = jar.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow();
            return jar.getInputStream(archive);
        }
    }
}
