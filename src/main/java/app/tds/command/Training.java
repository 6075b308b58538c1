package app.tds.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Does what most starts do, so that Java can keep the classes that starts need in an archive. The demo serves and imports,
 * and commands look at the demo from the same process.
 *
 * <p>{@code java -XX:ArchiveClassesAtExit=… -cp app.jar app.tds.command.Training}, in an empty folder.
 */
final class Training {

    private static final List<String> LOOKS = List.of("status", "runs", "plan", "alerts");

    /** Once the file is there, the database belongs to the demo, and commands join. */
    private static final Path DATABASE = Path.of(DemoFolder.HOME, "postgres", "data", "PG_VERSION");

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Training() {}

    /** Ends with 0 once everything was done, and with 1 if the demo does not serve within five minutes. */
    public static void main(String[] args) throws InterruptedException {
        // Whatever listens on the usual ports is not disturbed.
        System.setProperty("server.port", "0");
        var demo = new Thread(() -> TdsCommand.run("demo"), "demo");
        demo.setDaemon(true);
        demo.start();
        long last = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(DATABASE) || TdsCommand.run("status") != TdsCommand.DONE) {
            if (!demo.isAlive() || System.nanoTime() > last) {
                System.exit(TdsCommand.FAILED);
            }
            Thread.sleep(500);
        }
        LOOKS.forEach(TdsCommand::run);
        System.exit(TdsCommand.DONE);
    }
}
