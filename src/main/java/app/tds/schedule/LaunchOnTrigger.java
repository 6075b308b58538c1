package app.tds.schedule;

import app.tds.launch.LaunchRefused;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.Patience;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunMode;
import java.time.Duration;
import java.time.Instant;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.quartz.QuartzJobBean;

/**
 * Asks for a run when its time has come; how it ends is not the schedule's business. A delta that finds a run in its
 * way is skipped, since the next delta is due in minutes. A full import is due again a minute later, until it has its
 * turn. Deltas of a job that the organization cannot have rest until a full import was let in. A delta may also leave its
 * calls to others ({@link Patience}), which is no trouble and leaves no row.
 */
@DisallowConcurrentExecution
class LaunchOnTrigger extends QuartzJobBean {

    static final String JOB = "job";
    static final String ORGANIZATION = "organization";
    static final String MODE = "mode";

    /** After which a full import that found another run in its way tries again. */
    private static final Duration POSTPONED = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(LaunchOnTrigger.class);

    private final Launcher launcher;
    private final Schedules schedules;
    private final SkippedFires skipped;
    private final Patience patience;

    LaunchOnTrigger(Launcher launcher, Schedules schedules, SkippedFires skipped, Patience patience) {
        this.launcher = launcher;
        this.schedules = schedules;
        this.skipped = skipped;
        this.patience = patience;
    }

    @Override
    protected void executeInternal(JobExecutionContext context) {
        var data = context.getMergedJobDataMap();
        var request = new LaunchRequest(
                data.getString(JOB),
                data.getString(ORGANIZATION),
                RunMode.valueOf(data.getString(MODE)),
                AskedBy.SCHEDULE);
        Instant due = context.getScheduledFireTime().toInstant();
        try {
            if (request.mode() == RunMode.DELTA && skipped.isOff(request)) {
                skip(request, due, "the source does not let this organization's connection read the list");
            } else if (request.mode() == RunMode.DELTA
                    && schedules.isFullPostponed(request.job(), request.organizationId())) {
                skip(request, due, "the full import that was due waits for its turn");
            } else if (request.mode() == RunMode.DELTA && patience.mayWait(request.job(), request.organizationId())) {
                log.debug(
                        "not started by schedule: {} of {} leaves its calls to others",
                        request.job(),
                        request.organizationId());
            } else {
                launcher.launch(request);
            }
        } catch (LaunchRefused e) {
            skip(request, due, String.valueOf(e.getMessage()));
            if (request.mode() == RunMode.FULL && isInTheWayOfFull(e)) {
                schedules.postpone(request, context.getFireTime().toInstant().plus(POSTPONED));
            }
        }
    }

    /** Another full import is not in the way: what that import reads need not be read once more. */
    private static boolean isInTheWayOfFull(LaunchRefused refused) {
        Run run = refused.inTheWay();
        return refused.reason() == LaunchRefused.Reason.CONFLICT && (run == null || run.mode() != RunMode.FULL);
    }

    private void skip(LaunchRequest request, Instant due, String cause) {
        log.info("not started by schedule: {}", cause);
        skipped.add(request, due, cause);
    }
}
