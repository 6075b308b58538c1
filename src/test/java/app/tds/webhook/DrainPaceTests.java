package app.tds.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DrainPaceTests {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final DrainPace pace = new DrainPace();

    @Test
    void changesThatComeOneByOneGoAtOnce() {
        assertThat(pace.isOpen(NOW)).isTrue();
        pace.batch(1, NOW);
        assertThat(pace.isOpen(NOW)).isTrue();
    }

    @Test
    void crowdsWaitLongerAndLongerAndTheQuietEndsThat() {
        for (int millis : new int[] {250, 500, 1000, 2000, 3000, 3000}) {
            pace.batch(20, NOW);
            assertThat(pace.isOpen(NOW.plusMillis(millis - 1))).isFalse();
            assertThat(pace.isOpen(NOW.plusMillis(millis))).isTrue();
        }
        pace.batch(1, NOW);
        assertThat(pace.isOpen(NOW)).isTrue();
    }

    @Test
    void whoeverWasRefusedWaitsUntilTheWayIsFree() {
        pace.refused(NOW);
        assertThat(pace.isOpen(NOW)).isFalse();
        pace.reopen();
        assertThat(pace.isOpen(NOW)).isTrue();
        pace.refused(NOW);
        assertThat(pace.isOpen(NOW.plus(Duration.ofMillis(499)))).isFalse();
    }
}
