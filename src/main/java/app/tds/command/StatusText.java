package app.tds.command;

import app.tds.PlainTime;
import app.tds.alarm.Watches;
import app.tds.launch.Nodes.Node;
import app.tds.mirror.Organization;
import app.tds.monitoring.JobStatus;
import app.tds.monitoring.JobStatus.Freshness;
import app.tds.pipeline.RunHistory.Entry;
import app.tds.schedule.ScheduledJob;
import java.time.Duration;
import java.time.Instant;
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
            "job",
            "run",
            "mode",
            "state",
            "since",
            "seen",
            "complete",
            "verified",
            "fresh",
            "next due",
            "waiting",
            "unusable");
    private static final List<String> NARROW =
            List.of("job", "state", "seen", "fresh", "next due", "waiting", "unusable");

    private final boolean served;
    private final Wide wide;
    private final Instant now;

    /**
     * Text.
     *
     * @param served whether anything that is due will run
     */
    StatusText(boolean served, Wide wide, Instant now) {
        this.served = served;
        this.wide = wide;
        this.now = now;
    }

    /** Who runs what is due. */
    static String served(List<Node> serving) {
        return serving.isEmpty()
                ? "No process serves: nothing runs by itself, and nothing is due, until serve is started."
                : "Served by "
                        + serving.stream()
                                .map(node -> node.name() + " since " + PlainTime.utc(node.began()))
                                .collect(Collectors.joining(" and "))
                        + ".";
    }

    /** What is to be said if nobody has looked for alarms lately. */
    static Optional<String> unwatched(@Nullable Instant looked, Instant now) {
        return looked != null && Watches.isRecent(looked, now)
                ? Optional.empty()
                : Optional.of("Whether anything is wrong is not known: nobody has looked "
                        + (looked == null ? "yet." : "since " + PlainTime.utc(looked) + "."));
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
                "",
                "",
                SummaryTable.number(
                        jobs.stream().mapToLong(it -> it.kept().waiting()).sum()),
                SummaryTable.number(
                        jobs.stream().mapToLong(JobStatus::quarantined).sum())));
        List<String> lines = new ArrayList<>();
        lines.add("Organization " + organization.organizationId() + ", " + organization.name());
        lines.add(Wide.zone(organization.timeZone(), now)
                + " Everything that was modified up to \"seen\" has been read.");
        lines.add("");
        lines.addAll(TextTable.of(wide.of(rows, NARROW), "waiting", "unusable"));
        lines.add("");
        lines.add(verified(organization, jobs));
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
                last.map(entry -> RunsCommand.state(entry, wide)).orElse("never run"),
                last.map(entry ->
                                time(entry.finishedAt() == null ? entry.startedAt() : entry.finishedAt(), organization))
                        .orElse(""),
                time(status.kept().seenUntil(), organization),
                time(status.kept().completeThrough(), organization),
                time(status.kept().verifiedThrough(), organization),
                status.freshness() == Freshness.FRESH
                        ? "yes"
                        : status.freshness().name().toLowerCase(Locale.ROOT),
                due(status),
                SummaryTable.number(status.kept().waiting()),
                SummaryTable.number(status.quarantined()));
    }

    /** Up to when everything was compared, field by field; how far each job is stands in the wide table. */
    private String verified(Organization organization, List<JobStatus> jobs) {
        List<String> unknown = jobs.stream()
                .filter(job -> job.kept().verifiedThrough() == null)
                .map(job -> job.job().name())
                .toList();
        if (!unknown.isEmpty()) {
            return "Not compared with the source yet: " + String.join(", ", unknown) + ".";
        }
        return jobs.stream()
                .min(Comparator.comparing(
                        job -> Objects.requireNonNull(job.kept().verifiedThrough())))
                .map(last -> "Compared with the source and equal: everything modified up to "
                        + time(last.kept().verifiedThrough(), organization)
                        + (last.kept().heldBy() == null
                                ? "."
                                : ". " + last.job().name() + " is held there: "
                                        + last.kept().heldBy() + "."))
                .orElse("");
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
            return "never";
        }
        return !served
                ? "not served"
                : fromNow(
                        status.schedules().stream()
                                .map(ScheduledJob::nextFire)
                                .filter(Objects::nonNull)
                                .min(Comparator.naturalOrder())
                                .orElse(null),
                        status.organization());
    }

    /** How long until then; the time itself where there is room. */
    private String fromNow(@Nullable Instant at, Organization organization) {
        if (at == null || wide.isWide()) {
            return time(at, organization);
        }
        Duration left = Duration.between(now, at);
        if (left.toMinutes() < 1) {
            return "now";
        }
        return left.toHours() < 1
                ? "in " + left.toMinutes() + " min"
                : left.toDays() < 2 ? "in " + left.toHours() + " h" : "in " + left.toDays() + " d";
    }

    private String time(@Nullable Instant at, Organization organization) {
        return wide.time(at, organization.timeZone(), now);
    }
}
