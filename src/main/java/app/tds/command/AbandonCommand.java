package app.tds.command;

import app.tds.launch.Launcher;
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
        name = "abandon",
        mixinStandardHelpOptions = true,
        description = {
            "Gives up a run that failed, was stopped or is parked. The run never goes on; the same request begins a new run.",
            "What the run has written stays."
        })
final class AbandonCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", description = "the number of the run, as runs shows it")
    private long run;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return OneShot.with(this::abandon);
    }

    private int abandon(ApplicationContext context) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        context.getBean(Launcher.class).abandon(run);
        out.println("Run " + run + " never goes on.");
        out.flush();
        return TdsCommand.DONE;
    }
}
