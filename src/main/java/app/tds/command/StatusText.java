package app.tds.command;

import app.tds.mirror.Organization;
import app.tds.monitoring.Freshness;
import app.tds.monitoring.Freshness.Stale;
import app.tds.pipeline.Plan;
import app.tds.pipeline.Plan.JobPlan;
import app.tds.pipeline.QuarantineCauses.Cause;
import app.tds.pipeline.RunHistory.Entry;
import app.tds.schedule.ScheduledJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How an organization's jobs are, as a person reads it. */
final class StatusText {

    private static final List<String> HEADINGS = List.of(
            "job", "run", "mode", "state", "since", "last success", "fresh", "next due", "waiting", "quarantined");
    private static final int FIRST_NUMBER = 8;
    private static final int LAST_NUMBER = 9;

    private final List<Entry> latest;
    private final Freshness freshness;
    private final List<Stale> stale;
    private final List<ScheduledJob> scheduled;
    private final List<Cause> quarantined;

    StatusText(List<Entry> latest, Freshness freshness, List<ScheduledJob> scheduled, List<Cause> quarantined) {
        this.latest = latest;
        this.freshness = freshness;
        this.stale = freshness.stale();
        this.scheduled = scheduled;
        this.quarantined = quarantined;
    }

    List<String> lines(Plan plan, List<String> chosen) {
        Organization organization = plan.organization();
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        List<String> remarks = new ArrayList<>();
        long waiting = 0;
        long unusable = 0;
        for (JobPlan job : plan.jobs()) {
            if (chosen.contains(job.job())) {
                long ofJob = unusable(organization, job.job());
                rows.add(row(organization, job, ofJob));
                waiting += job.waiting();
                unusable += ofJob;
                remarks(organization, job.job(), remarks);
            }
        }
        rows.add(List.of(
                "all", "", "", "", "", "", "", "", SummaryTable.number(waiting), SummaryTable.number(unusable)));
        List<String> lines = new ArrayList<>();
        lines.add("Organization " + organization.organizationId() + ", " + organization.name());
        lines.add("");
        lines.addAll(TextTable.of(rows, FIRST_NUMBER, LAST_NUMBER));
        lines.add("");
        lines.addAll(remarks);
        return lines;
    }

    private List<String> row(Organization organization, JobPlan job, long unusable) {
        Optional<Entry> last = last(organization, job.job());
        Optional<Instant> succeeded = freshness.succeeded(job.job(), organization.organizationId());
        return List.of(
                job.job(),
                last.map(entry -> "" + entry.run().id()).orElse(""),
                last.map(RunsCommand::mode).orElse(""),
                last.map(RunsCommand::state).orElse("never run"),
                last.map(entry -> PlanText.time(
                                entry.finishedAt() == null ? entry.startedAt() : entry.finishedAt(), organization))
                        .orElse(""),
                succeeded.map(at -> PlanText.time(at, organization)).orElse(""),
                stale(organization, job.job()).isPresent() ? "stale" : succeeded.isPresent() ? "yes" : "",
                due(organization, job.job()),
                SummaryTable.number(job.waiting()),
                SummaryTable.number(unusable));
    }

    private void remarks(Organization organization, String job, List<String> remarks) {
        last(organization, job)
                .map(Entry::cause)
                .ifPresent(cause -> remarks.add(job + ": " + cause.replaceAll("\\s+", " ")));
        last(organization, job)
                .map(Entry::notice)
                .ifPresent(notice -> remarks.add(job + ": " + notice.replaceAll("\\s+", " ")));
        stale(organization, job).ifPresent(it -> remarks.add(job + " is stale: " + it.sentence()));
    }

    private Optional<Entry> last(Organization organization, String job) {
        return latest.stream()
                .filter(entry -> entry.run().job().equals(job)
                        && entry.run().organizationId().equals(organization.organizationId()))
                .findFirst();
    }

    private Optional<Stale> stale(Organization organization, String job) {
        return stale.stream()
                .filter(it -> it.job().equals(job) && it.organization().equals(organization.organizationId()))
                .findFirst();
    }

    private String due(Organization organization, String job) {
        List<ScheduledJob> modes = scheduled.stream()
                .filter(it -> it.job().equals(job) && it.organizationId().equals(organization.organizationId()))
                .toList();
        if (modes.stream().anyMatch(ScheduledJob::paused)) {
            return "paused";
        }
        return modes.stream()
                .map(ScheduledJob::nextFire)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .map(at -> PlanText.time(at, organization))
                .orElse("not scheduled");
    }

    /** List rows and complete documents. */
    private long unusable(Organization organization, String job) {
        return quarantined.stream()
                .filter(cause -> cause.organizationId().equals(organization.organizationId()))
                .filter(cause -> cause.listJob().equals(job))
                .mapToLong(Cause::records)
                .sum();
    }
}
