package app.tds.event;

import app.tds.pipeline.RunStarted;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.modulith.events.core.EventPublicationRegistry;
import org.springframework.modulith.events.core.Staleness;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Publishes what a process that is gone did not get to, and what could not be published: now and then where the
 * application serves, else with the first thing a command runs. A command that only looks publishes nothing.
 */
@Component
class Redelivery implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Redelivery.class);
    private static final Duration EVERY = Duration.ofSeconds(30);
    /** This process has nothing under way then; what another one has counts once, whoever is first. */
    private static final Staleness AT_ONCE = status -> Duration.ZERO;

    private final EventPublicationRegistry registry;
    private final FailedEventPublications failed;
    private final ThreadPoolTaskExecutor publisher;
    private final boolean serving;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "events-again"));
    private volatile boolean running;

    Redelivery(
            EventPublicationRegistry registry,
            FailedEventPublications failed,
            @Qualifier(EventConfiguration.PUBLISHER) ThreadPoolTaskExecutor publisher,
            @Value("${tds.schedule.enabled:false}") boolean serving) {
        this.registry = registry;
        this.failed = failed;
        this.publisher = publisher;
        this.serving = serving;
    }

    @EventListener
    void on(RunStarted started) {
        if (!serving) {
            again();
        }
    }

    private void again() {
        if (publisher.getActiveCount() > 0 || publisher.getQueueSize() > 0) {
            return;
        }
        try {
            registry.markStalePublicationsFailed(AT_ONCE);
            failed.resubmit(ResubmissionOptions.defaults());
        } catch (RuntimeException failure) {
            if (running) {
                log.warn("Events that are left could not be published: {}", failure.getMessage());
            }
        }
    }

    @Override
    public void start() {
        running = true;
        if (serving) {
            timer.scheduleWithFixedDelay(this::again, 0, EVERY.toSeconds(), TimeUnit.SECONDS);
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
