package app.tds.api;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
    private final SkippedFires skipped;
    private final Clock clock;

    JobsController(JobDefinitions jobs, Schedules schedules, SkippedFires skipped, Clock clock) {
        this.jobs = jobs;
        this.schedules = schedules;
        this.skipped = skipped;
        this.clock = clock;
    }

    record JobsAnswer(List<JobAnswer> jobs) {}

    /**
     * A job.
     *
     * @param full when everything is read, as its file says
     * @param delta when what has changed is read, as its file says
     * @param schedules of each organization; none where nothing is scheduled
     */
    record JobAnswer(
            String job,
            String integration,
            String full,
            String delta,
            Duration freshness,
            List<ScheduleAnswer> schedules) {}

    /**
     * A job of an organization.
     *
     * @param skippedInADay fires of the last day that found a run still running
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ScheduleAnswer(
            String organization,
            boolean paused,
            @Nullable Instant nextFull,
            @Nullable Instant nextDelta,
            @Nullable Instant previousFull,
            @Nullable Instant previousDelta,
            int skippedInADay) {}

    @GetMapping
    JobsAnswer list() {
        var scheduled = schedules.all();
        return new JobsAnswer(
                jobs.all().stream().map(job -> answer(job, scheduled)).toList());
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
        return answer(job, schedules.all());
    }

    private JobAnswer answer(JobDefinition job, List<ScheduledJob> scheduled) {
        Map<String, List<ScheduledJob>> byOrganization = scheduled.stream()
                .filter(it -> it.job().equals(job.name()))
                .collect(Collectors.groupingBy(ScheduledJob::organizationId, TreeMap::new, Collectors.toList()));
        return new JobAnswer(
                job.name(),
                job.source().integration(),
                job.schedule().full(),
                job.schedule().delta(),
                job.freshness(),
                byOrganization.entrySet().stream()
                        .map(it -> answer(job.name(), it.getKey(), it.getValue()))
                        .toList());
    }

    private ScheduleAnswer answer(String job, String organization, List<ScheduledJob> modes) {
        var full = of(RunMode.FULL, modes);
        var delta = of(RunMode.DELTA, modes);
        return new ScheduleAnswer(
                organization,
                modes.stream().anyMatch(ScheduledJob::paused),
                full == null ? null : full.nextFire(),
                delta == null ? null : delta.nextFire(),
                full == null ? null : full.previousFire(),
                delta == null ? null : delta.previousFire(),
                skipped.since(job, organization, clock.instant().minus(LATELY)).size());
    }

    private static @Nullable ScheduledJob of(RunMode mode, List<ScheduledJob> modes) {
        return modes.stream().filter(it -> it.mode() == mode).findFirst().orElse(null);
    }
}
