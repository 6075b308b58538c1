package app.tds.schedule;

import app.tds.PlainTime;
import app.tds.alarm.Finding;
import app.tds.alarm.Looks;
import app.tds.alarm.Rules;
import app.tds.alarm.Severity;
import app.tds.alarm.Threshold;
import app.tds.alarm.Watch;
import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.launch.Launcher;
import app.tds.launch.Nodes;
import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds schedules that nobody keeps. Where nothing is scheduled, as where cron starts each run, nothing is missing. */
@Component
class SchedulesWatch implements Watch {

    private static final Duration EVER = Duration.ofDays(36_500);

    private final Schedules schedules;
    private final JobDefinitions jobs;
    private final Organizations organizations;
    private final Launcher launcher;
    private final Nodes nodes;
    private final Looks looks;
    private final Rules rules;
    private final Clock clock;

    SchedulesWatch(
            Schedules schedules,
            JobDefinitions jobs,
            Organizations organizations,
            Launcher launcher,
            Nodes nodes,
            Looks looks,
            Rules rules,
            Clock clock) {
        this.schedules = schedules;
        this.jobs = jobs;
        this.organizations = organizations;
        this.launcher = launcher;
        this.nodes = nodes;
        this.looks = looks;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public List<Finding> look() {
        List<ScheduledJob> scheduled = schedules.all();
        if (scheduled.isEmpty()) {
            return List.of();
        }
        Optional<Finding> nobody = nobodyServes();
        if (nobody.isPresent()) {
            return List.of(nobody.get());
        }
        List<Finding> findings = new ArrayList<>();
        for (Organization organization : organizations.all()) {
            List<ScheduledJob> own = scheduled.stream()
                    .filter(it -> it.organizationId().equals(organization.organizationId()))
                    .toList();
            missing(organization, own, findings);
            overdue(organization, own, findings);
        }
        return findings;
    }

    /** A restart takes a while. A process that hangs holds its lock, and gives no sign. */
    private Optional<Finding> nobodyServes() {
        Instant now = clock.instant();
        Optional<Instant> sign = Stream.of(looks.last(), nodes.lastSign())
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
        if (sign.isEmpty() && launcher.isServed()) {
            return Optional.empty();
        }
        Duration silent = sign.map(it -> Duration.between(it, now)).orElse(EVER);
        return rules.of("nobody-serves", "", "")
                .severity(Threshold.of(silent))
                .map(severity -> Finding.of(
                        "nobody-serves",
                        severity,
                        "No process serves, so that nothing that is scheduled runs. The last sign of life: "
                                + sign.map(PlainTime::utc).orElse("none") + ".",
                        "Start serve; a process that has ended says why at the end of its log."));
    }

    private void missing(Organization organization, List<ScheduledJob> own, List<Finding> findings) {
        String missing = jobs.all().stream()
                .filter(job -> job.source().integration().equals(organization.source()))
                .map(JobDefinition::name)
                .filter(job -> own.stream().noneMatch(it -> it.job().equals(job)))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            findings.add(finding(
                    organization,
                    "not-scheduled",
                    "Jobs of organization " + organization.organizationId() + " have no schedule: " + missing + ".",
                    "Restart serve, which puts them into the database."));
        }
    }

    private void overdue(Organization organization, List<ScheduledJob> own, List<Finding> findings) {
        Instant now = clock.instant();
        String overdue = own.stream()
                .filter(it -> !it.paused() && it.nextFire() != null)
                .filter(it -> isOverdue(it, Duration.between(it.nextFire(), now)))
                .map(ScheduledJob::job)
                .distinct()
                .collect(Collectors.joining(", "));
        if (!overdue.isEmpty()) {
            findings.add(finding(
                    organization,
                    "overdue",
                    "Jobs of organization " + organization.organizationId() + " have been due for minutes: " + overdue
                            + ".",
                    "A process serves, yet starts nothing: see its log, then restart it."));
        }
    }

    private boolean isOverdue(ScheduledJob due, Duration late) {
        return !late.isNegative()
                && rules.of("overdue", due.organizationId(), due.job())
                        .severity(Threshold.of(late))
                        .isPresent();
    }

    private static Finding finding(Organization organization, String kind, String sentence, String cure) {
        return Finding.of(kind, Severity.WARNING, sentence, cure).ofOrganization(organization.organizationId());
    }
}
