package app.tds.schedule;

import app.tds.launch.LaunchRequest;
import app.tds.pipeline.RunMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger.TriggerState;
import org.quartz.TriggerBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** When jobs run next, and the switch that pauses a job. All nodes share both, and a restart keeps both. */
@Component
public class Schedules {

    private static final Logger log = LoggerFactory.getLogger(Schedules.class);

    /** As Quartz writes it; the second is that of a paused trigger whose job runs. */
    private static final Set<String> PAUSED = Set.of("PAUSED", "PAUSED_BLOCKED");

    /** While a job of Quartz's runs, its triggers are blocked. */
    private static final Set<TriggerState> WAITING = Set.of(TriggerState.NORMAL, TriggerState.BLOCKED);

    private final Scheduler scheduler;
    private final String name;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    /**
     * The schedule is also looked at where nothing is scheduled, and without a scheduler.
     *
     * @param scheduler made when a schedule is changed
     */
    Schedules(
            @Lazy Scheduler scheduler,
            @Value("${spring.quartz.scheduler-name}") String name,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.scheduler = scheduler;
        this.name = name;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Every job of every organization in each mode, by name. */
    public List<ScheduledJob> all() {
        return asked(() -> jdbc.sql("""
                        select job_name, job_group, trigger_name, trigger_state, next_fire_time, prev_fire_time
                        from quartz.qrtz_triggers where sched_name = ?
                        """).param(name).query(Schedules::scheduled).list().stream()
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(ScheduledJob::job)
                        .thenComparing(ScheduledJob::organizationId)
                        .thenComparing(ScheduledJob::mode))
                .toList());
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

    /** Empty if the trigger is not the schedule of a job. Quartz writes 0 or -1 where there is no time. */
    private static Optional<ScheduledJob> scheduled(ResultSet row, int number) throws SQLException {
        var key = new JobKey(row.getString("job_name"), row.getString("job_group"));
        if (!JobSchedule.isOurs(key)) {
            return Optional.empty();
        }
        Optional<RunMode> mode = JobSchedule.mode(key, row.getString("trigger_name"));
        Instant next = instant(row.getLong("next_fire_time"));
        Instant previous = instant(row.getLong("prev_fire_time"));
        boolean paused = PAUSED.contains(row.getString("trigger_state"));
        return mode.map(it -> new ScheduledJob(JobSchedule.job(key), key.getGroup(), it, next, previous, paused));
    }

    private static @Nullable Instant instant(long millis) {
        return millis <= 0 ? null : Instant.ofEpochMilli(millis);
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
