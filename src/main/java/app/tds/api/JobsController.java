package app.tds.api;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.monitoring.JobStatus;
import app.tds.monitoring.JobStatus.Freshness;
import app.tds.monitoring.JobStatuses;
import app.tds.pipeline.RunMode;
import app.tds.schedule.ScheduledJob;
import app.tds.schedule.Schedules;
import app.tds.schedule.SkippedFires;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Jobs, when they are due, and the switch that lets them wait. */
@RestController
@ConditionalOnWebApplication(type = Type.SERVLET)
@RequestMapping("/api/v1/tds/jobs")
class JobsController {

    private static final Duration LATELY = Duration.ofDays(1);

    private final JobDefinitions jobs;
    private final Schedules schedules;
    private final JobStatuses statuses;
    private final SkippedFires skipped;
    private final Clock clock;

    JobsController(JobDefinitions jobs, Schedules schedules, JobStatuses statuses, SkippedFires skipped, Clock clock) {
        this.jobs = jobs;
        this.schedules = schedules;
        this.statuses = statuses;
        this.skipped = skipped;
        this.clock = clock;
    }

    record JobsAnswer(List<JobAnswer> jobs) {}

    /**
     * A job.
     *
     * @param full when everything is read, as its file says
     * @param delta when what has changed is read, as its file says
     * @param organizations how the job is for each
     */
    record JobAnswer(
            String job,
            String integration,
            String full,
            String delta,
            Duration freshness,
            List<StatusAnswer> organizations) {}

    /**
     * A job of an organization.
     *
     * @param freshness whether what is mirrored is as new as it should be
     * @param seenUntil everything modified until then was seen
     * @param completeThrough everything modified until then is in the tables with its documents, nothing of it in quarantine
     * @param verifiedThrough everything modified until then was read back and compared, and was equal
     * @param verificationHeldBy why that is not later
     * @param succeeded when it last succeeded
     * @param scheduledSince when it was first due or asked for
     * @param scheduled whether it runs by the clock
     * @param failedInARow full and delta runs that failed since the last one that completed
     * @param waiting documents that have still to be fetched
     * @param skippedInADay fires of the last day that found a run still running
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StatusAnswer(
            String organization,
            Freshness freshness,
            @Nullable Instant seenUntil,
            @Nullable Instant completeThrough,
            @Nullable Instant verifiedThrough,
            @Nullable String verificationHeldBy,
            @Nullable Instant succeeded,
            @Nullable Instant scheduledSince,
            boolean scheduled,
            boolean paused,
            @Nullable Instant nextFull,
            @Nullable Instant nextDelta,
            @Nullable Instant previousFull,
            @Nullable Instant previousDelta,
            int failedInARow,
            long waiting,
            long quarantined,
            int skippedInADay) {}

    @GetMapping
    JobsAnswer list() {
        var all = statuses.all();
        return new JobsAnswer(jobs.all().stream().map(job -> answer(job, all)).toList());
    }

    @PostMapping("/{job}/pause")
    JobAnswer pause(
            @PathVariable String job, @RequestParam(required = false) @Nullable String organization, Principal who) {
        return change(job, organization, it -> schedules.pause(job, it, who.getName()));
    }

    @PostMapping("/{job}/resume")
    JobAnswer resume(
            @PathVariable String job, @RequestParam(required = false) @Nullable String organization, Principal who) {
        return change(job, organization, it -> schedules.resume(job, it, who.getName()));
    }

    private interface Change {
        boolean of(String organization);
    }

    private JobAnswer change(String name, @Nullable String organization, Change change) {
        var job = jobs.find(name).orElseThrow(() -> Integration.nothing("There is no job \"" + name + "\"."));
        var scheduled = schedules.all().stream()
                .filter(it -> it.job().equals(name))
                .map(ScheduledJob::organizationId)
                .distinct()
                .filter(it -> organization == null || it.equals(organization))
                .toList();
        if (scheduled.isEmpty()) {
            throw Integration.nothing(name + " is not scheduled"
                    + (organization == null ? "." : " for organization " + organization + "."));
        }
        scheduled.forEach(change::of);
        return answer(job, statuses.all());
    }

    private JobAnswer answer(JobDefinition job, List<JobStatus> all) {
        return new JobAnswer(
                job.name(),
                job.source().integration(),
                job.schedule().full(),
                job.schedule().delta(),
                job.freshness(),
                all.stream()
                        .filter(it -> it.job().name().equals(job.name()))
                        .map(this::answer)
                        .toList());
    }

    private StatusAnswer answer(JobStatus status) {
        var organization = status.organization().organizationId();
        var full = of(RunMode.FULL, status.schedules());
        var delta = of(RunMode.DELTA, status.schedules());
        var day = clock.instant().minus(LATELY);
        return new StatusAnswer(
                organization,
                status.freshness(),
                status.kept().seenUntil(),
                status.kept().completeThrough(),
                status.kept().verifiedThrough(),
                status.kept().heldBy(),
                status.kept().succeeded(),
                status.kept().scheduledSince(),
                !status.schedules().isEmpty(),
                status.isPaused(),
                full == null ? null : full.nextFire(),
                delta == null ? null : delta.nextFire(),
                full == null ? null : full.previousFire(),
                delta == null ? null : delta.previousFire(),
                status.kept().failedInARow(),
                status.kept().waiting(),
                status.quarantined(),
                skipped.since(status.job().name(), organization, day).size());
    }

    private static @Nullable ScheduledJob of(RunMode mode, List<ScheduledJob> modes) {
        return modes.stream().filter(it -> it.mode() == mode).findFirst().orElse(null);
    }
}
