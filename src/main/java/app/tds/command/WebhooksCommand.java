package app.tds.command;

import app.tds.PlainTime;
import app.tds.command.TdsCommand.WrongUsage;
import app.tds.source.SourceFailure;
import app.tds.source.WebhookRegistry.Entry;
import app.tds.source.WebhookRegistry.Removal;
import app.tds.webhook.Deliveries;
import app.tds.webhook.Registrations;
import app.tds.webhook.Registrations.Verified;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "webhooks",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(register | list | verify | remove)",
        description = {
            "Has Zoho tell of changes by itself, at TDS_ZOHO_PUBLIC_URL, signed with the secrets of"
                    + " TDS_WEBHOOKS_SECRETS_<organization>."
        })
final class WebhooksCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new WrongUsage("webhooks: say register, list, verify or remove");
    }

    /** What is done for one organization; true if all is well afterwards. */
    private interface Work {
        boolean of(String organizationId);
    }

    @Command(
            name = "register",
            mixinStandardHelpOptions = true,
            description = {
                "Makes webhooks and rules that are missing in Zoho's settings, and corrects our webhooks and rules that differ."
                        + " What others have made there stays as it is.",
                "Where Zoho refuses, the command says step by step what a person does instead."
            })
    int register(
            @Option(names = "--organization", paramLabel = "ID", description = ONE) @Nullable String organization) {
        return with(organization, true, (context, registrations) -> id -> {
            List<Entry> entries = registrations.register(id);
            entries.forEach(entry -> say(entry.well(), id + " " + name(entry), text(entry)));
            List<Entry> left = entries.stream().filter(entry -> !entry.well()).toList();
            if (!left.isEmpty()) {
                out().println();
                out().println("A person can make by hand what is missing; webhooks list then shows the webhook:");
            }
            for (Entry entry : left) {
                out().println();
                out().println(name(entry));
                registrations.byHand(id, entry.wanted()).forEach(line -> out().println("  " + line));
            }
            return left.isEmpty();
        });
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Shows the state of each webhook at Zoho, and when a delivery last came for its job.")
    int list(@Option(names = "--organization", paramLabel = "ID", description = ONE) @Nullable String organization) {
        return with(organization, true, (context, registrations) -> id -> {
            Map<String, Instant> last = context.getBean(Deliveries.class).last(id);
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("job", "module", "at Zoho", "last delivery", "address", ""));
            for (Entry entry : registrations.list(id)) {
                rows.add(List.of(
                        entry.wanted().job(),
                        entry.wanted().module(),
                        entry.state().name().toLowerCase(Locale.ROOT),
                        Optional.ofNullable(last.get(entry.wanted().job()))
                                .map(PlainTime::utc)
                                .orElse("none"),
                        entry.wanted().address().toString(),
                        oneLine(entry.text())));
            }
            out().println("Organization " + id);
            TextTable.withoutSums(rows, 1, 0).forEach(out()::println);
            return true;
        });
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Sends a signed probe to each address on the way that Zoho takes, and says whether the probe arrived, was accepted"
                        + " and is durable. It changes nothing, and asks Zoho nothing.",
                "A line begins with OK or PROBLEM; a problem's line ends with what to do. Exits with 0 if there is none,"
                        + " else with 1."
            })
    int verify(@Option(names = "--organization", paramLabel = "ID", description = ONE) @Nullable String organization) {
        return with(organization, true, (context, registrations) -> id -> {
            List<Verified> all = registrations.verify(id);
            all.forEach(
                    one -> say(one.well(), id + " " + one.job(), "the probe to " + one.address() + " " + one.text()));
            return all.stream().allMatch(Verified::well);
        });
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Deletes from Zoho's settings what register has made there, and nothing else.")
    int remove(@Option(names = "--organization", paramLabel = "ID", description = ONE) @Nullable String organization) {
        return with(organization, false, (context, registrations) -> id -> {
            List<Removal> removals = registrations.remove(id);
            removals.forEach(removal -> say(
                    removal.refused() == null,
                    id + " " + removal.what(),
                    removal.refused() == null ? "is removed" : removal.refused()));
            if (removals.isEmpty()) {
                say(true, id, "has none of ours");
            }
            return removals.stream().allMatch(removal -> removal.refused() == null);
        });
    }

    private static final String ONE = "only this one; default: all that are configured";

    private interface Preparation {
        Work with(ApplicationContext context, Registrations registrations);
    }

    private int with(@Nullable String organization, boolean configured, Preparation preparation) {
        return OneShot.with(context -> {
            Registrations registrations = context.getBean(Registrations.class);
            Work work = preparation.with(context, registrations);
            int code = TdsCommand.DONE;
            for (String id : chosen(registrations.organizations(), organization)) {
                Optional<String> obstacle = configured ? registrations.obstacle(id) : Optional.empty();
                obstacle.ifPresent(text -> say(false, id, text));
                if (obstacle.isPresent()) {
                    code = TdsCommand.WRONG;
                } else if (!done(work, id) && code == TdsCommand.DONE) {
                    code = TdsCommand.FAILED;
                }
            }
            out().flush();
            return code;
        });
    }

    /** What cannot be done for one organization may be for the next. */
    private boolean done(Work work, String organizationId) {
        try {
            return work.of(organizationId);
        } catch (SourceFailure failure) {
            say(false, organizationId, String.valueOf(failure.getMessage()));
            return false;
        }
    }

    private static Collection<String> chosen(Set<String> configured, @Nullable String organization) {
        if (organization != null && !configured.contains(organization)) {
            throw new WrongUsage("--organization: " + organization + " is not one of the configured: " + configured);
        }
        return organization == null ? configured : Set.of(organization);
    }

    static String name(Entry entry) {
        return entry.wanted().job() + " " + entry.wanted().module();
    }

    private static String text(Entry entry) {
        String state = entry.state().name().toLowerCase(Locale.ROOT);
        return entry.text().isEmpty() ? state : state + ": " + entry.text();
    }

    private void say(boolean well, String subject, String text) {
        out().println((well ? "OK       " : "PROBLEM  ") + subject + ": " + oneLine(text));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
