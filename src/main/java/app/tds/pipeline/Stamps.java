package app.tds.pipeline;

import app.tds.mirror.Stamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/**
 * Stamps for what runs write. Each stamp is later than the one before, also when the clock stands still. So a row's
 * times always say whether its list row or its document was written last.
 */
@Component
final class Stamps {

    /** A clock that is this far behind the last stamp was set back; stamps follow it. */
    private static final Duration SET_BACK = Duration.ofSeconds(1);

    private final Clock clock;
    private final AtomicReference<Instant> last = new AtomicReference<>(Instant.EPOCH);

    Stamps(Clock clock) {
        this.clock = clock;
    }

    /** A stamp for one commit of a run. */
    Stamp next(Run run) {
        return new Stamp(run.organizationId(), run.id(), last.updateAndGet(this::after));
    }

    private Instant after(Instant before) {
        // PostgreSQL keeps microseconds.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean stands = !now.isAfter(before) && now.isAfter(before.minus(SET_BACK));
        return stands ? before.plus(1, ChronoUnit.MICROS) : now;
    }
}
