package app.tds.notification;

import app.tds.Retention;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Forgets what was told longer ago than {@code tds.alarms.keep}, and links that are good no more. */
@Component
class NotificationRetention implements Retention {

    private final Outbox outbox;
    private final AcknowledgeLinks links;
    private final Clock clock;
    private final Duration keep;

    NotificationRetention(
            Outbox outbox, AcknowledgeLinks links, Clock clock, @Value("${tds.alarms.keep}") Duration keep) {
        this.outbox = outbox;
        this.links = links;
        this.clock = clock;
        this.keep = keep;
    }

    @Override
    public String what() {
        return "messages that were told, and used links";
    }

    @Override
    public long purge() {
        return outbox.forget(clock.instant().minus(keep)) + links.forget();
    }
}
