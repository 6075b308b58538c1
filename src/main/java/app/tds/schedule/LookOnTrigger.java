package app.tds.schedule;

import app.tds.alarm.Watches;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.quartz.QuartzJobBean;

/** Looks every half a minute whether anything is wrong, on one of the nodes. */
@DisallowConcurrentExecution
class LookOnTrigger extends QuartzJobBean {

    private static final int SECONDS = 30;
    /** Before any launch that is due at the same moment. */
    private static final int FIRST = 100;

    private static final Logger log = LoggerFactory.getLogger(LookOnTrigger.class);

    private final Watches watches;

    LookOnTrigger(Watches watches) {
        this.watches = watches;
    }

    static void applyTo(Scheduler scheduler) throws SchedulerException {
        Housekeeping.add(
                scheduler,
                LookOnTrigger.class,
                "look",
                FIRST,
                SimpleScheduleBuilder.repeatSecondlyForever(SECONDS)
                        .withMisfireHandlingInstructionNextWithRemainingCount());
    }

    @Override
    protected void executeInternal(JobExecutionContext context) {
        try {
            watches.look();
        } catch (RuntimeException failure) {
            log.warn("Nobody could look whether anything is wrong: {}", failure.getMessage());
        }
    }
}
