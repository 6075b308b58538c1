package app.tds.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How long documents that wait may keep other runs of their job waiting. A delta makes way as soon as webhooks wait.
 * The documents have turns of their own then: short turns while webhooks wait, and none so long that a delta is late.
 */
final class HydrationTurn {

    /** With a call and what a run costs besides, webhooks wait for less than five seconds. */
    static final Duration BESIDE_WEBHOOKS = Duration.ofSeconds(2);

    static final Duration LONGEST = Duration.ofSeconds(20);

    /** As many as may be asked for at once: a call that waits for its turn a minute holds up few. */
    private static final int FEW = 5;

    private final RunMode mode;
    private final Clock clock;
    private Instant began = Instant.MIN;

    HydrationTurn(RunMode mode, Clock clock) {
        this.mode = mode;
        this.clock = clock;
    }

    void begin() {
        began = clock.instant();
    }

    /** Whether others go first now. */
    boolean isOver(boolean webhooksWait) {
        return switch (mode) {
            case DELTA -> webhooksWait;
            case DOCUMENTS -> lasted(webhooksWait ? BESIDE_WEBHOOKS : LONGEST);
            default -> false;
        };
    }

    private boolean lasted(Duration time) {
        return !began.plus(time).isAfter(clock.instant());
    }

    /** How many documents are asked for together. */
    int atATime(boolean inBulk) {
        return inBulk ? DetailWriter.BULK : mode == RunMode.DOCUMENTS ? FEW : DetailWriter.SINGLE;
    }
}
