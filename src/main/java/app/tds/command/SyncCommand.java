package app.tds.command;

import app.tds.command.TdsCommand.WrongUsage;
import app.tds.jobs.JobDefinitions;
import app.tds.launch.LaunchRequest;
import app.tds.launch.OrganizationRefresh;
import app.tds.mirror.Organization;
import app.tds.notification.WorkPings;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import app.tds.source.SourceFailure;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "sync",
        mixinStandardHelpOptions = true,
        description = {
            "Runs jobs once and ends, for cron and Kubernetes.",
            "A run that was cut short before goes on where it stopped.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sync                          everything, full",
            "  sync invoices orders --mode delta",
            "  sync invoices --from 2024-01-01 --to 2024-03-31",
            "  sync products --ids 4815000000044208,4815000000044212",
            "  sync --organization 10234695",
            "  sync invoices --mode full --accept-deletions"
        })
final class SyncCommand implements Callable<Integer> {

    @Mixin
    private JobChoice choice = new JobChoice();

    @Option(
            names = "--mode",
            paramLabel = "full|delta",
            description = "full reads everything, delta what has changed since the last success; default: full")
    private @Nullable RunMode mode;

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "only what is dated on this day or later, such as 2024-01-01, with its documents")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "only what is dated on this day or earlier")
    private @Nullable LocalDate to;

    @Option(
            names = "--ids",
            paramLabel = "ID",
            split = ",",
            description = "only these records of one job and one organization, with their documents")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = "--accept-deletions",
            description = "marks what the last full import refused to mark as deleted; asks first, with the number")
    private boolean acceptDeletions;

    @Option(names = "--yes", description = "with --accept-deletions: does not ask, for scripts")
    private boolean yes;

    @Mixin
    private WideOption wide = new WideOption();

    @Override
    public Integer call() {
        refuseWhatCannotBeMeant();
        var pings = new WorkPings();
        return watched(pings, () -> OneShot.with("sync", "warn", pings::begin, this::code));
    }

    private int code(ConfigurableApplicationContext context) {
        return sync(context, Terminal.out()) ? TdsCommand.DONE : TdsCommand.FAILED;
    }

    /** A dead man's switch hears that this work begins, and how the work ended, in every case. */
    private static int watched(WorkPings pings, IntSupplier work) {
        int code = TdsCommand.FAILED;
        try {
            code = work.getAsInt();
        } catch (RuntimeException failure) {
            code = TdsCommand.code(failure);
            throw failure;
        } finally {
            pings.end(code);
        }
        return code;
    }

    private boolean sync(ConfigurableApplicationContext context, PrintStream out) {
        List<String> names = choice.names(context.getBean(JobDefinitions.class));
        List<Organization> organizations = organizations(context.getBean(OrganizationRefresh.class));
        List<LaunchRequest> requests = acceptDeletions
                ? context.getBean(AcceptedDeletions.class)
                        .requests(names, organizations, AskedBy.COMMAND, question -> yes || Terminal.agrees(question))
                : Imports.requests(names, organizations, mode(), selection(), AskedBy.COMMAND);
        ProgressBoard board = context.getBean(ProgressBoard.class);
        board.open(out, Terminal.redraws(), AskedBy.COMMAND);
        Imports.Outcome outcome = context.getBean(Imports.class).run(requests);
        board.close();
        Report.print(out, outcome, wide.wide());
        return outcome.everythingDone();
    }

    private void refuseWhatCannotBeMeant() {
        boolean range = from != null || to != null;
        if (acceptDeletions && (mode != RunMode.FULL || choice.jobs().isEmpty())) {
            throw new WrongUsage(
                    "--accept-deletions needs the jobs and says so: sync JOB --mode full --accept-deletions");
        }
        if (yes && !acceptDeletions) {
            throw new WrongUsage("--yes goes with --accept-deletions: nothing else is asked");
        }
        if (!ids.isEmpty() && range) {
            throw new WrongUsage("--ids and --from or --to exclude each other: ask for records or for days");
        }
        if (mode != null && (!ids.isEmpty() || range)) {
            throw new WrongUsage("--mode says how much of a list is read: leave it out with --ids, --from and --to");
        }
        if (!ids.isEmpty() && choice.jobs().size() != 1) {
            throw new WrongUsage("--ids needs the one job whose records they are: sync JOB --ids ID,ID");
        }
        if (range && choice.jobs().isEmpty()) {
            throw new WrongUsage("--from and --to need the jobs whose records are dated: sync JOB --from DAY --to DAY");
        }
        if (from != null && to != null && from.isAfter(to)) {
            throw new WrongUsage("--to " + to + " is before --from " + from);
        }
    }

    private RunMode mode() {
        if (mode != null) {
            return mode;
        }
        return from != null || to != null ? RunMode.RANGE : ids.isEmpty() ? RunMode.FULL : RunMode.BY_ID;
    }

    private Selection selection() {
        return ids.isEmpty() ? Selection.between(from, to) : Selection.of(ids);
    }

    private List<Organization> organizations(OrganizationRefresh refresh) {
        try {
            List<Organization> chosen = choice.of(refresh.refresh());
            if (!ids.isEmpty() && chosen.size() > 1) {
                throw new WrongUsage(
                        "--ids needs the organization whose records they are: add --organization with one of "
                                + chosen.stream()
                                        .map(Organization::organizationId)
                                        .toList());
            }
            return chosen;
        } catch (SourceFailure.Denied denied) {
            throw new WrongUsage(String.valueOf(denied.getMessage()));
        }
    }
}
