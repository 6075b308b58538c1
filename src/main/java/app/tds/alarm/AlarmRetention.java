package app.tds.alarm;

import app.tds.Retention;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Forgets alarms and silences that ended longer ago than {@code tds.alarms.keep}. */
@Component
class AlarmRetention implements Retention {

    private final Alarms alarms;
    private final Silences silences;
    private final Clock clock;
    private final Duration keep;

    AlarmRetention(Alarms alarms, Silences silences, Clock clock, @Value("${tds.alarms.keep}") Duration keep) {
        this.alarms = alarms;
        this.silences = silences;
        this.clock = clock;
        this.keep = keep;
    }

    @Override
    public String what() {
        return "alarms that are over";
    }

    @Override
    public long purge() {
        Instant before = clock.instant().minus(keep);
        silences.forget(before);
        return alarms.forget(before);
    }
}
