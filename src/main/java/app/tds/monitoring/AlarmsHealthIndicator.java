package app.tds.monitoring;

import app.tds.alarm.Alarm;
import app.tds.alarm.Alarms;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Degraded while any alarm goes on: not up, so that nobody takes the process for well, and not out of service, or a load
 * balancer would keep requests and webhooks away from a process that can answer.
 */
@Component
class AlarmsHealthIndicator implements HealthIndicator {

    static final Status DEGRADED = new Status("DEGRADED");

    private final Alarms alarms;

    AlarmsHealthIndicator(Alarms alarms) {
        this.alarms = alarms;
    }

    @Override
    public Health health() {
        Map<String, Object> open = new TreeMap<>();
        for (Alarm alarm : alarms.open()) {
            open.put(alarm.name(), alarm.sentence());
        }
        return open.isEmpty()
                ? Health.up().build()
                : Health.status(DEGRADED).withDetail("open", open).build();
    }
}
