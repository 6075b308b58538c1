package app.tds.schedule;

import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organizations;
import app.tds.pipeline.JobStates;
import org.quartz.Scheduler;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Runs start by the clock only where {@code tds.schedule.enabled} says so: in commands that serve. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("tds.schedule.enabled")
class ScheduleConfiguration {

    @Bean
    QuartzSchedules quartzSchedules(
            Scheduler scheduler,
            JobDefinitions jobs,
            Organizations organizations,
            JobStates states,
            PlatformTransactionManager transactions) {
        return new QuartzSchedules(scheduler, jobs, organizations, states, transactions);
    }
}
