package app.tds.command;

import app.tds.TdsApplication;
import app.tds.command.TdsCommand.WrongUsage;
import app.tds.jobs.JobDefinitions;
import app.tds.launch.OrganizationRefresh;
import app.tds.mirror.Organization;
import app.tds.pipeline.RunMode;
import app.tds.source.SourceFailure;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
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
            "  sync --organization 10234695"
        })
final class SyncCommand implements Callable<Integer> {

    private static final String ASKED_BY = "command line";

    @Mixin
    private JobChoice choice = new JobChoice();

    @Option(
            names = "--mode",
            paramLabel = "full|delta",
            description = "full reads everything, delta what has changed since the last success; default: full",
            defaultValue = "full")
    private RunMode mode = RunMode.FULL;

    @Override
    public Integer call() {
        if (mode.fromKept()) {
            throw new WrongUsage("--mode: full or delta; see replay and quarantine retry for the others");
        }
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(TdsApplication.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of("logging.threshold.console", "warn", "logging.file.name", ".tds/log/sync.log"))
                .run()) {
            return sync(context, Terminal.out()) ? TdsCommand.DONE : TdsCommand.FAILED;
        }
    }

    private boolean sync(ConfigurableApplicationContext context, PrintStream out) {
        List<String> names = choice.names(context.getBean(JobDefinitions.class));
        List<Organization> organizations = organizations(context.getBean(OrganizationRefresh.class));
        ProgressBoard board = context.getBean(ProgressBoard.class);
        board.open(out, Terminal.redraws(), ASKED_BY);
        Imports.Outcome outcome = context.getBean(Imports.class).run(names, organizations, mode, ASKED_BY);
        board.close();
        Report.print(out, outcome);
        return outcome.everythingDone();
    }

    private List<Organization> organizations(OrganizationRefresh refresh) {
        try {
            return choice.of(refresh.refresh());
        } catch (SourceFailure.Denied denied) {
            throw new WrongUsage(String.valueOf(denied.getMessage()));
        }
    }
}
