package app.tds.event;

import app.tds.pipeline.RecordsChanged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Publishes changes that have committed.
 *
 * <p>The publisher listens to the end of the transaction. So Spring Modulith's registry keeps each change in that
 * transaction until the change is published, also if this process dies.
 */
@Component
class Publisher {

    private static final Logger log = LoggerFactory.getLogger(Publisher.class);

    private final Events events;

    Publisher(Events events) {
        this.events = events;
    }

    @Async(EventConfiguration.PUBLISHER)
    @TransactionalEventListener
    void on(RecordsChanged changed) {
        try {
            events.publish(changed);
        } catch (RuntimeException failure) {
            log.warn("A change of {} could not be published yet: {}", changed.entity(), failure.getMessage());
            throw failure;
        }
    }
}
