package app.tds.command;

import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organizations;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import java.util.List;
import java.util.function.ToIntFunction;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs that work with what is kept and ask Zoho nothing, not even for the organizations. */
final class FromKept {

    private FromKept() {}

    static int run(JobChoice choice, RunMode mode) {
        return with(context -> {
            List<String> jobs = choice.names(context.getBean(JobDefinitions.class));
            var organizations = choice.of(context.getBean(Organizations.class).all());
            ProgressBoard board = context.getBean(ProgressBoard.class);
            board.open(Terminal.out(), Terminal.redraws(), AskedBy.COMMAND);
            Imports.Outcome outcome = context.getBean(Imports.class)
                    .run(Imports.requests(jobs, organizations, mode, Selection.NONE, AskedBy.COMMAND));
            board.close();
            Report.print(Terminal.out(), outcome, Wide.NO);
            return outcome.everythingDone() ? TdsCommand.DONE : TdsCommand.FAILED;
        });
    }

    /** Starts what is needed, for as long as the work takes. */
    static int with(ToIntFunction<ConfigurableApplicationContext> work) {
        return OneShot.with("replay", "warn", work);
    }
}
