package app.tds.database;

import app.tds.InvalidConfiguration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL that comes with the application, keeps its data in a folder and writes as carefully as any other. */
class OwnPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OwnPostgres.class);

    private static final long LOOK_MILLIS = 200;

    private final int port;
    private final Path data;
    private final AutoCloseable end;

    private OwnPostgres(int port, Path data, AutoCloseable end) {
        this.port = port;
        this.data = data;
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
        return new OwnPostgres(port, data, () -> log.debug("PostgreSQL goes on, for another process"));
    }

    private static OwnPostgres owned(PostgresFolder folder, int wanted, Duration patience) {
        try {
            var orphan = Postmaster.orphan(folder.data());
            var port = orphan.isPresent() ? orphan.getAsInt() : folder.port(wanted);
            var postgres = start(folder, port, patience);
            var own = new OwnPostgres(port, folder.data(), () -> {
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

    private static EmbeddedPostgres start(PostgresFolder folder, int port, Duration patience) throws IOException {
        var output = Redirect.appendTo(folder.log().toFile());
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setOverrideWorkingDirectory(folder.binaries().toFile())
                .setDataDirectory(folder.data())
                .setCleanDataDirectory(false)
                // Spring closes it, after everything that uses it.
                .setRegisterShutdownHook(false)
                .setPGStartupWait(patience)
                // The same order of texts on every machine, whatever its locale.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setServerConfig("listen_addresses", "127.0.0.1")
                // Made for tests, the library turns both off.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "60")
                .setOutputRedirector(output)
                .setErrorRedirector(output)
                .start();
    }

    private static InvalidConfiguration notStarted(PostgresFolder folder, Exception cause) {
        var refusal = new InvalidConfiguration(List.of("tds.database.home: PostgreSQL did not start ("
                + cause.getMessage() + "): see " + folder.log() + ", or set spring.datasource.url to another."));
        refusal.initCause(cause);
        return refusal;
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
