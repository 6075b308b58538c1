package app.tds.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.tds.monitoring.FreshDay.Hour;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StripTests {

    private static final Instant NOW = Instant.parse("2026-03-01T09:20:00Z");
    private static final Instant THIS_HOUR = Instant.parse("2026-03-01T09:00:00Z");

    private static Hour hour(String job, int ago, double share, double seconds) {
        return new Hour("1", job, THIS_HOUR.minus(Duration.ofHours(ago)), share, seconds);
    }

    @Test
    void anHourOfWhichNothingIsKnownIsUnknownAndNotFresh() {
        Strip strip = Strip.of(List.of(), 2, NOW);

        assertThat(strip.share()).isNull();
        assertThat(strip.bars()).hasSize(24).allSatisfy(bar -> {
            assertThat(bar.share()).isNull();
            assertThat(bar.shape()).isEqualTo("unknown");
        });
        assertThat(strip.bars().get(0).began()).isEqualTo(THIS_HOUR.minus(Duration.ofHours(23)));
        assertThat(strip.bars().get(23).began()).isEqualTo(THIS_HOUR);
    }

    @Test
    void aShareCountsEachListByTheSecondsThatAreKnownOfIt() {
        Strip strip = Strip.of(
                List.of(hour("stock", 0, 0.5, 600), hour("bills", 0, 1, 1200), hour("bills", 1, 1, 3600)), 2, NOW);

        assertThat(strip.share()).isCloseTo((300 + 1200 + 3600) / 5400.0, within(1e-9));
        Strip.Bar last = strip.bars().get(23);
        assertThat(last.share()).isCloseTo(1500 / 1800.0, within(1e-9));
        assertThat(last.late()).containsExactly("stock");
        assertThat(last.shape()).isEqualTo("late");
        assertThat(last.known()).as("of two lists, for twenty minutes").isCloseTo(1800 / 2400.0, within(1e-9));
        assertThat(strip.bars().get(22).shape()).isEqualTo("fresh");
        assertThat(strip.bars().get(22).isKnown()).as("of one of two lists").isFalse();
        assertThat(strip.bars().get(22).height()).isEqualTo(10);
    }

    @Test
    void anHourThatWasLateForMostOfItsTimeIsBadAndOneThatAllWereLateInIsSeenToo() {
        Strip strip = Strip.of(List.of(hour("stock", 0, 0, 600), hour("stock", 1, 0.4, 3600)), 1, NOW);

        assertThat(strip.bars().get(22).shape()).isEqualTo("failed");
        assertThat(strip.bars().get(23).height()).isEqualTo(2);
    }

    @Test
    void whatIsOlderThanADayCountsNoMore() {
        assertThat(Strip.of(List.of(hour("stock", 24, 1, 3600)), 1, NOW).share())
                .isNull();
    }
}
