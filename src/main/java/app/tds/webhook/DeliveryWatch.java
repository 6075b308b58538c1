package app.tds.webhook;

import app.tds.launch.LaunchRefused;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import app.tds.pipeline.RunMode;
import app.tds.webhook.Deliveries.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks at how webhooks fare, every minute and in every process that serves: the first one that notices says so, and has
 * what was missed read at once.
 */
@Component
class DeliveryWatch implements SmartLifecycle {

    static final String ASKED_BY = "webhook recovery";
    /** While it goes on; the schedule's own deltas run as well. */
    static final Duration PAUSE = Duration.ofHours(4);

    private static final Duration KEPT = Duration.ofDays(7 * (Rhythm.WEEKS + 1));

    private static final Logger log = LoggerFactory.getLogger(DeliveryWatch.class);

    private final Organizations organizations;
    private final Deliveries deliveries;
    private final DeliveryCounts counts;
    private final Alarms alarms;
    private final DeliveryGauges gauges;
    private final Launcher launcher;
    private final Clock clock;
    private final boolean serving;
    private @Nullable ScheduledExecutorService timer;

    DeliveryWatch(
            Organizations organizations,
            Deliveries deliveries,
            DeliveryCounts counts,
            Alarms alarms,
            DeliveryGauges gauges,
            Launcher launcher,
            Clock clock,
            @Value("${tds.schedule.enabled:false}") boolean serving) {
        this.organizations = organizations;
        this.deliveries = deliveries;
        this.counts = counts;
        this.alarms = alarms;
        this.gauges = gauges;
        this.launcher = launcher;
        this.clock = clock;
        this.serving = serving;
    }

    void look() {
        counts.writeRefused();
        Instant now = clock.instant();
        List<State> states = new ArrayList<>();
        List<Alarm> wrong = new ArrayList<>();
        for (Organization organization : organizations.all()) {
            State state = deliveries.of(organization);
            states.add(state);
            wrong.addAll(AlarmRules.alarms(state, now));
        }
        for (Alarm alarm : alarms.on()) {
            if (wrong.stream().noneMatch(alarm::isSameAs) && alarms.end(alarm)) {
                log.info("over after {}: {}", Duration.between(alarm.since(), now), alarm);
            }
        }
        for (Alarm alarm : wrong) {
            if (alarms.begin(alarm)) {
                log.warn("{}", alarm);
            }
            if (alarm.isMendedByDelta()) {
                recover(alarm.organizationId(), alarm.job(), now);
            }
        }
        gauges.show(states, wrong, now);
        counts.forget(now.minus(KEPT));
        alarms.forget(now.minus(KEPT));
    }

    private void recover(String organizationId, String job, Instant now) {
        if (!alarms.claimRecovery(organizationId, job, now, PAUSE)) {
            return;
        }
        Long run = null;
        try {
            run = launcher.launch(new LaunchRequest(job, organizationId, RunMode.DELTA, ASKED_BY))
                    .run()
                    .id();
            log.info(
                    "run {} reads what webhooks about {} of organization {} may have missed", run, job, organizationId);
        } catch (LaunchRefused busy) {
            log.debug("asked again in a minute: {}", busy.getMessage());
        } finally {
            alarms.recovers(organizationId, job, now, run);
        }
    }

    @Override
    public synchronized void start() {
        if (serving) {
            timer = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "delivery-watch"));
            timer.scheduleWithFixedDelay(this::lookOrSayWhyNot, 1, 1, TimeUnit.MINUTES);
        }
    }

    private void lookOrSayWhyNot() {
        try {
            look();
        } catch (RuntimeException failure) {
            log.warn("how webhooks fare could not be looked at: {}", failure.getMessage());
        }
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }
}
