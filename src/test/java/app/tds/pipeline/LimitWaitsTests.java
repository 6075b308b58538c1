package app.tds.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.SettableClock;
import app.tds.source.WaitedForLimit;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LimitWaitsTests {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Run RUN =
            new Run(7, "stock", "10", RunMode.FULL, Selection.NONE, AskedBy.COMMAND, NOON, null, NOON);

    private final SettableClock clock = new SettableClock(NOON);
    private final LimitWaits waits = new LimitWaits(clock);

    @Test
    void callsThatWaitSideBySideCountOnce() {
        ended(10, 10);
        ended(11, 10);
        ended(12, 12);

        assertThat(waits.millis(RUN)).isEqualTo(12_000);
    }

    @Test
    void aLateCallFillsTheGapsBetweenOthers() {
        ended(2, 1);
        ended(6, 1);
        ended(7, 6);

        assertThat(waits.millis(RUN)).isEqualTo(6_000);
    }

    @Test
    void callsThatWaitOneAfterTheOtherAreAddedUp() {
        ended(2, 1);
        ended(6, 2);

        assertThat(waits.millis(RUN)).isEqualTo(3_000);
    }

    @Test
    void nothingIsNotedTwiceThoughACallBeganBeforeItWasNoted() {
        ended(10, 10);
        assertThat(waits.millis(RUN)).isEqualTo(10_000);
        ended(12, 12);
        assertThat(waits.millis(RUN)).isEqualTo(2_000);
        assertThat(waits.millis(RUN)).isZero();
    }

    @Test
    void manyCallsNeverWaitLongerThanTimeHasPassed() {
        for (int second = 1; second <= 1_000; second++) {
            for (int call = 0; call < 5; call++) {
                ended(second, Math.min(second, 3));
            }
        }

        assertThat(waits.millis(RUN)).isEqualTo(1_000_000);
    }

    private void ended(int second, int waited) {
        clock.advance(Duration.between(clock.instant(), NOON.plusSeconds(second)));
        waits.on(new WaitedForLimit(RUN.id(), Duration.ofSeconds(waited)));
    }
}
