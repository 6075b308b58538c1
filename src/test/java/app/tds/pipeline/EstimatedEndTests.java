package app.tds.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EstimatedEndTests {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void aRunTakesAsLongAsUsualAndTheErrorIsHowFarEarlierRunsWereOff() {
        assertThat(EstimatedEnd.afterUsual(seconds(100, 80, 400, 110, 95), NOW))
                .as("off by 0, 20, 300, 10 and 5 of 100")
                .isEqualTo(new EstimatedEnd(NOW.plusSeconds(100), 0.1));
        assertThat(EstimatedEnd.afterUsual(seconds(50, 100), NOW))
                .as("two say nothing of the error")
                .isEqualTo(new EstimatedEnd(NOW.plusSeconds(75), null));
        assertThat(EstimatedEnd.afterUsual(List.of(), NOW)).isNull();
    }

    @Test
    void whatIsLeftTakesAsLongAsTheRateSays() {
        assertThat(EstimatedEnd.atRate(500, 20.0, NOW)).isEqualTo(new EstimatedEnd(NOW.plusSeconds(25), null));
        assertThat(EstimatedEnd.atRate(0, 20.0, NOW)).isNull();
        assertThat(EstimatedEnd.atRate(-3, 20.0, NOW)).isNull();
        assertThat(EstimatedEnd.atRate(500, 0.0, NOW)).isNull();
        assertThat(EstimatedEnd.atRate(500, null, null)).isNull();
    }

    private static List<Duration> seconds(long... took) {
        return LongStream.of(took).mapToObj(Duration::ofSeconds).toList();
    }
}
