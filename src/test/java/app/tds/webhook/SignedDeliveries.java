package app.tds.webhook;

import static org.awaitility.Awaitility.await;

import app.tds.RunningApplication;
import app.tds.SettableClock;
import app.tds.source.SourceWebhooks;
import app.tds.source.WebhookDelivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/** Puts webhooks into an application's inbox as if they had come with a genuine signature, and works them off. */
public final class SignedDeliveries {

    private final RunningApplication application;
    private final SettableClock clock;

    /** For this application, which need not serve. */
    public SignedDeliveries(RunningApplication application, SettableClock clock) {
        this.application = application;
        this.clock = clock;
    }

    /** A body comes to the address of these records. */
    public void come(String organizationId, String path, String body) {
        var delivery = new WebhookDelivery("", "application/json", body.getBytes(StandardCharsets.UTF_8), null);
        var rows = application
                .bean(Filing.class)
                .file(application.bean(SourceWebhooks.class), delivery, path, Set.of(organizationId));
        application.bean(Inbox.class).store(rows);
    }

    /** Until nothing is due, however soon after the last time. */
    public void workOff() {
        clock.advance(DrainPace.LONGEST);
        var drain = application.bean(InboxDrain.class);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    drain.drain();
                    return drain.isIdle();
                });
    }
}
