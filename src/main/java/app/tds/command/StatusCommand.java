package app.tds.command;

import app.tds.alarm.Alarm;
import app.tds.alarm.Alarms;
import app.tds.alarm.Finding;
import app.tds.alarm.Looks;
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
import app.tds.notification.Recipients;
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
            "Says which processes serve, and shows each job of each organization.",
            "A job has its last run, the time up to which records are complete, when the job is due next, what waits and"
                    + " what is in quarantine. Where webhooks are taken, their state is shown too.",
            "Makes no call. Times are in the zone of the organization. Exits with 1 if jobs are scheduled and no process serves."
        })
final class StatusCommand implements Callable<Integer> {

    @Option(
            names = "--check",
            description = {
                "Exits with 1 while a warning or a critical alert goes on, and with 2 if something is not known, such as"
                        + " a job that never ran; else with 0. The last lines say what is wrong. If no process serves, or none has"
                        + " looked in the last two minutes, the command looks itself."
            })
    private boolean check;

    @Mixin
    private JobChoice choice = new JobChoice();

    @Mixin
    private WideOption wide = new WideOption();

    @Mixin
    private Json json = new Json();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return check ? OneShot.with(this::print) : OneShot.looking(this::print);
    }

    private int print(ApplicationContext context) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<String> jobs = choice.names(context.getBean(JobDefinitions.class));
        List<JobStatus> all = context.getBean(JobStatuses.class).all();
        List<Node> serving = context.getBean(Nodes.class).serving();
        Instant now = context.getBean(Clock.class).instant();
        Instant looked = context.getBean(Looks.class).last().orElse(null);
        // What a process found that is gone by now may have changed.
        boolean watched = !serving.isEmpty() && looked != null && Watches.isRecent(looked, now);
        List<Organization> chosenOrganizations =
                choice.of(context.getBean(Organizations.class).all());
        List<Finding> found = check && !watched ? context.getBean(Watches.class).findings() : null;
        if (json.isWanted()) {
            List<Alarm> kept = context.getBean(Alarms.class).open();
            List<StatusJson.Job> rows = chosen(all, chosenOrganizations, jobs).stream()
                    .map(StatusJson.Job::of)
                    .toList();
            Json.print(out, new StatusJson(serving, looked, watched, rows, kept, found));
            return check ? checked(context, all, found, null) : unserved(serving, all);
        }
        out.println(StatusText.served(serving));
        if (!serving.isEmpty()) {
            StatusText.unwatched(looked, now).ifPresent(out::println);
            if (context.getBean(Recipients.class).areNone()) {
                out.println(AlertsReceiversCommand.NOBODY);
            }
        }
        out.println();
        var text = new StatusText(!serving.isEmpty(), wide.wide(), now);
        var deliveries = context.getBean(Deliveries.class);
        for (Organization organization : chosenOrganizations) {
            text.lines(organization, chosen(all, List.of(organization), jobs)).forEach(out::println);
            WebhooksText.lines(deliveries.of(organization), organization, jobs, wide.wide(), now)
                    .forEach(out::println);
        }
        int result = check ? checked(context, all, found, out) : unserved(serving, all);
        out.flush();
        return result;
    }

    private static int unserved(List<Node> serving, List<JobStatus> all) {
        boolean wanted = all.stream().anyMatch(status -> !status.schedules().isEmpty());
        return wanted && serving.isEmpty() ? TdsCommand.FAILED : TdsCommand.DONE;
    }

    private static List<JobStatus> chosen(List<JobStatus> all, List<Organization> organizations, List<String> jobs) {
        return all.stream()
                .filter(it -> organizations.contains(it.organization())
                        && jobs.contains(it.job().name()))
                .toList();
    }

    private static int checked(
            ApplicationContext context, List<JobStatus> all, @Nullable List<Finding> found, @Nullable PrintWriter out) {
        List<String> wrong = found == null ? kept(context) : sentences(found);
        List<String> unknown = JobStatuses.of(all, Freshness.UNKNOWN).stream()
                .map(status -> "UNKNOWN: " + status.name() + " " + status.sentence() + ".")
                .toList();
        if (out != null) {
            (wrong.isEmpty() ? unknown : wrong).forEach(out::println);
        }
        if (!wrong.isEmpty()) {
            return TdsCommand.FAILED;
        }
        return unknown.isEmpty() && !all.isEmpty() ? TdsCommand.DONE : TdsCommand.WRONG;
    }

    /** What goes on, as the process that serves has found it. */
    private static List<String> kept(ApplicationContext context) {
        return context.getBean(Alarms.class).open().stream()
                .filter(alarm -> alarm.severity() != Severity.INFO)
                .map(alarm -> alarm.severity() + ": " + alarm.sentence() + " " + alarm.cure())
                .toList();
    }

    /** What is wrong now, where no process looks. */
    private static List<String> sentences(List<Finding> found) {
        return found.stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .map(finding -> finding.severity() + ": " + finding.sentence() + " " + finding.cure())
                .toList();
    }
}
