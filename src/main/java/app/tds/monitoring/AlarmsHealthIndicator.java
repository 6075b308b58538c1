package app.tds.monitoring;

import app.tds.alarm.Alarm;
import app.tds.alarm.Alarms;
import app.tds.alarm.Watches;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Degraded while any alarm goes on. The state is not up, so that nobody takes the process for well. The state is not
 * out of service either, or a load balancer would keep requests and webhooks away from a process that can answer.
 * Unknown while nobody looks: then the absence of alarms says nothing.
 */
@Component
class AlarmsHealthIndicator extends ReadHealthIndicator {

    static final Status DEGRADED = new Status("DEGRADED");

    private final Alarms alarms;
    private final Watches watches;
    private final Clock clock;

    AlarmsHealthIndicator(Alarms alarms, Watches watches, Clock clock) {
        this.alarms = alarms;
        this.watches = watches;
        this.clock = clock;
    }

    @Override
    Health known() {
        Map<String, Object> open = new TreeMap<>();
        for (Alarm alarm : alarms.open()) {
            open.put(alarm.name(), alarm.sentence());
        }
        if (!open.isEmpty()) {
            return Health.status(DEGRADED).withDetail("open", open).build();
        }
        Optional<Instant> looked = watches.lookedAt();
        return looked.isPresent() && Watches.isRecent(looked.get(), clock.instant())
                ? Health.up().build()
                : Health.unknown()
                        .withDetail("lookedAt", looked.map(Instant::toString).orElse("never"))
                        .build();
    }
}
