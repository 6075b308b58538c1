package app.tds.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StampsTests {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Run RUN =
            new Run(1, "invoices", "10", RunMode.FULL, Selection.NONE, AskedBy.person("test"), NOON, null, NOON);

    @Test
    void eachStampIsLaterThanTheOneBeforeAlsoWhenTheClockStandsStill() {
        var clock = new SettableClock(NOON);
        var stamps = new Stamps(clock);

        assertThat(stamps.next(RUN).at()).isEqualTo(NOON);
        assertThat(stamps.next(RUN).at()).isEqualTo(NOON.plusNanos(1_000));
        assertThat(stamps.next(RUN).at()).isEqualTo(NOON.plusNanos(2_000));
        clock.advance(Duration.ofSeconds(5));
        assertThat(stamps.next(RUN).at()).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void stampsFollowAClockThatIsSetBack() {
        var clock = new SettableClock(NOON);
        var stamps = new Stamps(clock);
        stamps.next(RUN);

        clock.advance(Duration.ofHours(-1));

        assertThat(stamps.next(RUN).at()).isEqualTo(NOON.minusSeconds(3600));
    }
}
