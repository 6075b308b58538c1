package app.tds.command;

import app.tds.command.TdsCommand.WrongUsage;
import app.tds.source.SourceAccess;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which connection a command is about. */
final class ConnectionChoice {

    @Option(
            names = "--connection",
            paramLabel = "NAME",
            description = "the connection's name under tds.zoho.connections; default: the only one there is")
    private @Nullable String name;

    String of(SourceAccess access) {
        List<String> known = access.connections();
        if (name == null && known.size() == 1) {
            return known.get(0);
        }
        if (name == null || !known.contains(name)) {
            throw new WrongUsage("--connection: name one of " + String.join(", ", known)
                    + (name == null ? "" : "; there is no \"" + name + "\""));
        }
        return name;
    }
}
