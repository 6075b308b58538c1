package app.tds.launch;

import app.tds.ThisProcess;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.Backlogs;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Waiting documents have their turn after each run for webhooks. Deltas make way as soon as webhooks come, so under
 * steady webhooks the documents would wait for ever.
 */
@Component
class TurnsOfBacklogs {

    private static final Logger log = LoggerFactory.getLogger(TurnsOfBacklogs.class);

    private final Launcher launcher;
    private final Backlogs backlogs;
    private final ThisProcess process;

    TurnsOfBacklogs(Launcher launcher, Backlogs backlogs, ThisProcess process) {
        this.launcher = launcher;
        this.backlogs = backlogs;
        this.process = process;
    }

    @EventListener
    void on(RunFinished finished) {
        Run run = finished.run();
        if (!process.serves() || !run.askedBy().isWebhook() || finished.waiting() == 0) {
            return;
        }
        try {
            if (backlogs.isDue(run)) {
                launcher.launch(new LaunchRequest(run.job(), run.organizationId(), RunMode.DOCUMENTS, AskedBy.BACKLOG));
            }
        } catch (LaunchRefused busy) {
            log.debug("documents of {} wait: {}", run.job(), busy.getMessage());
        } catch (RuntimeException failure) {
            log.warn("documents of {} wait for the next delta: {}", run.job(), failure.getMessage());
        }
    }
}
