package app.tds.schedule;

import app.tds.launch.LaunchRequest;
import app.tds.pipeline.RunMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.Trigger.TriggerState;
import org.quartz.TriggerBuilder;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** When jobs run next, and the switch that pauses a job. All nodes share both, and a restart keeps both. */
@Component
public class Schedules {

    private static final Logger log = LoggerFactory.getLogger(Schedules.class);

    /** While a job of Quartz's runs, its triggers are blocked. */
    private static final Set<TriggerState> WAITING = Set.of(TriggerState.NORMAL, TriggerState.BLOCKED);

    private final Scheduler scheduler;
    private final TransactionTemplate transaction;

    Schedules(Scheduler scheduler, PlatformTransactionManager transactions) {
        this.scheduler = scheduler;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Every job of every organization in each mode, by name. */
    public List<ScheduledJob> all() {
        return asked(() -> {
            var all = new ArrayList<ScheduledJob>();
            for (var key : scheduler.getJobKeys(GroupMatcher.anyJobGroup())) {
                if (JobSchedule.isOurs(key)) {
                    for (var trigger : scheduler.getTriggersOfJob(key)) {
                        if (!JobSchedule.isPostponed(trigger.getKey())) {
                            all.add(scheduled(trigger));
                        }
                    }
                }
            }
            all.sort(Comparator.comparing(ScheduledJob::job)
                    .thenComparing(ScheduledJob::organizationId)
                    .thenComparing(ScheduledJob::mode));
            return all;
        });
    }

    /** The job waits until it is resumed; false if there is none. A run that is live goes on. */
    public boolean pause(String job, String organizationId, String askedBy) {
        return switched(job, organizationId, askedBy, "paused", scheduler::pauseJob);
    }

    /** The job is due again, and at once if it has missed its time; false if there is no such job. */
    public boolean resume(String job, String organizationId, String askedBy) {
        return switched(job, organizationId, askedBy, "resumed", scheduler::resumeJob);
    }

    /** A full import that could not begin is due again, and does not wait for the time that its file names. */
    void postpone(LaunchRequest full, Instant until) {
        var key = JobSchedule.postponedKey(full.job(), full.organizationId());
        var trigger = TriggerBuilder.newTrigger()
                .withIdentity(key)
                .forJob(JobSchedule.key(full.job(), full.organizationId()))
                .usingJobData(LaunchOnTrigger.MODE, full.mode().name())
                .startAt(Date.from(until))
                .build();
        asked(() -> {
            var replaced = scheduler.rescheduleJob(key, trigger);
            return replaced == null ? scheduler.scheduleJob(trigger) : replaced;
        });
    }

    /** Whether a full import waits for what runs now to end. */
    boolean isFullPostponed(String job, String organizationId) {
        return asked(() -> WAITING.contains(scheduler.getTriggerState(JobSchedule.postponedKey(job, organizationId))));
    }

    private boolean switched(String job, String organizationId, String askedBy, String done, Change change) {
        var key = JobSchedule.key(job, organizationId);
        return asked(() -> {
            boolean known = scheduler.checkExists(key);
            if (known) {
                change.of(key);
                log.info("{} of organization {} is {} by {}", job, organizationId, done, askedBy);
            }
            return known;
        });
    }

    private ScheduledJob scheduled(Trigger trigger) throws SchedulerException {
        var data = trigger.getJobDataMap();
        var job = trigger.getJobKey();
        return new ScheduledJob(
                JobSchedule.job(job),
                job.getGroup(),
                RunMode.valueOf(data.getString(LaunchOnTrigger.MODE)),
                instant(trigger.getNextFireTime()),
                instant(trigger.getPreviousFireTime()),
                scheduler.getTriggerState(trigger.getKey()) == TriggerState.PAUSED);
    }

    private static @Nullable Instant instant(@Nullable Date time) {
        return time == null ? null : time.toInstant();
    }

    /** In one transaction: Quartz's locks hold only as long as Spring's. */
    private <T> T asked(Question<T> question) {
        return Objects.requireNonNull(transaction.execute(status -> {
            try {
                return question.ask();
            } catch (SchedulerException cause) {
                throw new IllegalStateException("The schedules could not be read: " + cause.getMessage(), cause);
            }
        }));
    }

    private interface Question<T> {
        T ask() throws SchedulerException;
    }

    private interface Change {
        void of(JobKey key) throws SchedulerException;
    }
}
