package app.tds.schedule;

import app.tds.event.EventRetention;
import app.tds.pipeline.RunRetention;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.springframework.scheduling.quartz.QuartzJobBean;

/** Removes what old runs have left behind and old events, every night, on one of the nodes. */
@DisallowConcurrentExecution
class PurgeOnTrigger extends QuartzJobBean {

    private static final JobKey KEY = new JobKey("purge", "housekeeping");
    private static final String NIGHTLY = "0 20 1 * * ?";

    private final RunRetention runs;
    private final EventRetention events;

    PurgeOnTrigger(RunRetention runs, EventRetention events) {
        this.runs = runs;
        this.events = events;
    }

    static void applyTo(Scheduler scheduler) throws SchedulerException {
        scheduler.addJob(
                JobBuilder.newJob(PurgeOnTrigger.class)
                        .withIdentity(KEY)
                        .storeDurably()
                        .build(),
                true);
        var trigger = new TriggerKey(KEY.getName(), KEY.getGroup());
        if (!scheduler.checkExists(trigger)) {
            scheduler.scheduleJob(TriggerBuilder.newTrigger()
                    .withIdentity(trigger)
                    .forJob(KEY)
                    .withSchedule(LocalCronTrigger.schedule(NIGHTLY, java.time.ZoneOffset.UTC))
                    .build());
        }
    }

    @Override
    protected void executeInternal(JobExecutionContext context) {
        runs.purge();
        events.purge();
    }
}
