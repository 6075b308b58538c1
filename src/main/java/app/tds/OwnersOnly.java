package app.tds;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files and folders that no other user of the machine may read or write. */
public final class OwnersOnly {

    private static final Logger log = LoggerFactory.getLogger(OwnersOnly.class);
    private static final String OF_FOLDERS = "rwx------";
    private static final String OF_FILES = "rw-------";

    private OwnersOnly() {}

    /** Makes the folder, with those above it, and takes it away from others. */
    public static Path folder(Path folder) throws IOException {
        Path made = Files.isDirectory(folder)
                ? folder
                : Files.createDirectories(folder, attributes(folder.toAbsolutePath(), OF_FOLDERS));
        restrict(made, OF_FOLDERS);
        return made;
    }

    /** Writes a text; nobody ever sees half of it. */
    public static void write(Path file, String text) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "the folder of a file");
        Path half = Files.createTempFile(folder, file.getFileName().toString(), null, attributes(folder, OF_FILES));
        Files.writeString(half, text, StandardCharsets.UTF_8);
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes the file if there is none, and takes it away from others. */
    public static Path file(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, attributes(file.toAbsolutePath(), OF_FILES));
        }
        restrict(file, OF_FILES);
        return file;
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static void restrict(Path path, String permissions) {
        try {
            if (isPosix(path)) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
            }
        } catch (IOException cause) {
            log.warn("{} belongs to another user, and may be read by others: {}", path, cause.getMessage());
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
