package app.tds.launch;

import app.tds.pipeline.Run;
import app.tds.pipeline.Runs;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Lets parked runs go on when their time has come; any node does it for all. */
@Component
class ParkedRuns implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ParkedRuns.class);

    private final Runs runs;
    private final RunLauncher launcher;
    private final boolean serving;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "parked-runs"));
    private volatile boolean running;

    ParkedRuns(Runs runs, RunLauncher launcher, @Value("${tds.schedule.enabled:false}") boolean serving) {
        this.runs = runs;
        this.launcher = launcher;
        this.serving = serving;
    }

    void resumeDue() {
        for (Run run : runs.due()) {
            launcher.resume(run);
        }
    }

    private void resumeDueOrSayWhyNot() {
        try {
            resumeDue();
        } catch (RuntimeException failure) {
            log.warn("parked runs could not be looked at: {}", failure.getMessage());
        }
    }

    @Override
    public void start() {
        running = true;
        if (serving) {
            timer.scheduleWithFixedDelay(this::resumeDueOrSayWhyNot, 1, 1, TimeUnit.SECONDS);
        }
    }

    @Override
    public void stop() {
        running = false;
        timer.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
