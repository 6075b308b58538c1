package app.tds.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class PatienceTests {

    private static final int LAST_MIDNIGHT = Patience.LOOKED_BACK;

    private final BitSet busy = new BitSet(Patience.KNOWN_HOURS);

    @Test
    void aDayInWhichNothingWasNewIsQuietAltogether() {
        assertThat(Patience.quiet(busy)).isEqualTo(1);
    }

    @Test
    void aDayIsQuietThreeHoursAfterTheLastChangeUntilTheHourAfterTheNextOne() {
        busy.set(LAST_MIDNIGHT + 9, LAST_MIDNIGHT + 17);

        assertThat(Patience.quiet(busy)).isCloseTo((24 - 8 - 2) / 24.0, within(1e-9));
    }

    @Test
    void whatWasNewBeforeMidnightKeepsTheFirstHoursAwake() {
        busy.set(LAST_MIDNIGHT - 1);

        assertThat(Patience.quiet(busy)).isCloseTo(21 / 24.0, within(1e-9));
    }

    @Test
    void aDayWithSomethingNewInEachHourIsNeverQuiet() {
        busy.set(0, Patience.KNOWN_HOURS);

        assertThat(Patience.quiet(busy)).isZero();
    }
}
