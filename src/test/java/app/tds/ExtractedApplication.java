package app.tds;

import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The packaged jar, unpacked once for each build and with an archive of its classes: so a process starts in half the
 * time, with the same classes.
 */
final class ExtractedApplication {

    private static final String ARCHIVE = "classes.jsa";

    private final Path folder;

    private ExtractedApplication(Path folder) {
        this.folder = folder;
    }

    /** Of this jar; whichever test process comes first prepares it, and the others wait. */
    static synchronized ExtractedApplication of(Path jar) {
        try {
            Path folder = jar.resolveSibling(
                    "extracted-" + Files.getLastModifiedTime(jar).toMillis());
            var application = new ExtractedApplication(folder);
            if (!Files.exists(application.archive())) {
                application.prepareAlone(jar);
            }
            return application;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private Path archive() {
        return folder.resolve(ARCHIVE);
    }

    private void prepareAlone(Path jar) throws IOException {
        Files.createDirectories(folder);
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assert lock.isValid();
            if (!Files.exists(archive())) {
                extract(jar);
                archiveClasses();
            }
        }
    }

    private void extract(Path jar) {
        run(
                folder,
                Map.of(),
                List.of(
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        folder.toString()));
    }

    /** Those that one short run of everything has loaded. */
    private void archiveClasses() throws IOException {
        Path unfinished = folder.resolve("unfinished.jsa");
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.tiny(), Clock.systemUTC())) {
            List<String> arguments = new ArrayList<>(ApplicationProcess.JVM);
            arguments.addAll(
                    List.of("-XX:ArchiveClassesAtExit=" + unfinished, "-jar", jar().toString(), "sync", "locations"));
            run(folder, RunningApplication.settings(sandbox, TestDatabase.create()), arguments);
        }
        Files.move(unfinished, archive(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void run(Path folder, Map<String, String> settings, List<String> arguments) {
        ApplicationProcess process = ApplicationProcess.java(folder, settings, arguments);
        if (process.exitCode() != 0) {
            throw new IllegalStateException(arguments + ":\n" + process.output());
        }
    }

    private Path jar() {
        return folder.resolve("tds-zoho-sync.jar");
    }

    /** The options of {@code java} that start it. */
    List<String> options() {
        return List.of("-XX:SharedArchiveFile=" + archive(), "-jar", jar().toString());
    }
}
