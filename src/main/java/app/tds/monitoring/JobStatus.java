package app.tds.monitoring;

import app.tds.PlainTime;
import app.tds.jobs.JobDefinition;
import app.tds.mirror.Organization;
import app.tds.pipeline.JobState;
import app.tds.pipeline.RunHistory.Entry;
import app.tds.schedule.ScheduledJob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a job of an organization is.
 *
 * @param freshness whether what is mirrored is as new as it should be
 * @param age how old what is mirrored is; before the first complete run, how long the job has been due; null if the job
 *     was never due
 * @param kept what the ends of its runs have left
 * @param last the job's last run, of any kind, live or over; null if there is none
 * @param schedules when it is due, in each mode; none if nothing is scheduled
 * @param quarantined records and documents that could not be used
 */
public record JobStatus(
        Organization organization,
        JobDefinition job,
        Freshness freshness,
        @Nullable Duration age,
        JobState kept,
        @Nullable Entry last,
        List<ScheduledJob> schedules,
        long quarantined) {

    /** What can be said of what is mirrored. */
    public enum Freshness {
        /** What was seen is no older than the job file allows. */
        FRESH,
        /** What was seen is older. */
        STALE,
        /** Nothing was ever seen completely. */
        UNKNOWN
    }

    static JobStatus of(
            Organization organization,
            JobDefinition job,
            JobState kept,
            @Nullable Entry last,
            List<ScheduledJob> schedules,
            long quarantined,
            Instant now) {
        Duration age = age(kept, now);
        return new JobStatus(
                organization, job, freshness(kept, age, job.freshness()), age, kept, last, schedules, quarantined);
    }

    private static @Nullable Duration age(JobState kept, Instant now) {
        Instant since = kept.seenUntil() == null ? kept.scheduledSince() : kept.seenUntil();
        if (since == null) {
            return null;
        }
        Duration age = Duration.between(since, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    private static Freshness freshness(JobState kept, @Nullable Duration age, Duration limit) {
        if (kept.seenUntil() == null || age == null) {
            return Freshness.UNKNOWN;
        }
        return age.compareTo(limit) <= 0 ? Freshness.FRESH : Freshness.STALE;
    }

    /** Whether somebody lets the job wait. */
    public boolean isPaused() {
        return schedules.stream().anyMatch(ScheduledJob::paused);
    }

    /** Whether it is this job of this organization. */
    public boolean is(String jobName, String organizationId) {
        return job.name().equals(jobName) && organization.organizationId().equals(organizationId);
    }

    /** Job and organization, for a person. */
    public String name() {
        return job.name() + " of organization " + organization.organizationId();
    }

    /** What was seen, since when the job is due, and how old the rows may be. */
    public String sentence() {
        String limit = "; at most " + PlainTime.text(job.freshness()) + " is allowed";
        if (age == null) {
            return "was never due nor asked for";
        }
        return kept.seenUntil() == null
                ? "was never read completely, though due since "
                        + time(Objects.requireNonNull(kept.scheduledSince(), "since when a job is due")) + ", "
                        + PlainTime.text(age) + " ago" + limit
                : "was seen through " + time(kept.seenUntil()) + ", " + PlainTime.text(age) + " ago" + limit;
    }

    private String time(Instant instant) {
        return PlainTime.in(organization.timeZone(), instant);
    }
}
