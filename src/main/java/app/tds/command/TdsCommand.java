package app.tds.command;

import app.tds.InvalidConfiguration;
import app.tds.launch.LaunchRefused;
import app.tds.launch.LaunchRefused.Reason;
import app.tds.source.SourceFailure;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** {@code java -jar tds-zoho-sync.jar}: without a command it serves, or shows itself if nothing is configured. */
@Command(
        name = "tds-zoho-sync",
        mixinStandardHelpOptions = true,
        version = "tds-zoho-sync 0.1.0",
        description = {
            "Keeps a PostgreSQL database equal to Zoho Books and Zoho Inventory.",
            "",
            "Without a command: serves if Zoho is configured; with nothing configured, runs the demo."
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Configuration comes from environment variables or application.yaml in the",
            "working directory, such as TDS_ZOHO_CLIENT_ID, TDS_ZOHO_ORGANIZATIONS and",
            "SPRING_DATASOURCE_URL; ops/env.example names them all.",
            "",
            "Exit codes: 0 everything asked was done, 1 a run failed, 2 wrong usage or configuration."
        })
public final class TdsCommand implements Runnable {

    private static final List<Class<?>> COMMANDS = List.of(
            SyncCommand.class,
            StatusCommand.class,
            AlertsCommand.class,
            RunsCommand.class,
            StopCommand.class,
            RestartCommand.class,
            AbandonCommand.class,
            PlanCommand.class,
            ReportCommand.class,
            ReplayCommand.class,
            VerifyCommand.class,
            CheckCommand.class,
            QuarantineCommand.class,
            DocumentsCommand.class,
            FieldsCommand.class,
            ServeCommand.class,
            ConnectCommand.class,
            DisconnectCommand.class,
            TestConnectionCommand.class,
            CallCommand.class,
            WebhooksCommand.class,
            DoctorCommand.class,
            KeysCommand.class,
            DemoCommand.class,
            SandboxCommand.class);

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG = 2;

    /** Parses the arguments, does what they say, and exits with the code that says how it went. */
    public static void main(String[] args) {
        PrintedText.isReadable();
        System.exit(run(args));
    }

    static int run(String... args) {
        return commandLine(named(args)).execute(args);
    }

    /** With every command. */
    static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    /** All commands take longer to make than many a command takes to answer: one that is named comes alone. */
    private static List<Class<?>> named(String... args) {
        List<Class<?>> named = COMMANDS.stream()
                .filter(it -> args.length > 0
                        && it.getAnnotation(Command.class).name().equals(args[0]))
                .toList();
        return named.isEmpty() ? COMMANDS : named;
    }

    private static CommandLine commandLine(List<Class<?>> commands) {
        var line = new CommandLine(new TdsCommand());
        commands.forEach(line::addSubcommand);
        return Arguments.explained(line)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(TdsCommand::explain);
    }

    /** A start that failed has been explained already. */
    private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidConfiguration refusal) {
                if (!StartFailure.isTold(failure)) {
                    command.getErr().println("The start is refused: " + refusal.getMessage());
                }
                return code(failure);
            }
            if (cause instanceof Outdated outdated) {
                command.getErr().println("This version had to end. " + outdated.getMessage());
                return WRONG;
            }
            if (cause instanceof WrongUsage || cause instanceof SourceFailure || cause instanceof LaunchRefused) {
                command.getErr().println(command.getCommandSpec().root().name() + ": " + cause.getMessage());
                return code(failure);
            }
        }
        if (!StartFailure.isExplained(failure) && !StartFailure.isTold(failure)) {
            StartFailure.say(parsed.commandSpec().qualifiedName() + " could not go on: ", failure, System.err);
        }
        return code(failure);
    }

    /** What the process exits with after this failure. */
    static int code(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidConfiguration || cause instanceof WrongUsage) {
                return WRONG;
            }
            if (cause instanceof SourceFailure || cause instanceof LaunchRefused) {
                return cause instanceof LaunchRefused refused && refused.reason() == Reason.UNKNOWN ? WRONG : FAILED;
            }
        }
        return StartFailure.isExplained(failure) ? WRONG : FAILED;
    }

    /** The arguments cannot be meant; the message says why. */
    static final class WrongUsage extends RuntimeException {
        WrongUsage(String message) {
            super(message);
        }
    }

    /** A newer version has changed the tables. */
    static final class Outdated extends RuntimeException {
        Outdated(String message) {
            super(message);
        }
    }

    @Override
    public void run() {
        new Serving(Serving.Zoho.CONFIGURED_OR_SANDBOX).run();
    }
}
