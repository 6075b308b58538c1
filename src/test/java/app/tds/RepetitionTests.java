package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.zoho.Logged;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepetitionTests {

    /** Fails with what it is told to; with nothing it succeeds. */
    private static final class Work implements Repeated {

        private final CountDownLatch rounds = new CountDownLatch(3);
        private final AtomicInteger done = new AtomicInteger();
        private volatile String failure = "";

        @Override
        public String subject() {
            return "Counting";
        }

        @Override
        public Duration pause() {
            return Duration.ofMillis(1);
        }

        @Override
        public void round() {
            done.incrementAndGet();
            rounds.countDown();
            if (!failure.isEmpty()) {
                throw new IllegalStateException(failure);
            }
        }
    }

    private final Work work = new Work();

    @Test
    void workGoesOnAfterAFailureUntilTheProcessEnds() throws InterruptedException {
        work.failure = "the database is away";
        var repetition = new Repetition(List.of(work), new ThisProcess(true));

        repetition.start();
        assertThat(work.rounds.await(10, TimeUnit.SECONDS)).isTrue();
        repetition.stop();
        int done = work.done.get();

        assertThat(repetition.isRunning()).isFalse();
        assertThat(work.done.get()).isEqualTo(done);
    }

    @Test
    void aProcessThatDoesNotServeRepeatsNothing() {
        var repetition = new Repetition(List.of(work), new ThisProcess(false));

        repetition.start();

        assertThat(repetition.isRunning()).isFalse();
        assertThat(work.done.get()).isZero();
    }

    @Test
    void aFailureIsSaidOnceWhenItBeginsOnceWhenItChangesAndOnceWhenItIsOver() {
        Repeated slow = new Repeated() {
            @Override
            public String subject() {
                return work.subject();
            }

            @Override
            public Duration pause() {
                return Duration.ofHours(1);
            }

            @Override
            public void round() {
                work.round();
            }
        };
        try (var logged = new Logged()) {
            var repetition = new Repetition(List.of(slow), new ThisProcess(true));
            repetition.start();
            for (String failure : List.of("", "away", "away", "away", "refused", "refused", "", "")) {
                work.failure = failure;
                repetition.round(slow);
            }
            repetition.stop();

            assertThat(logged.lines().stream().filter(it -> it.startsWith("Counting: ")))
                    .containsExactly(
                            "Counting: failed and is tried again every 3600 s: away",
                            "Counting: failed and is tried again every 3600 s: refused",
                            "Counting: works again");
        }
    }
}
