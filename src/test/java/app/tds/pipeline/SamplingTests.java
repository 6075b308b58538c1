package app.tds.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.tds.source.Allowance;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SamplingTests {

    @Test
    void aThousandDocumentsWithoutADifferenceSayThatFewerThanThreeInAThousandDiffer() {
        assertThat(Sampling.bound(1_000)).isEqualTo(0.003, within(0.0001));
        assertThat(Sampling.bound(0)).as("nothing says nothing").isOne();
    }

    /** Were as many different as the bound says, samples would show none of them once in twenty times. */
    @Test
    void theBoundIsWhatItSays() {
        Random random = new Random(1);
        double share = Sampling.bound(100);
        int unseen = 0;
        for (int i = 0; i < 20_000; i++) {
            boolean seen = false;
            for (int document = 0; document < 100 && !seen; document++) {
                seen = random.nextDouble() < share;
            }
            unseen += seen ? 0 : 1;
        }
        assertThat(unseen / 20_000.0).isEqualTo(0.05, within(0.01));
    }

    @Test
    void allJobsTogetherTakeAFiftiethOfTheCallsOfProofs() {
        Instant midnight = Instant.parse("2026-03-02T21:00:00Z");
        var allowance = Optional.of(new Allowance(10_000, 3_000, 9_000, midnight, 90));
        assertThat(10 * Sampling.size(allowance, 10, 1)).isEqualTo(140);
        assertThat(Sampling.size(allowance, 10, 100)).as("a call brings many").isEqualTo(200);
        assertThat(Sampling.size(Optional.empty(), 10, 1)).isEqualTo(20);
        assertThat(Sampling.size(Optional.of(new Allowance(100, 30, 70, midnight, 90)), 10, 1))
                .as("never none")
                .isOne();
    }
}
