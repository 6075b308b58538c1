package app.tds.command;

import app.tds.command.TdsCommand.WrongUsage;
import app.tds.source.SourceAccesses;
import app.tds.source.SourceAccesses.Connection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which connection a command is about. */
final class ConnectionChoice {

    @Option(
            names = "--connection",
            paramLabel = "NAME",
            description =
                    "the connection's name under tds.zoho.connections, or integration/name; default: the only one there is")
    private @Nullable String name;

    Connection of(SourceAccesses accesses) {
        List<Connection> known = accesses.connections();
        List<Connection> meant = known.stream()
                .filter(it -> name == null || name.equals(it.name()) || name.equals(it.fullName()))
                .toList();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        boolean severalIntegrations =
                known.stream().map(it -> it.access().name()).distinct().count() > 1;
        throw new WrongUsage("--connection: name one of "
                + known.stream()
                        .map(it -> severalIntegrations ? it.fullName() : it.name())
                        .collect(Collectors.joining(", "))
                + (name == null || !meant.isEmpty() ? "" : "; there is no \"" + name + "\""));
    }
}
