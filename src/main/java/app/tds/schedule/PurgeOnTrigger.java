package app.tds.schedule;

import app.tds.Retention;
import java.util.List;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.scheduling.quartz.QuartzJobBean;

/** Removes everything that is kept for a while only, every night, on one of the nodes. */
@DisallowConcurrentExecution
class PurgeOnTrigger extends QuartzJobBean {

    private static final String NIGHTLY = "0 20 1 * * ?";

    private static final Logger log = LoggerFactory.getLogger(PurgeOnTrigger.class);

    private final List<Retention> kept;

    PurgeOnTrigger(List<Retention> kept) {
        this.kept = List.copyOf(kept);
    }

    static void applyTo(Scheduler scheduler) throws SchedulerException {
        Housekeeping.add(
                scheduler, PurgeOnTrigger.class, "purge", LocalCronTrigger.schedule(NIGHTLY, java.time.ZoneOffset.UTC));
    }

    @Override
    protected void executeInternal(JobExecutionContext context) {
        kept.forEach(PurgeOnTrigger::purge);
    }

    /** A failure keeps nothing else from being removed. */
    private static void purge(Retention kept) {
        try {
            long removed = kept.purge();
            log.atLevel(removed > 0 ? Level.INFO : Level.DEBUG).log("Removed old {}: {}", kept.what(), removed);
        } catch (RuntimeException failure) {
            log.warn("Old {} could not be removed and are tried again tomorrow: {}", kept.what(), failure.getMessage());
        }
    }
}
