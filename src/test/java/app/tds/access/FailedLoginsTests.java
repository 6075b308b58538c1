package app.tds.access;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailedLoginsTests {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-10T06:00:00Z"));
    private final FailedLogins failed = new FailedLogins(3, clock);

    @Test
    void whoFailsTooOftenIsNotHeardUntilTheWindowIsOver() {
        fail("admin", "1.1.1.1", 3);

        assertThat(failed.wait("admin", "1.1.1.1")).isEqualTo(FailedLogins.WINDOW);
        assertThat(failed.wait("admin", "2.2.2.2")).isZero();
        assertThat(failed.wait("viewer", "1.1.1.1")).isZero();
        clock.advance(FailedLogins.WINDOW.minusSeconds(1));
        assertThat(failed.wait("admin", "1.1.1.1")).isEqualTo(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(failed.wait("admin", "1.1.1.1")).isZero();
        assertThat(failed.failed("admin", "1.1.1.1")).isOne();
    }

    @Test
    void anAddressThatTriesManyUsersIsNotHeard() {
        for (int i = 0; i < 15; i++) {
            failed.failed("user" + i, "1.1.1.1");
        }
        assertThat(failed.wait("admin", "1.1.1.1")).isPositive();
        assertThat(failed.wait("admin", "2.2.2.2")).isZero();
    }

    @Test
    void manyAddressesThatTryOneUserKeepOutThemselvesAndNotWhoHasLoggedInBefore() {
        failed.succeeded("admin", "9.9.9.9");
        for (int i = 0; i < 30; i++) {
            failed.failed("admin", "1.1.1." + i);
        }
        assertThat(failed.wait("admin", "3.3.3.3")).isPositive();
        assertThat(failed.wait("admin", "9.9.9.9")).isZero();
    }

    @Test
    void aGoodLoginDoesNotForgiveAnAddressItsGuessesAtOthers() {
        for (int i = 0; i < 15; i++) {
            failed.succeeded("viewer", "1.1.1.1");
            failed.failed("user" + i, "1.1.1.1");
        }
        assertThat(failed.wait("admin", "1.1.1.1")).isPositive();
    }

    @Test
    void longNamesAreNotKept() {
        fail("x".repeat(5_000) + "1", "1.1.1.1", 2);
        assertThat(failed.failed("x".repeat(5_000) + "2", "1.1.1.1")).isEqualTo(3);
    }

    @Test
    void anyNumberOfAddressesTakesBoundedMemory() {
        fail("admin", "1.1.1.1", 3);
        for (int i = 0; i < 50_000; i++) {
            failed.failed("user" + i, "10.0." + i / 256 + "." + i % 256);
            failed.wait("admin", "1.1.1.1");
        }
        assertThat(failed.wait("admin", "1.1.1.1")).isPositive();
        assertThat(failed.counted()).isLessThanOrEqualTo(10_000);
    }

    private void fail(String user, String address, int times) {
        for (int i = 0; i < times; i++) {
            failed.failed(user, address);
        }
    }
}
