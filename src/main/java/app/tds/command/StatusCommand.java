package app.tds.command;

import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import app.tds.monitoring.Freshness;
import app.tds.pipeline.Plan;
import app.tds.pipeline.Plans;
import app.tds.pipeline.QuarantineCauses;
import app.tds.pipeline.RunHistory;
import app.tds.schedule.Schedules;
import app.tds.webhook.Deliveries;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Says how every job of every organization is: its last run, how fresh its records are, whether it runs now,"
                    + " when it is due next, what waits and what is in quarantine; and how webhooks fare, where they are let in.",
            "Makes no call; times are the organization's own."
        })
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private JobChoice choice = new JobChoice();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return OneShot.with(this::print);
    }

    private int print(ApplicationContext context) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<String> jobs = choice.names(context.getBean(JobDefinitions.class));
        List<Organization> chosen =
                choice.of(context.getBean(Organizations.class).all());
        var text = new StatusText(
                context.getBean(RunHistory.class).latest(jobs),
                context.getBean(Freshness.class),
                context.getBean(Schedules.class).all(),
                context.getBean(QuarantineCauses.class).all());
        var deliveries = context.getBean(Deliveries.class);
        for (Plan plan : context.getBean(Plans.class).all()) {
            if (chosen.contains(plan.organization())) {
                text.lines(plan, jobs).forEach(out::println);
                WebhooksText.lines(deliveries.of(plan.organization()), plan.organization(), jobs)
                        .forEach(out::println);
            }
        }
        out.flush();
        return TdsCommand.DONE;
    }
}
