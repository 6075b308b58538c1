package app.tds;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that runs several times as fast as the real one: what takes minutes is seen in seconds. */
public final class ScaledClock extends Clock {

    private final Instant begin;
    private final long beginNanos = System.nanoTime();
    private final int factor;

    public ScaledClock(Instant begin, int factor) {
        this.begin = begin;
        this.factor = factor;
    }

    @Override
    public Instant instant() {
        return begin.plusNanos((System.nanoTime() - beginNanos) * factor);
    }

    /** The real time in which so much of this clock's passes. */
    public Duration real(Duration duration) {
        return duration.dividedBy(factor);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
