package app.tds.schedule;

import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organizations;
import app.tds.mirror.OrganizationsChanged;
import app.tds.pipeline.JobStates;
import java.util.HashSet;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the triggers in the database the same as the job files say, for each organization. */
class QuartzSchedules {

    private static final Logger log = LoggerFactory.getLogger(QuartzSchedules.class);

    private final Scheduler scheduler;
    private final JobDefinitions jobs;
    private final Organizations organizations;
    private final JobStates states;
    private final TransactionTemplate transaction;

    QuartzSchedules(
            Scheduler scheduler,
            JobDefinitions jobs,
            Organizations organizations,
            JobStates states,
            PlatformTransactionManager transactions) {
        this.scheduler = scheduler;
        this.jobs = jobs;
        this.organizations = organizations;
        this.states = states;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Nothing fires before the triggers are right. */
    @EventListener(ApplicationReadyEvent.class)
    void start() throws SchedulerException {
        reconcile();
        scheduler.start();
    }

    /**
     * Adds, changes and removes what is different, and touches nothing else.
     *
     * <p>In one transaction: without it, Quartz's row locks would end with each statement, and a paused job could fire
     * while its trigger is replaced.
     */
    @EventListener(OrganizationsChanged.class)
    synchronized void reconcile() {
        transaction.executeWithoutResult(status -> {
            try {
                apply();
            } catch (SchedulerException cause) {
                throw new IllegalStateException("The schedules could not be kept: " + cause.getMessage(), cause);
            }
        });
    }

    private void apply() throws SchedulerException {
        var wanted = new HashSet<JobKey>();
        for (var organization : organizations.all()) {
            for (var job : jobs.all()) {
                var schedule = new JobSchedule(job, organization);
                schedule.applyTo(scheduler);
                states.due(job, organization.organizationId(), schedule.firstDue(scheduler));
                wanted.add(schedule.key());
            }
        }
        PurgeOnTrigger.applyTo(scheduler);
        LookOnTrigger.applyTo(scheduler);
        for (var key : scheduler.getJobKeys(GroupMatcher.anyJobGroup())) {
            if (JobSchedule.isOurs(key) && !wanted.contains(key) && scheduler.deleteJob(key)) {
                log.info("no longer scheduled: {} of organization {}", key.getName(), key.getGroup());
            }
        }
    }
}
