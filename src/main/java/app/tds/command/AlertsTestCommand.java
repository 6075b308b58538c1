package app.tds.command;

import app.tds.access.Audit;
import app.tds.command.TdsCommand.WrongUsage;
import app.tds.notification.SelfTest;
import app.tds.notification.SelfTest.Outcome;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Sends each receiver a message that says that nothing is wrong, by the same ways as a real one.",
            "A line begins with OK or PROBLEM. Exits with 0 if every message was taken, else with 1."
        })
final class AlertsTestCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "RECEIVER", description = "only this one; default: all")
    private @Nullable String receiver;

    @Mixin
    private Json json = new Json();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return OneShot.with(this::test);
    }

    private int test(ApplicationContext context) {
        SelfTest test = context.getBean(SelfTest.class);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<Outcome> outcomes = test.test(chosen(test.receivers()));
        context.getBean(Audit.class).command("alerts tested" + (receiver == null ? "" : " for " + receiver));
        if (json.isWanted()) {
            Json.print(out, outcomes);
        } else {
            print(out, outcomes);
        }
        boolean well = !outcomes.isEmpty() && outcomes.stream().allMatch(it -> Boolean.TRUE.equals(it.delivered()));
        return well ? TdsCommand.DONE : TdsCommand.FAILED;
    }

    private static void print(PrintWriter out, List<Outcome> outcomes) {
        outcomes.forEach(outcome -> out.println(line(outcome)));
        if (outcomes.isEmpty()) {
            out.println(AlertsReceiversCommand.NOBODY);
        }
        out.flush();
    }

    private Collection<String> chosen(Collection<String> all) {
        if (receiver != null && !all.contains(receiver)) {
            throw new WrongUsage("alerts test: there is no receiver \"" + receiver + "\"; there are " + all);
        }
        return receiver == null ? all : List.of(receiver);
    }

    private static String line(Outcome outcome) {
        String way = outcome.receiver() + " by " + outcome.channel() + ": ";
        if (outcome.delivered() == null) {
            return "PROBLEM  " + way + "another process has the message and is not done yet; see alerts receivers";
        }
        return outcome.delivered() ? "OK       " + way + "taken" : "PROBLEM  " + way + outcome.reason();
    }
}
