package app.tds.command;

import app.tds.command.TdsCommand.WrongUsage;
import app.tds.jobs.JobDefinitions;
import app.tds.pipeline.Plan;
import app.tds.pipeline.Plans;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Says what a full import, the schedule and complete documents cost in calls, and when the documents that"
                    + " wait will be there. Makes no call itself."
        })
final class PlanCommand implements Callable<Integer> {

    @Parameters(paramLabel = "JOB", description = "which jobs, by the names of the files in jobs/; default: all")
    private List<String> jobs = new ArrayList<>();

    @Mixin
    private WideOption wide = new WideOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return OneShot.looking("plan", "warn", this::print);
    }

    private int print(ConfigurableApplicationContext context) {
        List<String> known = List.copyOf(context.getBean(JobDefinitions.class).names());
        for (String job : jobs) {
            if (!known.contains(job)) {
                throw new WrongUsage("there is no job \"" + job + "\"; there are " + String.join(", ", known));
            }
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<Plan> plans = context.getBean(Plans.class).all();
        if (plans.isEmpty()) {
            out.println("Nothing is known of the organizations yet: sync asks for them.");
        }
        for (Plan plan : plans) {
            new PlanText(plan, wide.wide()).lines(jobs.isEmpty() ? known : jobs).forEach(out::println);
        }
        out.flush();
        return TdsCommand.DONE;
    }
}
