package app.tds.database;

import app.tds.InvalidConfiguration;
import app.tds.OwnersOnly;
import app.tds.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/** A PostgreSQL that comes with the application, keeps its data in a folder and writes as carefully as any other. */
class OwnPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OwnPostgres.class);

    private static final long LOOK_MILLIS = 200;

    /** Binaries, an empty database and its log; what Zoho has comes on top. */
    private static final DataSize FOR_A_NEW_DATABASE = DataSize.ofMegabytes(300);

    private final int port;
    private final Path data;
    private final Secret password;
    private final AutoCloseable end;

    private OwnPostgres(int port, Path data, Secret password, AutoCloseable end) {
        this.port = port;
        this.data = data;
        this.password = password;
        this.end = end;
    }

    /** Starts it, or takes over one that outlived its application; after a crash it may first have much to recover. */
    static OwnPostgres start(DatabaseSettings settings) {
        return start(settings, Duration.ofSeconds(60));
    }

    static OwnPostgres start(DatabaseSettings settings, Duration patience) {
        var last = System.nanoTime() + patience.toNanos();
        while (true) {
            var folder = PostgresFolder.take(settings.home());
            if (folder.isPresent()) {
                return owned(folder.get(), settings.port(), patience);
            }
            var joined =
                    settings.join() ? Postmaster.serving(PostgresFolder.data(settings.home())) : OptionalInt.empty();
            if (joined.isPresent()) {
                return joined(joined.getAsInt(), PostgresFolder.data(settings.home()));
            }
            if (!settings.join() || System.nanoTime() > last) {
                throw PostgresFolder.inUse(settings.home());
            }
            pause();
        }
    }

    /** The process that has the folder may still be starting it. */
    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("PostgreSQL was waited for, and the process is ended", e);
        }
    }

    /** Another process has started it and will end it. */
    private static OwnPostgres joined(int port, Path data) {
        try {
            Secret password = PasswordFile.read(data)
                    .orElseThrow(() -> PostgresFolder.refused(PasswordFile.beside(data) + " is missing"));
            return new OwnPostgres(port, data, password, () -> log.debug("PostgreSQL goes on, for another process"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OwnPostgres owned(PostgresFolder folder, int wanted, Duration patience) {
        try {
            folder.refuseFull(FOR_A_NEW_DATABASE);
            var orphan = Postmaster.orphan(folder.data());
            var port = orphan.isPresent() ? orphan.getAsInt() : folder.port(wanted);
            var known = PasswordFile.read(folder.data());
            var password = known.orElseGet(PasswordFile::generated);
            var postgres = start(folder, port, patience, password, known.isPresent());
            var own = new OwnPostgres(port, folder.data(), password, () -> {
                try (folder) {
                    postgres.close();
                }
            });
            log.info(
                    "PostgreSQL {} in {}; look into it with: {}",
                    orphan.isPresent() ? "was still running" : "is running",
                    folder.data(),
                    own.location().psql());
            return own;
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e instanceof InvalidConfiguration it ? it : notStarted(folder, e);
        }
    }

    private static EmbeddedPostgres start(
            PostgresFolder folder, int port, Duration patience, Secret password, boolean known) throws IOException {
        var output = Redirect.appendTo(OwnersOnly.file(folder.log()).toFile());
        var data = folder.data();
        var isNew = !Files.exists(data.resolve("PG_VERSION"));
        if (isNew) {
            PasswordFile.write(data, password);
        }
        var forInitdb = folder.passwordForInitdb(password);
        EmbeddedPostgres started;
        try {
            started = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setOverrideWorkingDirectory(folder.binaries().toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    // Spring closes it, after everything that uses it.
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(patience)
                    // The same order of texts on every machine, whatever its locale.
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    // Made for tests, the library trusts everybody: the later of two options holds.
                    .setLocaleConfig("auth", "scram-sha-256")
                    .setLocaleConfig("pwfile", forInitdb.toString())
                    .setConnectConfig("password", password.value())
                    .setDataDirectoryCustomizer(made -> letIn(data, known || isNew))
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    // And turns both of these off.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "60")
                    .setOutputRedirector(output)
                    .setErrorRedirector(output)
                    .start();
        } finally {
            Files.deleteIfExists(forInitdb);
        }
        try {
            // The library lets everybody write there.
            OwnersOnly.folder(folder.binaries().toRealPath());
            wantPasswords(port, data, password, known || isNew);
            return started;
        } catch (IOException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /** An older version has trusted everybody, so that there is no password to connect with. */
    private static void letIn(Path data, boolean known) {
        try {
            if (known) {
                HostRules.wantPasswords(data);
            } else {
                HostRules.trustForAMoment(data);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void wantPasswords(int port, Path data, Secret password, boolean known) throws IOException {
        try (var connection = DriverManager.getConnection(
                        DatabaseLocation.own(port, data).url(), null, password.value());
                var statement = connection.createStatement()) {
            if (!known) {
                connection
                        .unwrap(PGConnection.class)
                        .alterUserPassword("postgres", password.value().toCharArray(), "scram-sha-256");
                PasswordFile.write(data, password);
                log.info("PostgreSQL wants a password from now on, which is in {}", PasswordFile.beside(data));
            }
            HostRules.wantPasswords(data);
            // One that outlived its application knows the former rules.
            statement.execute("select pg_reload_conf()");
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static InvalidConfiguration notStarted(PostgresFolder folder, Exception cause) {
        var refusal = new InvalidConfiguration(List.of("tds.database.home: PostgreSQL did not start ("
                + cause.getMessage() + "): see " + folder.log() + ", or set spring.datasource.url to another."));
        refusal.initCause(cause);
        return refusal;
    }

    Secret password() {
        return password;
    }

    DatabaseLocation location() {
        return DatabaseLocation.own(port, data);
    }

    @Override
    public void close() {
        try {
            end.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
