package app.tds.database;

import app.tds.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What {@code postmaster.pid} says about a server.
 *
 * @param pid of its process
 * @param port it listens on
 */
record Postmaster(long pid, int port) {

    /**
     * The port of a server that outlived us, after {@code kill -9}, and still serves this data folder.
     *
     * <p>A file left by a server that is gone, whose process id may be another program's by now, is removed:
     * PostgreSQL would take that program for itself and refuse to start.
     */
    static OptionalInt orphan(Path data) {
        var file = data.resolve("postmaster.pid");
        var found = read(file);
        if (found.isEmpty()) {
            return OptionalInt.empty();
        }
        var it = found.get();
        if (it.serves(data)) {
            return OptionalInt.of(it.port);
        }
        if (it.isPostgres()) {
            throw PostgresFolder.refused(data + " is in use by the PostgreSQL process " + it.pid
                    + ", which does not answer on port " + it.port + "; stop it");
        }
        delete(file);
        return OptionalInt.empty();
    }

    /**
     * The port of the server that another process of this application has started for this data folder, if that server
     * answers.
     */
    static OptionalInt serving(Path data) {
        var found = read(data.resolve("postmaster.pid")).filter(it -> it.serves(data));
        return found.isPresent() ? OptionalInt.of(found.get().port) : OptionalInt.empty();
    }

    private static Optional<Postmaster> read(Path file) {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            var lines = Files.readAllLines(file);
            return lines.size() < 4
                    ? Optional.empty()
                    : Optional.of(new Postmaster(
                            Long.parseLong(lines.get(0).trim()),
                            Integer.parseInt(lines.get(3).trim())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isPostgres() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(it -> it.info().command())
                .filter(it -> it.contains("postgres"))
                .isPresent();
    }

    /** Null if there is none: an older version wants none. */
    private static @Nullable String password(Path data) throws IOException {
        return PasswordFile.read(data).map(Secret::value).orElse(null);
    }

    private boolean serves(Path data) {
        var url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&connectTimeout=5&socketTimeout=10";
        try (var connection = DriverManager.getConnection(url, null, password(data));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("show data_directory")) {
            return rows.next() && Path.of(rows.getString(1)).toRealPath().equals(data.toRealPath());
        } catch (SQLException | IOException e) {
            return false;
        }
    }
}
