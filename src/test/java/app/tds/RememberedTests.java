package app.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RememberedTests {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-30T10:00:00Z"));
    private int looks;
    private final Remembered<Integer> remembered = new Remembered<>(Duration.ofMinutes(1), clock, this::look);

    private int look() {
        looks++;
        if (looks == 2) {
            throw new IllegalStateException("the database is away");
        }
        return looks;
    }

    @Test
    void anAnswerIsGivenAgainUntilItsTimeIsOverAndAFailureIsNoAnswer() {
        assertThat(remembered.get()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(59));
        assertThat(remembered.get()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(remembered::get).hasMessage("the database is away");
        assertThat(remembered.get()).isEqualTo(3);
        assertThat(remembered.get()).isEqualTo(3);
    }

    @Test
    void aClockThatIsSetBackKeepsNoAnswerForLonger() {
        assertThat(remembered.get()).isEqualTo(1);
        clock.advance(Duration.ofHours(-1));
        assertThatThrownBy(remembered::get).hasMessage("the database is away");
    }
}
