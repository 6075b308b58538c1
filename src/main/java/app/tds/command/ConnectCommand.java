package app.tds.command;

import app.tds.Secret;
import app.tds.command.TdsCommand.WrongUsage;
import app.tds.source.SourceAccess.Finding;
import app.tds.source.SourceAccesses;
import app.tds.source.SourceAccesses.Connection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "connect",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a connection with a code from Zoho's API console (Self Client, Generate Code).",
            "A code is good once and for a few minutes. The connection then lasts until it is ended."
        },
        footer = {
            "",
            "Without a console: run serve, and open /api/v1/tds/integrations/zoho/connect/NAME as the admin.",
            "",
            "Example: tds-zoho-sync connect --scopes",
            "Example: pbpaste | tds-zoho-sync connect --code -"
        })
final class ConnectCommand implements Callable<Integer> {

    @Mixin
    private ConnectionChoice connection = new ConnectionChoice();

    @ArgGroup(multiplicity = "1")
    private Wish wish = new Wish();

    @Spec
    private @Nullable CommandSpec spec;

    private static final class Wish {

        @Option(
                names = "--code",
                paramLabel = "CODE",
                description = "the code; - reads it from standard input, so that no list of processes shows it")
        private @Nullable String code;

        @Option(
                names = "--scopes",
                description = "print the scopes that the jobs need, as the console takes them, and connect nothing")
        private boolean scopes;
    }

    @Override
    public Integer call() {
        if (wish.code == null) {
            return OneShot.with(SourceAccesses.class, accesses -> scopes(connection.of(accesses)));
        }
        Secret secret = code(wish.code);
        return OneShot.with(SourceAccesses.class, accesses -> connect(connection.of(accesses), secret));
    }

    private int scopes(Connection chosen) {
        out().println(String.join(",", chosen.access().scopes()));
        return TdsCommand.DONE;
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private int connect(Connection chosen, Secret secret) {
        PrintWriter out = out();
        List<Finding> lacks = chosen.access().connect(chosen.name(), secret);
        out.println("Connection " + chosen.name() + " is made.");
        lacks.forEach(finding -> out.println(TestConnectionCommand.line(finding)));
        return TdsCommand.DONE;
    }

    private static Secret code(String code) {
        String text = (code.equals("-") ? firstLine() : code).strip();
        if (text.isEmpty() || text.contains(" ")) {
            throw new WrongUsage(
                    "--code: give the code that Zoho's API console shows, or - and the code on standard input");
        }
        return new Secret(text);
    }

    private static String firstLine() {
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
