package app.tds.schedule;

import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organizations;
import app.tds.mirror.OrganizationsChanged;
import java.util.HashSet;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Keeps the triggers in the database the same as the job files say, for each organization. */
class QuartzSchedules {

    private static final Logger log = LoggerFactory.getLogger(QuartzSchedules.class);

    private final Scheduler scheduler;
    private final JobDefinitions jobs;
    private final Organizations organizations;

    QuartzSchedules(Scheduler scheduler, JobDefinitions jobs, Organizations organizations) {
        this.scheduler = scheduler;
        this.jobs = jobs;
        this.organizations = organizations;
    }

    /** Nothing fires before the triggers are right. */
    @EventListener(ApplicationReadyEvent.class)
    void start() throws SchedulerException {
        reconcile();
        scheduler.start();
    }

    /** Adds, changes and removes what is different, and touches nothing else. */
    @EventListener(OrganizationsChanged.class)
    synchronized void reconcile() throws SchedulerException {
        var wanted = new HashSet<JobKey>();
        for (var organization : organizations.all()) {
            for (var job : jobs.all()) {
                var schedule = new JobSchedule(job, organization);
                schedule.applyTo(scheduler);
                wanted.add(schedule.key());
            }
        }
        for (var key : scheduler.getJobKeys(GroupMatcher.anyJobGroup())) {
            if (JobSchedule.isOurs(key) && !wanted.contains(key) && scheduler.deleteJob(key)) {
                log.info("no longer scheduled: {} of organization {}", key.getName(), key.getGroup());
            }
        }
    }
}
