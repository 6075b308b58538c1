package app.tds.schedule;

import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobKey;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;

/** Work of Quartz that belongs to no job of ours. All nodes share one trigger, and one node fires. */
final class Housekeeping {

    private static final String GROUP = "housekeeping";

    private Housekeeping() {}

    /** Adds the work, and its trigger unless a node has added that already. */
    static void add(Scheduler scheduler, Class<? extends Job> work, String name, int priority, ScheduleBuilder<?> when)
            throws SchedulerException {
        var key = new JobKey(name, GROUP);
        scheduler.addJob(
                JobBuilder.newJob(work).withIdentity(key).storeDurably().build(), true);
        var trigger = new TriggerKey(name, GROUP);
        if (!scheduler.checkExists(trigger)) {
            scheduler.scheduleJob(TriggerBuilder.newTrigger()
                    .withIdentity(trigger)
                    .forJob(key)
                    .withPriority(priority)
                    .withSchedule(when)
                    .build());
        }
    }

    /** As {@link #add(Scheduler, Class, String, int, ScheduleBuilder)}, with the priority that Quartz gives by itself. */
    static void add(Scheduler scheduler, Class<? extends Job> work, String name, ScheduleBuilder<?> when)
            throws SchedulerException {
        add(scheduler, work, name, Trigger.DEFAULT_PRIORITY, when);
    }
}
