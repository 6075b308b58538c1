package app.tds.webhook;

import java.time.Duration;
import java.time.Instant;

/**
 * When the next batch of a group may begin: at once while changes come one by one, and later and later while they come in
 * crowds, so that a burst becomes few batches.
 */
final class DrainPace {

    static final Duration LONGEST = Duration.ofSeconds(3);
    private static final Duration SHORTEST = Duration.ofMillis(250);

    private Duration pause = Duration.ZERO;
    private Instant next = Instant.MIN;

    synchronized boolean isOpen(Instant now) {
        return !now.isBefore(next);
    }

    /** A batch of so many has ended. */
    synchronized void batch(int size, Instant now) {
        pause = size <= 1 ? Duration.ZERO : longer();
        next = now.plus(pause);
    }

    /** There was no way through. */
    synchronized void refused(Instant now) {
        pause = longer();
        next = now.plus(pause);
    }

    /** What was in the way is gone. */
    synchronized void reopen() {
        next = Instant.MIN;
    }

    private Duration longer() {
        Duration doubled = pause.isZero() ? SHORTEST : pause.multipliedBy(2);
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
}
