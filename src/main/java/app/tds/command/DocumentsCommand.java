package app.tds.command;

import app.tds.PlainTime;
import app.tds.command.TdsCommand.WrongUsage;
import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import app.tds.pipeline.WaitingDocuments;
import app.tds.pipeline.WaitingDocuments.InVain;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "documents",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(list | give-up)",
        description = {
            "Complete documents that were asked for in vain: older than their list rows, unknown to the source, or not to be had.",
            "They are asked for again by themselves."
        })
final class DocumentsCommand implements Runnable {

    private static final int SHOWN = 200;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new WrongUsage("documents: say list or give-up");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Prints the documents with what the source said last, the oldest trouble first.")
    int list(
            @Parameters(arity = "0..*", paramLabel = "JOB", description = "all if none is named") @Nullable
                    List<String> jobs) {
        return OneShot.looking(context -> {
            List<String> names = names(context, jobs == null ? List.of() : jobs);
            List<InVain> inVain = context.getBean(WaitingDocuments.class).inVain(names, SHOWN);
            inVain.forEach(one -> out().println(line(one)));
            if (inVain.isEmpty()) {
                out().println("No document was asked for in vain.");
            }
            return TdsCommand.DONE;
        });
    }

    @Command(
            name = "give-up",
            mixinStandardHelpOptions = true,
            description = {
                "Gives these documents up until their records change again.",
                "Example: tds-zoho-sync documents give-up invoices 4815000000044208"
            })
    int giveUp(
            @Parameters(paramLabel = "JOB") String job,
            @Parameters(arity = "1..*", paramLabel = "ID") List<String> ids,
            @Option(names = "--organization", paramLabel = "ID", description = "needed if there are several") @Nullable
                    String organization) {
        return OneShot.with(context -> {
            names(context, List.of(job));
            int given = context.getBean(WaitingDocuments.class)
                    .giveUp(organization(context, organization), job, ids, "command line");
            if (given < ids.size()) {
                throw new WrongUsage("documents give-up: " + given + " of these " + ids.size() + " " + job
                        + " were waited for in vain; documents list shows which are");
            }
            out().println("Nobody waits for " + given + " documents of " + job + " any more.");
            return TdsCommand.DONE;
        });
    }

    private static List<String> names(ConfigurableApplicationContext context, List<String> asked) {
        List<String> known = List.copyOf(context.getBean(JobDefinitions.class).names());
        List<String> unknown = new ArrayList<>(asked);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new WrongUsage("there is no job \"" + unknown.get(0) + "\"; there are " + String.join(", ", known));
        }
        return asked.isEmpty() ? known : asked;
    }

    private static String organization(ConfigurableApplicationContext context, @Nullable String named) {
        List<String> known = context.getBean(Organizations.class).all().stream()
                .map(Organization::organizationId)
                .toList();
        if (named != null ? !known.contains(named) : known.size() != 1) {
            throw new WrongUsage("say --organization with one of " + known);
        }
        return named == null ? known.get(0) : named;
    }

    private static String line(InVain one) {
        return one.job() + " " + one.sourceId() + " of organization " + one.organizationId() + ", asked for "
                + one.attempts() + " times since " + PlainTime.utc(one.since())
                + (one.due() == null ? "" : ", again at " + PlainTime.utc(one.due()))
                + ": " + one.cause();
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
