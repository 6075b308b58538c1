package app.tds.command;

import app.tds.source.SourceAccess;
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
            "Ends a connection: its refresh token is revoked at Zoho and forgotten here.",
            "What was mirrored stays."
        })
final class DisconnectCommand implements Callable<Integer> {

    @Mixin
    private ConnectionChoice connection = new ConnectionChoice();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return OneShot.with(SourceAccess.class, access -> {
            String name = connection.of(access);
            access.disconnect(name);
            Objects.requireNonNull(spec).commandLine().getOut().println("Connection " + name + " is ended.");
            return TdsCommand.DONE;
        });
    }
}
