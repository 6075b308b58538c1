package app.tds.schedule;

import app.tds.alarm.Finding;
import app.tds.alarm.Rules;
import app.tds.alarm.Severity;
import app.tds.alarm.Threshold;
import app.tds.alarm.Watch;
import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.launch.Launcher;
import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds schedules that nobody keeps. Where nothing is scheduled, as where cron starts each run, nothing is missing. */
@Component
class SchedulesWatch implements Watch {

    private final Schedules schedules;
    private final JobDefinitions jobs;
    private final Organizations organizations;
    private final Launcher launcher;
    private final Rules rules;
    private final Clock clock;

    SchedulesWatch(
            Schedules schedules,
            JobDefinitions jobs,
            Organizations organizations,
            Launcher launcher,
            Rules rules,
            Clock clock) {
        this.schedules = schedules;
        this.jobs = jobs;
        this.organizations = organizations;
        this.launcher = launcher;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public List<Finding> look() {
        List<ScheduledJob> scheduled = schedules.all();
        if (scheduled.isEmpty()) {
            return List.of();
        }
        if (!launcher.isServed()) {
            return List.of(Finding.of(
                    "nobody-serves",
                    Severity.CRITICAL,
                    "No process serves, so that nothing that is scheduled runs.",
                    "Start serve; a process that has ended says why at the end of its log."));
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
