package app.tds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The application as a process of its own, as its users start it: the packaged jar if there is one. */
public final class ApplicationProcess {

    /** How every process runs: small, and quick to start. */
    static final List<String> JVM = List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Path output;
    private final Path errors;

    private ApplicationProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** Starts it with standard output and standard error apart from each other. */
    static ApplicationProcess startApart(Path folder, Map<String, String> settings, String... arguments) {
        List<String> command = new ArrayList<>(JVM);
        command.addAll(options());
        command.addAll(List.of(arguments));
        return java(folder, settings, command, false);
    }

    private static List<String> options() {
        return jar().map(ExtractedApplication::of)
                .map(ExtractedApplication::options)
                .orElseGet(ApplicationProcess::ofClassPath);
    }

    /** Starts it in a folder; settings become environment variables. */
    public static ApplicationProcess start(Path folder, Map<String, String> settings, String... arguments) {
        return start(folder, settings, options(), arguments);
    }

    /** Starts the jar as it is, which takes longer. */
    static ApplicationProcess startPackaged(Path folder, Map<String, String> settings, String... arguments) {
        return start(
                folder,
                settings,
                jar().map(jar -> List.of("-jar", jar.toString())).orElseGet(ApplicationProcess::ofClassPath),
                arguments);
    }

    private static Optional<Path> jar() {
        return Optional.ofNullable(System.getProperty("tds.jar")).map(Path::of).filter(Files::exists);
    }

    private static List<String> ofClassPath() {
        return List.of("-cp", System.getProperty("java.class.path"), "app.tds.command.TdsCommand");
    }

    private static ApplicationProcess start(
            Path folder, Map<String, String> settings, List<String> application, String... arguments) {
        List<String> command = new ArrayList<>(JVM);
        command.addAll(application);
        command.addAll(List.of(arguments));
        return java(folder, settings, command);
    }

    /** Starts a JVM with these arguments. */
    static ApplicationProcess java(Path folder, Map<String, String> settings, List<String> arguments) {
        return java(folder, settings, arguments, true);
    }

    private static ApplicationProcess java(
            Path folder, Map<String, String> settings, List<String> arguments, boolean together) {
        try {
            Path output = Files.createTempFile(folder, "output", ".txt");
            Path errors = together ? output : Files.createTempFile(folder, "errors", ".txt");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            command.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(together)
                    .redirectOutput(output.toFile());
            if (!together) {
                builder.redirectError(errors.toFile());
            }
            settings.forEach((key, value) -> builder.environment().put(environmentVariable(key), value));
            return new ApplicationProcess(builder.start(), output, errors);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static String environmentVariable(String key) {
        return key.replace("-", "").replace('.', '_').toUpperCase(java.util.Locale.ROOT);
    }

    /** SIGKILL: nothing of the application runs any more, not even a shutdown hook. */
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end, as long as a test may. */
    public int exitCode() {
        return exitCode(PATIENCE);
    }

    /** Waits for the end. */
    public int exitCode(Duration patience) {
        try {
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("still running after " + patience + ":\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(cause);
        }
    }

    /** What it has printed so far. */
    public String output() {
        return text(output);
    }

    /** What it has said on standard error so far. */
    String errors() {
        return text(errors);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
