package app.tds.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTests {

    private static final ZoneId BAGHDAD = ZoneId.of("Asia/Baghdad");

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BAGHDAD).toInstant();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // 2026-06-05 is a Friday.
                "2026-06-01T12:00, -",
                "2026-06-01T21:59, -",
                "2026-06-01T22:00, 2026-06-02T07:00",
                "2026-06-02T06:59, 2026-06-02T07:00",
                "2026-06-02T07:00, -",
                "2026-06-04T22:00, 2026-06-06T07:00",
                "2026-06-05T12:00, 2026-06-06T07:00",
                "2026-06-06T07:00, -"
            })
    void nightsAndFridaysAreQuietAndGrowTogether(String now, String end) {
        assertThat(QuietHours.USUAL.end(at(now), BAGHDAD).orElse(null)).isEqualTo(end == null ? null : at(end));
    }

    @Test
    void whatWaitsForTheMorningWaitsForTheEndOfTheNextQuiet() {
        assertThat(QuietHours.USUAL.nextEnd(at("2026-06-01T12:00"), BAGHDAD)).isEqualTo(at("2026-06-02T07:00"));
        assertThat(QuietHours.USUAL.nextEnd(at("2026-06-01T23:00"), BAGHDAD)).isEqualTo(at("2026-06-02T07:00"));
        assertThat(QuietHours.USUAL.nextEnd(at("2026-06-04T12:00"), BAGHDAD)).isEqualTo(at("2026-06-06T07:00"));
    }

    @Test
    void aNightMayLieWithinADayAndNoneIsNone() {
        var siesta = new QuietHours(true, LocalTime.of(13, 0), LocalTime.of(15, 0), Set.of(), 1);
        assertThat(siesta.end(at("2026-06-01T14:00"), BAGHDAD)).contains(at("2026-06-01T15:00"));
        assertThat(siesta.end(at("2026-06-01T16:00"), BAGHDAD)).isEmpty();
        var none = new QuietHours(false, LocalTime.of(22, 0), LocalTime.of(7, 0), Set.of(DayOfWeek.FRIDAY), 0);
        assertThat(none.end(at("2026-06-05T23:00"), BAGHDAD)).isEmpty();
    }
}
