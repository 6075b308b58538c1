package app.tds.command;

import app.tds.TdsApplication;
import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organizations;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs that work with what is kept and ask Zoho nothing, not even for the organizations. */
final class FromKept {

    private static final String ASKED_BY = "command line";

    private FromKept() {}

    static int run(JobChoice choice, RunMode mode) {
        return with(context -> {
            List<String> jobs = choice.names(context.getBean(JobDefinitions.class));
            var organizations = choice.of(context.getBean(Organizations.class).all());
            ProgressBoard board = context.getBean(ProgressBoard.class);
            board.open(Terminal.out(), Terminal.redraws(), ASKED_BY);
            Imports.Outcome outcome =
                    context.getBean(Imports.class).run(jobs, organizations, mode, Selection.NONE, ASKED_BY);
            board.close();
            Report.print(Terminal.out(), outcome);
            return outcome.everythingDone() ? TdsCommand.DONE : TdsCommand.FAILED;
        });
    }

    /** Starts what is needed, for as long as the work takes. */
    static int with(ToIntFunction<ConfigurableApplicationContext> work) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(TdsApplication.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of("logging.threshold.console", "warn", "logging.file.name", ".tds/log/replay.log"))
                .run()) {
            return work.applyAsInt(context);
        }
    }
}
