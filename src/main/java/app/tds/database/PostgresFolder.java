package app.tds.database;

import app.tds.InvalidConfiguration;
import app.tds.OwnersOnly;
import app.tds.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.springframework.util.unit.DataSize;

/** The folder of a database of our own: held by one application at a time, and of one user only. */
class PostgresFolder implements AutoCloseable {

    private static final String OWNER = "owner";
    private static final String OURS = ".tds";

    private final Path home;
    private final FileChannel channel;

    private PostgresFolder(Path home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
    }

    /** Takes the folder; empty if another process has it. */
    static Optional<PostgresFolder> take(Path home) {
        var folder = home.toAbsolutePath().normalize();
        try {
            refuseForeign(ownersOnly(folder));
            return lock(folder);
        } catch (AccessDeniedException e) {
            throw refused(folder + " cannot be written by this user");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the folder of everything that is ours, which is there by default. */
    private static Path ownersOnly(Path folder) throws IOException {
        for (Path above = folder.getParent(); above != null; above = above.getParent()) {
            if (above.endsWith(OURS)) {
                OwnersOnly.folder(above);
            }
        }
        return OwnersOnly.folder(folder);
    }

    private static void refuseForeign(Path folder) throws IOException {
        var probe = Files.createTempFile(folder, "owner", null);
        try {
            var me = Files.getOwner(probe);
            var data = folder.resolve("data");
            if (Files.exists(data) && !Files.getOwner(data).equals(me)) {
                throw refused(
                        data + " belongs to the user " + Files.getOwner(data).getName()
                                + ", and PostgreSQL starts only for the owner of its data; this is " + me.getName());
            }
        } finally {
            Files.delete(probe);
        }
    }

    // The operating system gives the lock back when its holder dies, however it dies.
    private static Optional<PostgresFolder> lock(Path folder) throws IOException {
        var file = folder.resolve(OWNER);
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel).isEmpty()) {
            channel.close();
            return Optional.empty();
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return Optional.of(new PostgresFolder(folder, channel));
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    /** Says which process has the folder. */
    static InvalidConfiguration inUse(Path home) {
        var folder = home.toAbsolutePath().normalize();
        try {
            return refused(folder + " is in use by another instance of this application, process "
                    + Files.readString(folder.resolve(OWNER)).trim() + "; stop it");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InvalidConfiguration refused(String sentence) {
        return new InvalidConfiguration(List.of("tds.database.home: " + sentence + ", or name another folder."));
    }

    /** A database that is there may need no more room; a new one would fail in the middle, and say something else. */
    void refuseFull(DataSize needed) throws IOException {
        DataSize free = DataSize.ofBytes(Files.getFileStore(home).getUsableSpace());
        if (!Files.exists(data().resolve("PG_VERSION")) && free.compareTo(needed) < 0) {
            throw refused("only " + free.toMegabytes() + " MB are free in " + home + ", and a new database needs "
                    + needed.toMegabytes() + " MB: make room");
        }
    }

    /** A file for {@code initdb}, which is gone when it has read it. */
    Path passwordForInitdb(Secret password) throws IOException {
        Path file = home.resolve("initdb-password");
        OwnersOnly.write(file, password.value() + "\n");
        return file;
    }

    Path binaries() {
        return home.resolve("bin");
    }

    Path data() {
        return data(home);
    }

    static Path data(Path home) {
        return home.toAbsolutePath().normalize().resolve("data");
    }

    Path log() {
        return home.resolve("postgres.log");
    }

    /** The wanted port; else the last port, if it is free; else any free port. The port is remembered. */
    int port(int wanted) {
        var remembered = home.resolve("port");
        try {
            if (wanted > 0) {
                if (!isFree(wanted)) {
                    throw new InvalidConfiguration(List.of("tds.database.port: " + wanted
                            + " is used by another program: choose another, or 0 for any free one."));
                }
                return wanted;
            }
            var last = Files.exists(remembered)
                    ? Integer.parseInt(Files.readString(remembered).trim())
                    : 0;
            var port = last > 0 && isFree(last) ? last : anyFree();
            Files.writeString(remembered, Integer.toString(port));
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static int anyFree() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
