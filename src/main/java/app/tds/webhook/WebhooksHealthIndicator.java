package app.tds.webhook;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Degraded while anything is wrong with webhooks: not up, so that nobody takes it for well, and not out of service, or
 * whoever sends requests to healthy processes only would keep the deliveries away for good.
 */
@Component
class WebhooksHealthIndicator implements HealthIndicator {

    static final Status DEGRADED = new Status("DEGRADED");

    private final Alarms alarms;

    WebhooksHealthIndicator(Alarms alarms) {
        this.alarms = alarms;
    }

    @Override
    public Health health() {
        Map<String, Object> wrong = new TreeMap<>();
        alarms.on()
                .forEach(alarm -> wrong.merge(
                        (alarm.job() + " of " + alarm.organizationId()).strip(),
                        alarm.sentence(),
                        (one, other) -> one + "; " + other));
        return wrong.isEmpty()
                ? Health.up().build()
                : Health.status(DEGRADED).withDetail("alarms", wrong).build();
    }
}
