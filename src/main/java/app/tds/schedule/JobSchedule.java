package app.tds.schedule;

import app.tds.jobs.JobDefinition;
import app.tds.mirror.Organization;
import app.tds.pipeline.RunMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.quartz.CronTrigger;
import org.quartz.JobBuilder;
import org.quartz.JobKey;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When one job runs for one organization: a trigger for each mode, in the organization's time zone. */
record JobSchedule(JobDefinition job, Organization organization) {

    private static final Logger log = LoggerFactory.getLogger(JobSchedule.class);
    private static final String OURS = "launch ";
    private static final String POSTPONED = " full postponed";

    JobKey key() {
        return key(job.name(), organization.organizationId());
    }

    static JobKey key(String job, String organizationId) {
        return new JobKey(OURS + job, organizationId);
    }

    static String job(JobKey key) {
        return key.getName().substring(OURS.length());
    }

    static boolean isOurs(JobKey key) {
        return key.getName().startsWith(OURS);
    }

    /** A job that is paused stays so, even where its triggers change. */
    void applyTo(Scheduler scheduler) throws SchedulerException {
        boolean paused = isPaused(scheduler);
        var detail = JobBuilder.newJob(LaunchOnTrigger.class)
                .withIdentity(key())
                .usingJobData(LaunchOnTrigger.JOB, job.name())
                .usingJobData(LaunchOnTrigger.ORGANIZATION, organization.organizationId())
                .storeDurably()
                .build();
        scheduler.addJob(detail, true);
        apply(scheduler, trigger(RunMode.FULL, job.schedule().full()));
        apply(scheduler, trigger(RunMode.DELTA, job.schedule().delta()));
        if (paused) {
            scheduler.pauseJob(key());
        }
    }

    boolean isPaused(Scheduler scheduler) throws SchedulerException {
        for (var trigger : scheduler.getTriggersOfJob(key())) {
            if (scheduler.getTriggerState(trigger.getKey()) == Trigger.TriggerState.PAUSED) {
                return true;
            }
        }
        return false;
    }

    /** The first time at which any of its triggers was due, or will be. */
    @Nullable
    Instant firstDue(Scheduler scheduler) throws SchedulerException {
        return scheduler.getTriggersOfJob(key()).stream()
                .map(trigger -> trigger.getPreviousFireTime() == null
                        ? trigger.getNextFireTime()
                        : trigger.getPreviousFireTime())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .map(Date::toInstant)
                .orElse(null);
    }

    CronTrigger trigger(RunMode mode, String cron) {
        return TriggerBuilder.newTrigger()
                .withIdentity(triggerKey(mode))
                .forJob(key())
                .usingJobData(LaunchOnTrigger.MODE, mode.name())
                // Of those due at the same moment, Quartz takes the highest first: a full import goes before its delta.
                .withPriority(-2 * job.priority() + (mode == RunMode.FULL ? 1 : 0))
                .withSchedule(LocalCronTrigger.schedule(cron, organization.timeZone()))
                .build();
    }

    TriggerKey triggerKey(RunMode mode) {
        return new TriggerKey(name(job.name(), mode), organization.organizationId());
    }

    /** Of which mode a trigger of this job is; empty if it is no schedule. */
    static Optional<RunMode> mode(JobKey key, String trigger) {
        return Stream.of(RunMode.FULL, RunMode.DELTA)
                .filter(mode -> trigger.equals(name(job(key), mode)))
                .findFirst();
    }

    private static String name(String job, RunMode mode) {
        return job + " " + mode.name().toLowerCase(Locale.ROOT);
    }

    /** Of the full import that could not begin when it was due. */
    static TriggerKey postponedKey(String job, String organizationId) {
        return new TriggerKey(job + POSTPONED, organizationId);
    }

    // A trigger that is right is left alone, or a misfire it still has to make up for would be forgotten.
    private static void apply(Scheduler scheduler, CronTrigger wanted) throws SchedulerException {
        var existing = scheduler.getTrigger(wanted.getKey());
        if (existing == null) {
            add(scheduler, wanted);
        } else if (!says(existing, wanted)) {
            scheduler.rescheduleJob(wanted.getKey(), wanted);
            log.info(
                    "rescheduled: {} of organization {} to {} {}",
                    wanted.getKey().getName(),
                    wanted.getKey().getGroup(),
                    wanted.getCronExpression(),
                    wanted.getTimeZone().getID());
        }
    }

    private static void add(Scheduler scheduler, CronTrigger wanted) throws SchedulerException {
        try {
            scheduler.scheduleJob(wanted);
            log.info(
                    "scheduled: {} of organization {} at {} {}",
                    wanted.getKey().getName(),
                    wanted.getKey().getGroup(),
                    wanted.getCronExpression(),
                    wanted.getTimeZone().getID());
        } catch (ObjectAlreadyExistsException e) {
            log.debug("another node was faster: {}", wanted.getKey());
        }
    }

    private static boolean says(Trigger existing, CronTrigger wanted) {
        return existing instanceof LocalCronTrigger cron
                && cron.getCronExpression().equals(wanted.getCronExpression())
                && cron.getTimeZone().getID().equals(wanted.getTimeZone().getID())
                && cron.getPriority() == wanted.getPriority()
                && cron.getMisfireInstruction() == wanted.getMisfireInstruction()
                && cron.getJobKey().equals(wanted.getJobKey());
    }
}
