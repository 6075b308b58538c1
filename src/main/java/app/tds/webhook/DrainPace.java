package app.tds.webhook;

import java.time.Duration;
import java.time.Instant;

/**
 * Decides when the next batch of a group may begin. While changes come one by one, the next batch begins at once. While
 * changes come in crowds, the pauses grow, so that a burst becomes few batches.
 */
final class DrainPace {

    static final Duration LONGEST = Duration.ofSeconds(3);
    private static final Duration SHORTEST = Duration.ofMillis(250);

    private Duration pause = Duration.ZERO;
    private Instant next = Instant.MIN;

    synchronized boolean isOpen(Instant now) {
        return !now.isBefore(next);
    }

    /** Notes that a batch of this size has ended. */
    synchronized void batch(int size, Instant now) {
        pause = size <= 1 ? Duration.ZERO : longer();
        next = now.plus(pause);
    }

    /** Notes that a batch could not begin, because another run was in the way. */
    synchronized void refused(Instant now) {
        pause = longer();
        next = now.plus(pause);
    }

    /** Notes that nothing is in the way any more. */
    synchronized void reopen() {
        next = Instant.MIN;
    }

    private Duration longer() {
        Duration doubled = pause.isZero() ? SHORTEST : pause.multipliedBy(2);
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
}
