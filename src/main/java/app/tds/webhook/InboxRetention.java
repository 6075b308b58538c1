package app.tds.webhook;

import app.tds.Retention;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Deletes webhooks that were worked off, or that no job recognizes, after {@code tds.webhooks.retention}. */
@Component
class InboxRetention implements Retention {

    private final Inbox inbox;
    private final WebhookSettings settings;
    private final Clock clock;

    InboxRetention(Inbox inbox, WebhookSettings settings, Clock clock) {
        this.inbox = inbox;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String what() {
        return "webhooks that were worked off";
    }

    @Override
    public long purge() {
        return inbox.purge(clock.instant().minus(settings.retention()));
    }
}
