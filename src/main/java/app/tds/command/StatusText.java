package app.tds.command;

import app.tds.alarm.Watches;
import app.tds.launch.Nodes.Node;
import app.tds.mirror.Organization;
import app.tds.monitoring.JobStatus;
import app.tds.monitoring.JobStatus.Freshness;
import app.tds.pipeline.RunHistory.Entry;
import app.tds.schedule.ScheduledJob;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How an organization's jobs are, as a person reads it. */
final class StatusText {

    private static final List<String> HEADINGS = List.of(
            "job", "run", "mode", "state", "since", "complete through", "fresh", "next due", "waiting", "quarantined");
    private static final int FIRST_NUMBER = 8;
    private static final int LAST_NUMBER = 9;

    private final boolean served;

    /**
     * Text.
     *
     * @param served whether anything that is due will run
     */
    StatusText(boolean served) {
        this.served = served;
    }

    /** Who runs what is due. */
    static String served(List<Node> serving) {
        return serving.isEmpty()
                ? "No process serves: nothing runs by itself, and nothing is due, until serve is started."
                : "Served by "
                        + serving.stream()
                                .map(node ->
                                        node.name() + " since " + node.began().truncatedTo(ChronoUnit.SECONDS))
                                .collect(Collectors.joining(" and "))
                        + ".";
    }

    /** What is to be said if nobody has looked for alarms lately. */
    static Optional<String> unwatched(@Nullable Instant looked, Instant now) {
        return looked != null && Watches.isRecent(looked, now)
                ? Optional.empty()
                : Optional.of("Whether anything is wrong is not known: nobody has looked "
                        + (looked == null ? "yet." : "since " + looked.truncatedTo(ChronoUnit.SECONDS) + "."));
    }

    List<String> lines(Organization organization, List<JobStatus> jobs) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        jobs.forEach(job -> rows.add(row(job)));
        rows.add(List.of(
                "all",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                SummaryTable.number(
                        jobs.stream().mapToLong(it -> it.kept().waiting()).sum()),
                SummaryTable.number(
                        jobs.stream().mapToLong(JobStatus::quarantined).sum())));
        List<String> lines = new ArrayList<>();
        lines.add("Organization " + organization.organizationId() + ", " + organization.name());
        lines.add("");
        lines.addAll(TextTable.of(rows, FIRST_NUMBER, LAST_NUMBER));
        lines.add("");
        jobs.forEach(job -> remarks(job, lines));
        return lines;
    }

    private List<String> row(JobStatus status) {
        Organization organization = status.organization();
        Optional<Entry> last = Optional.ofNullable(status.last());
        return List.of(
                status.job().name(),
                last.map(entry -> "" + entry.run().id()).orElse(""),
                last.map(RunsCommand::mode).orElse(""),
                last.map(RunsCommand::state).orElse("never run"),
                last.map(entry -> PlanText.time(
                                entry.finishedAt() == null ? entry.startedAt() : entry.finishedAt(), organization))
                        .orElse(""),
                time(status.kept().seenUntil(), organization),
                status.freshness() == Freshness.FRESH
                        ? "yes"
                        : status.freshness().name().toLowerCase(Locale.ROOT),
                due(status),
                SummaryTable.number(status.kept().waiting()),
                SummaryTable.number(status.quarantined()));
    }

    private static void remarks(JobStatus status, List<String> lines) {
        String job = status.job().name();
        if (status.last() != null) {
            Stream.of(status.last().cause(), status.last().notice())
                    .filter(Objects::nonNull)
                    .forEach(remark -> lines.add(job + ": " + remark.replaceAll("\\s+", " ")));
        }
        if (status.freshness() == Freshness.STALE) {
            lines.add(job + " is stale: it " + status.sentence() + ".");
        }
    }

    private String due(JobStatus status) {
        if (status.isPaused()) {
            return "paused";
        }
        if (status.schedules().isEmpty()) {
            return "not scheduled";
        }
        return !served
                ? "not served"
                : time(
                        status.schedules().stream()
                                .map(ScheduledJob::nextFire)
                                .filter(Objects::nonNull)
                                .min(Comparator.naturalOrder())
                                .orElse(null),
                        status.organization());
    }

    private static String time(@Nullable Instant at, Organization organization) {
        return at == null ? "" : PlanText.time(at, organization);
    }
}
