package app.tds.database;

import app.tds.InvalidConfiguration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL that comes with the application, keeps its data in a folder and writes as carefully as any other. */
class OwnPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OwnPostgres.class);

    private final PostgresFolder folder;
    private final EmbeddedPostgres postgres;

    private OwnPostgres(PostgresFolder folder, EmbeddedPostgres postgres) {
        this.folder = folder;
        this.postgres = postgres;
    }

    /** Starts it, or takes over one that outlived its application; after a crash it may first have much to recover. */
    static OwnPostgres start(DatabaseSettings settings) {
        return start(settings, Duration.ofSeconds(60));
    }

    static OwnPostgres start(DatabaseSettings settings, Duration patience) {
        var folder = PostgresFolder.take(settings.home());
        try {
            var orphan = Postmaster.orphan(folder.data());
            var port = orphan.isPresent() ? orphan.getAsInt() : folder.port(settings.port());
            var own = new OwnPostgres(folder, start(folder, port, patience));
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
        return DatabaseLocation.own(postgres.getPort(), folder.data());
    }

    @Override
    public void close() {
        try (folder) {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
