package app.tds.event;

import app.tds.Repeated;
import app.tds.ThisProcess;
import app.tds.pipeline.RunStarted;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.event.EventListener;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.modulith.events.core.EventPublicationRegistry;
import org.springframework.modulith.events.core.Staleness;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Publishes changes that a dead process has left, and changes that could not be published. A serving process does so
 * now and then, a command with its first run. A command that only looks publishes nothing.
 */
@Component
class Redelivery implements Repeated {

    private static final Logger log = LoggerFactory.getLogger(Redelivery.class);
    private static final Duration EVERY = Duration.ofSeconds(30);
    /**
     * This process has nothing under way then. A change that another process has under way counts once, whichever
     * process is first.
     */
    private static final Staleness AT_ONCE = status -> Duration.ZERO;

    private final EventPublicationRegistry registry;
    private final FailedEventPublications failed;
    private final ThreadPoolTaskExecutor publisher;
    private final ThisProcess process;

    Redelivery(
            EventPublicationRegistry registry,
            FailedEventPublications failed,
            @Qualifier(EventConfiguration.PUBLISHER) ThreadPoolTaskExecutor publisher,
            ThisProcess process) {
        this.registry = registry;
        this.failed = failed;
        this.publisher = publisher;
        this.process = process;
    }

    @EventListener
    void on(RunStarted started) {
        if (!process.serves()) {
            try {
                round();
            } catch (RuntimeException failure) {
                log.warn("Events that are left could not be published: {}", failure.getMessage());
            }
        }
    }

    @Override
    public String subject() {
        return "Publishing events that are left";
    }

    @Override
    public Duration pause() {
        return EVERY;
    }

    @Override
    public Duration firstAfter() {
        return Duration.ZERO;
    }

    @Override
    public void round() {
        if (publisher.getActiveCount() == 0 && publisher.getQueueSize() == 0) {
            registry.markStalePublicationsFailed(AT_ONCE);
            failed.resubmit(ResubmissionOptions.defaults());
        }
    }
}
