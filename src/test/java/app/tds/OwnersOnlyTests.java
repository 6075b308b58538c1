package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnersOnlyTests {

    @TempDir
    Path folder;

    @Test
    void whatIsMadeAndWhatIsThereAreTakenAwayFromOthers() throws IOException {
        Path made = OwnersOnly.folder(folder.resolve("a/b"));
        assertThat(permissions(made)).isEqualTo("rwx------");
        assertThat(permissions(made.getParent())).isEqualTo("rwx------");
        Path there = Files.createDirectory(folder.resolve("there"));
        open(there, "rwxrwxrwx");
        assertThat(permissions(OwnersOnly.folder(there))).isEqualTo("rwx------");

        Path file = made.resolve("file");
        OwnersOnly.write(file, "one");
        open(file, "rw-rw-rw-");
        OwnersOnly.write(file, "two");
        assertThat(file).hasContent("two");
        assertThat(permissions(file)).isEqualTo("rw-------");
        open(file, "rw-r--r--");
        assertThat(permissions(OwnersOnly.file(file))).isEqualTo("rw-------");
        assertThat(file).hasContent("two");
        assertThat(permissions(OwnersOnly.file(made.resolve("new")))).isEqualTo("rw-------");
        try (var all = Files.list(made)) {
            assertThat(all).hasSize(2);
        }
    }

    private static void open(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
