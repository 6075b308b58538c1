package app.tds;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL of a test's own, which may crash and be started again at the same place. */
final class MortalPostgres implements AutoCloseable {

    private final Path data;
    private EmbeddedPostgres postgres;

    MortalPostgres(Path folder) {
        data = folder.resolve("data");
        postgres = start(0);
    }

    private EmbeddedPostgres start(int port) {
        try {
            var builder = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(
                            Path.of("target/postgres-binaries").toAbsolutePath().toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false);
            return (port == 0 ? builder : builder.setPort(port)).start();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    int port() {
        return postgres.getPort();
    }

    TestDatabase database() {
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort()
                + "/postgres?user=postgres&reWriteBatchedInserts=true";
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        return new TestDatabase(dataSource, url);
    }

    /** Immediate shutdown: what is not committed is lost. */
    void crash() {
        try {
            String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
            ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
            new ProcessBuilder("kill", "-QUIT", pid).start().waitFor();
            postmaster.onExit().join();
            // Nothing is left to stop, but the folder is locked.
            postgres.close();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(cause);
        }
    }

    void revive() {
        postgres = start(postgres.getPort());
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
