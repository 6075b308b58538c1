package app.tds.command;

import app.tds.PlainTime;
import app.tds.Secret;
import app.tds.access.ApiKeys;
import app.tds.access.ApiKeys.ApiKey;
import app.tds.access.Role;
import app.tds.command.TdsCommand.WrongUsage;
import java.io.PrintWriter;
import java.time.Duration;
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
        synopsisSubcommandLabel = "(create | link | list | revoke)",
        description = {
            "Keys with which programs call over HTTP, in the header X-API-Key.",
            "A link with a key lets a person look at the pages without a password.",
            "A key is shown once, when it is made. The database keeps only a hash, with which nobody gets in."
        })
final class KeysCommand implements Runnable {

    private static final int LONGEST_LINK = 366;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new WrongUsage("keys: say create, link, list or revoke");
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
            name = "link",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a key that ends by itself, and prints a link with which a person may look at the pages.",
                "keys revoke ends the link earlier.",
                "Example: tds-zoho-sync keys link owner --days 30"
            })
    int link(
            @Parameters(paramLabel = "NAME", description = "who will look") String name,
            @Option(
                            names = "--days",
                            paramLabel = "N",
                            defaultValue = "30",
                            description = "the link ends after so many days, 1 to 366; without this after 30")
                    int days) {
        if (days < 1 || days > LONGEST_LINK) {
            throw new WrongUsage("keys link: --days is between 1 and " + LONGEST_LINK);
        }
        return OneShot.with(context -> {
            Secret key = context.getBean(ApiKeys.class).createEnding(name, Role.VIEWER, Duration.ofDays(days));
            String address = context.getEnvironment().getProperty("tds.zoho.public-url", "");
            out().println((address.isBlank()
                            ? "http://127.0.0.1:8080"
                            : address.strip().replaceAll("/+$", "")) + "/enter/" + key.value());
            return TdsCommand.DONE;
        });
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Prints the keys there are, without secrets.")
    int list(@Option(names = "--all", description = "also keys that are revoked or have ended") boolean all) {
        return OneShot.with(ApiKeys.class, keys -> {
            List<ApiKey> shown = all ? keys.all() : keys.goodOnes();
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
    int revoke(@Parameters(paramLabel = "ID", description = "the number of the key, as list shows it") String id) {
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
                + (key.endsAt() == null ? "" : "  ends " + PlainTime.utc(key.endsAt()))
                + (key.revokedAt() == null ? "" : "  revoked " + PlainTime.utc(key.revokedAt()));
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
