package app.tds.command;

import app.tds.launch.Launched;
import app.tds.launch.Launcher;
import app.tds.pipeline.RunHistory;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        description = {
            "Has a run go on that failed or was stopped within the last day, or whose process is gone, from its last"
                    + " commit.",
            "Where a process serves, that process executes the run and this command does not wait. Else the run goes on here to its end."
        })
final class RestartCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", description = "the number of the run, as runs shows it")
    private long run;

    @Override
    public Integer call() {
        return OneShot.with(this::restart);
    }

    private int restart(ApplicationContext context) {
        PrintStream out = Terminal.out();
        Launcher launcher = context.getBean(Launcher.class);
        if (launcher.isServed()) {
            launcher.restart(run);
            out.println("Run " + run + " goes on in a process that serves; runs shows how.");
            return TdsCommand.DONE;
        }
        ProgressBoard board = context.getBean(ProgressBoard.class);
        context.getBean(RunHistory.class)
                .find(run)
                .ifPresent(
                        entry -> board.open(out, Terminal.redraws(), entry.run().askedBy()));
        Launched launched = launcher.restart(run);
        var outcome = new Imports.Outcome(List.of(launched.finished().join()), List.of());
        board.close();
        Report.print(out, outcome, Wide.NO);
        return outcome.everythingDone() ? TdsCommand.DONE : TdsCommand.FAILED;
    }
}
