package app.tds.command;

import app.tds.PlainTime;
import app.tds.access.ApiKeys;
import app.tds.access.ApiKeys.ApiKey;
import app.tds.access.Role;
import app.tds.command.TdsCommand.WrongUsage;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(create | list | revoke)",
        description = {
            "Keys with which programs call over HTTP, in the header X-API-Key.",
            "What is kept of a key does not let anybody in: it is shown once, when it is made."
        })
final class KeysCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new WrongUsage("keys: say create, list or revoke");
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a key and prints it alone on a line.",
                "Example: tds-zoho-sync keys create shop viewer"
            })
    int create(
            @Parameters(paramLabel = "NAME", description = "who will hold it") String name,
            @Parameters(
                            paramLabel = "ROLE",
                            description = "viewer looks, operator starts and stops runs, admin connects accounts")
                    Role role) {
        return OneShot.with(ApiKeys.class, keys -> {
            out().println(keys.create(name, role).value());
            return TdsCommand.DONE;
        });
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Prints the keys there are, without secrets.")
    int list(@Option(names = "--all", description = "revoked ones too") boolean all) {
        return OneShot.with(ApiKeys.class, keys -> {
            List<ApiKey> shown = keys.all().stream()
                    .filter(key -> all || key.revokedAt() == null)
                    .toList();
            shown.stream().map(KeysCommand::line).forEach(out()::println);
            if (shown.isEmpty()) {
                out().println("There are no keys. keys create makes one.");
            }
            return TdsCommand.DONE;
        });
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Ends a key: from now on nobody gets in with it.")
    int revoke(@Parameters(paramLabel = "ID", description = "of the key, as list shows it") String id) {
        return OneShot.with(ApiKeys.class, keys -> {
            if (!keys.revoke(id)) {
                throw new WrongUsage("keys revoke: there is no good key " + id);
            }
            out().println("Key " + id + " is revoked.");
            return TdsCommand.DONE;
        });
    }

    private static String line(ApiKey key) {
        return String.format("%s  %-8s  %s  %s", key.id(), key.role(), PlainTime.utc(key.createdAt()), key.name())
                + (key.usedAt() == null ? "  never used" : "  used " + PlainTime.utc(key.usedAt()))
                + (key.revokedAt() == null ? "" : "  revoked " + PlainTime.utc(key.revokedAt()));
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
