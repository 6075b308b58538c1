package app.tds.command;

import app.tds.launch.Launcher;
import app.tds.pipeline.RunHistory;
import app.tds.pipeline.RunHistory.State;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = {
            "Stops a run at its next commit, in whichever process. A run that waits or is parked stops at once.",
            "What the run has written stays, and restart continues the run from there."
        })
final class StopCommand implements Callable<Integer> {

    private static final String ASKED_BY = "command line";

    @Parameters(paramLabel = "RUN", description = "the number of the run, as runs shows it")
    private long run;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return OneShot.with(this::stop);
    }

    private int stop(ApplicationContext context) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        context.getBean(Launcher.class).stop(run, ASKED_BY);
        boolean stopped = context.getBean(RunHistory.class)
                .find(run)
                .filter(entry -> entry.state() == State.STOPPED)
                .isPresent();
        out.println(
                stopped ? "Run " + run + " is stopped." : "Run " + run + " stops at its next commit; runs shows when.");
        out.flush();
        return TdsCommand.DONE;
    }
}
