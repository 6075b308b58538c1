package app.tds.command;

import app.tds.source.SourceAccesses;
import app.tds.source.SourceAccesses.Connection;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "disconnect",
        mixinStandardHelpOptions = true,
        description = {
            "Ends a connection: the refresh token is revoked at Zoho and deleted here.",
            "What was mirrored stays."
        })
final class DisconnectCommand implements Callable<Integer> {

    @Mixin
    private ConnectionChoice connection = new ConnectionChoice();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return OneShot.with(SourceAccesses.class, accesses -> {
            Connection chosen = connection.of(accesses);
            chosen.access().disconnect(chosen.name());
            Objects.requireNonNull(spec).commandLine().getOut().println("Connection " + chosen.name() + " is ended.");
            return TdsCommand.DONE;
        });
    }
}
