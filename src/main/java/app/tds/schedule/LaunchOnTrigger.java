package app.tds.schedule;

import app.tds.launch.LaunchRefused;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.pipeline.RunMode;
import io.micrometer.core.instrument.MeterRegistry;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.quartz.QuartzJobBean;

/** Asks for a run when its time has come; how it ends is not the schedule's business. */
@DisallowConcurrentExecution
class LaunchOnTrigger extends QuartzJobBean {

    static final String JOB = "job";
    static final String ORGANIZATION = "organization";
    static final String MODE = "mode";

    private static final Logger log = LoggerFactory.getLogger(LaunchOnTrigger.class);

    private final Launcher launcher;
    private final SkippedFires skipped;
    private final MeterRegistry meters;

    LaunchOnTrigger(Launcher launcher, SkippedFires skipped, MeterRegistry meters) {
        this.launcher = launcher;
        this.skipped = skipped;
        this.meters = meters;
    }

    @Override
    protected void executeInternal(JobExecutionContext context) {
        var data = context.getMergedJobDataMap();
        var request = new LaunchRequest(
                data.getString(JOB), data.getString(ORGANIZATION), RunMode.valueOf(data.getString(MODE)), "schedule");
        try {
            launcher.launch(request);
        } catch (LaunchRefused e) {
            log.info("not started by schedule: {}", e.getMessage());
            skipped.add(request, context.getScheduledFireTime().toInstant(), String.valueOf(e.getMessage()));
            meters.counter("tds.schedule.skipped", "job", request.job(), "organization", request.organizationId())
                    .increment();
        }
    }
}
