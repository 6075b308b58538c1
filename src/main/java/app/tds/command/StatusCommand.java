package app.tds.command;

import app.tds.alarm.Finding;
import app.tds.alarm.Severity;
import app.tds.alarm.Watches;
import app.tds.jobs.JobDefinitions;
import app.tds.launch.Nodes;
import app.tds.launch.Nodes.Node;
import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import app.tds.monitoring.JobStatus;
import app.tds.monitoring.JobStatus.Freshness;
import app.tds.monitoring.JobStatuses;
import app.tds.webhook.Deliveries;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Says who serves, and how every job of every organization is: its last run, through when its records are"
                    + " complete, when it is due next, what waits and what is in quarantine; and how webhooks fare, where"
                    + " they are let in.",
            "Makes no call. Times are in the zone of the organization. Exits with 1 if jobs are scheduled and no process serves."
        })
final class StatusCommand implements Callable<Integer> {

    @Option(
            names = "--check",
            description = {
                "Exits with 1 if anything is wrong, with 2 if something is not known, such as a job that never ran, else"
                        + " with 0; what is wrong is said at the end."
            })
    private boolean check;

    @Mixin
    private JobChoice choice = new JobChoice();

    @Mixin
    private WideOption wide = new WideOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return OneShot.with(this::print);
    }

    private int print(ApplicationContext context) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<String> jobs = choice.names(context.getBean(JobDefinitions.class));
        List<JobStatus> all = context.getBean(JobStatuses.class).all();
        List<Node> serving = context.getBean(Nodes.class).serving();
        out.println(StatusText.served(serving));
        if (!serving.isEmpty()) {
            StatusText.unwatched(
                            context.getBean(Watches.class).lookedAt().orElse(null),
                            context.getBean(Clock.class).instant())
                    .ifPresent(out::println);
        }
        out.println();
        Instant now = context.getBean(Clock.class).instant();
        var text = new StatusText(!serving.isEmpty(), wide.wide(), now);
        var deliveries = context.getBean(Deliveries.class);
        for (Organization organization :
                choice.of(context.getBean(Organizations.class).all())) {
            List<JobStatus> chosen = all.stream()
                    .filter(it -> it.organization().equals(organization)
                            && jobs.contains(it.job().name()))
                    .toList();
            text.lines(organization, chosen).forEach(out::println);
            WebhooksText.lines(deliveries.of(organization), organization, jobs, wide.wide(), now)
                    .forEach(out::println);
        }
        int result = check ? checked(context, all, out) : unserved(serving, all);
        out.flush();
        return result;
    }

    private static int unserved(List<Node> serving, List<JobStatus> all) {
        boolean wanted = all.stream().anyMatch(status -> !status.schedules().isEmpty());
        return wanted && serving.isEmpty() ? TdsCommand.FAILED : TdsCommand.DONE;
    }

    private static int checked(ApplicationContext context, List<JobStatus> all, PrintWriter out) {
        List<Finding> wrong = context.getBean(Watches.class).findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
        wrong.forEach(finding -> out.println(finding.severity() + ": " + finding.sentence() + " " + finding.cure()));
        if (!wrong.isEmpty()) {
            return TdsCommand.FAILED;
        }
        List<JobStatus> unknown = JobStatuses.of(all, Freshness.UNKNOWN);
        unknown.forEach(status -> out.println("UNKNOWN: " + status.name() + " " + status.sentence() + "."));
        return unknown.isEmpty() && !all.isEmpty() ? TdsCommand.DONE : TdsCommand.WRONG;
    }
}
