package app.tds.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.tds.pipeline.Forecast.Queue;
import app.tds.source.Allowance;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForecastTests {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void withoutALimitOnlyThePaceOfDeltasCounts() {
        var complete = forecast(100, 1_000_000, 1_000_000)
                .complete(MIDNIGHT, List.of(new Queue("invoices", 5_000, 10_000, 0)));
        assertThat(complete).containsExactly(Map.entry("invoices", MIDNIGHT.plus(Duration.ofHours(12))));
    }

    /** 1,000 a day of which 300 are kept: 700 less what lists take until they are used, in a fourteenth of a day. */
    @Test
    void aDaysShareIsUsedAndTheNextDayGoesOn() {
        var complete = forecast(0, 1_000, 1_000).complete(MIDNIGHT, List.of(new Queue("invoices", 1_400, 9_800, 0)));
        assertThat(complete.get("invoices"))
                .isCloseTo(MIDNIGHT.plus(DAY).plus(DAY.dividedBy(14)), within(1, ChronoUnit.SECONDS));
    }

    @Test
    void whatIsLeftOfTodayIsAllThatTodayGives() {
        var complete = forecast(0, 1_000, 301).complete(MIDNIGHT, List.of(new Queue("invoices", 2, 1_000_000, 0)));
        assertThat(complete.get("invoices")).isCloseTo(MIDNIGHT.plus(DAY), within(1, ChronoUnit.SECONDS));
    }

    /** Of 1,000 a day lists may use all but 150; where they need 600, documents get 250 and not 700. */
    @Test
    void documentsLeaveListsTheirCallsUntilTheDayIsOver() {
        var forecast = forecast(600, 1_000, 1_000);
        assertThat(forecast.room(MIDNIGHT)).isEqualTo(250);
        assertThat(forecast.room(MIDNIGHT.plus(DAY.dividedBy(2)))).isEqualTo(550);
        var complete = forecast.complete(MIDNIGHT, List.of(new Queue("invoices", 500, 1_000_000, 0)));
        assertThat(complete.get("invoices")).isCloseTo(MIDNIGHT.plus(DAY), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void whatComesInIsFetchedFirst() {
        var complete = forecast(0, 1_000_000, 1_000_000)
                .complete(MIDNIGHT, List.of(new Queue("invoices", 5_000, 10_000, 5_000)));
        assertThat(complete.get("invoices")).isCloseTo(MIDNIGHT.plus(DAY), within(1, ChronoUnit.SECONDS));
    }

    @Test
    void aShortQueueIsDoneFirstAndLeavesItsPaceToNobody() {
        var complete = forecast(0, 1_000_000, 1_000_000)
                .complete(MIDNIGHT, List.of(new Queue("bills", 100, 1_000, 0), new Queue("orders", 500, 1_000, 0)));
        assertThat(complete.get("bills")).isEqualTo(MIDNIGHT.plus(DAY.dividedBy(10)));
        assertThat(complete.get("orders")).isCloseTo(MIDNIGHT.plus(DAY.dividedBy(2)), within(1, ChronoUnit.SECONDS));
    }

    @Test
    void whatNeverEndsHasNoEnd() {
        assertThat(forecast(2_000, 1_000, 1_000).complete(MIDNIGHT, List.of(new Queue("bills", 1, 40, 0))))
                .as("lists need everything")
                .isEmpty();
        assertThat(forecast(0, 1_000, 1_000).complete(MIDNIGHT, List.of(new Queue("bills", 1, 40, 80))))
                .as("more comes in than is fetched")
                .isEmpty();
        assertThat(forecast(0, 1_000, 1_000).complete(MIDNIGHT, List.of())).isEmpty();
    }

    private static Forecast forecast(double lists, long perDay, long left) {
        return new Forecast(
                lists,
                new Allowance(perDay, perDay * 15 / 100, left, MIDNIGHT.plus(DAY), 90),
                new Allowance(perDay, perDay * 30 / 100, left, MIDNIGHT.plus(DAY), 90));
    }
}
