package app.tds.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RhythmTests {

    private static final ZoneId BAGHDAD = ZoneId.of("Asia/Baghdad");
    private static final ZoneId CAIRO = ZoneId.of("Africa/Cairo");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void inAYearOfChanceAndRestThereIsHardlyAFalseAlarmAndNoneLasts() {
        Random random = new Random(7);
        TreeMap<Instant, Integer> minutes = new TreeMap<>();
        ZonedDateTime time = LocalDateTime.parse("2026-01-03T00:00").atZone(BAGHDAD);
        ZonedDateTime end = time.plusYears(1);
        Instant last = null;
        Rhythm rhythm = rhythm(Map.of(), BAGHDAD);
        int alarms = 0;
        boolean silent = false;
        long gaps = 0;
        for (; time.isBefore(end); time = time.plus(MINUTE)) {
            Instant now = time.toInstant();
            if (isOpen(time) && random.nextDouble() < 0.2) {
                minutes.merge(now.truncatedTo(ChronoUnit.HOURS), 1, Integer::sum);
                last = now;
                silent = false;
                gaps++;
            }
            if (time.getMinute() == 0) {
                minutes.headMap(now.minus(Duration.ofDays(63))).clear();
                rhythm = rhythm(minutes, BAGHDAD);
            }
            if (!silent && last != null && rhythm.expected(last, now) >= Rhythm.SUSPICIOUS) {
                silent = true;
                alarms++;
            }
        }

        assertThat(gaps).isGreaterThan(25_000);
        assertThat(alarms).isLessThanOrEqualTo(1);
    }

    @Test
    void aSilenceIsNoticedWhenTenAreMissingAndOnlyInHoursInWhichSomeAreUsual() {
        Map<Instant, Integer> minutes = regular(LocalDate.parse("2026-01-03"), LocalDate.parse("2026-03-05"), BAGHDAD);
        Rhythm rhythm = rhythm(minutes, BAGHDAD);
        Instant thursday = instant("2026-03-05T16:30", BAGHDAD);

        assertThat(rhythm.expected(thursday, instant("2026-03-05T17:00", BAGHDAD)))
                .isCloseTo(6, within(0.01));
        assertThat(rhythm.expected(thursday, instant("2026-03-07T09:00", BAGHDAD)))
                .as("a night, a Friday and a night")
                .isCloseTo(6, within(0.01));
        assertThat(rhythm.expected(thursday, instant("2026-03-07T09:20", BAGHDAD)))
                .isCloseTo(10, within(0.01));
        assertThat(rhythm.gap(instant("2026-03-07T09:20", BAGHDAD))).isEqualTo(Duration.ofMinutes(5));
        assertThat(rhythm.gap(instant("2026-03-06T12:00", BAGHDAD))).isNull();
    }

    @Test
    void hoursAreTheOrganizationsBeforeAndAfterItsClocksChange() {
        // In Cairo, clocks went forward on 2026-04-24 at midnight, and go back on 2026-10-30.
        for (String change : new String[] {"2026-04-24", "2026-10-30"}) {
            LocalDate day = LocalDate.parse(change);
            Rhythm rhythm = rhythm(regular(day.minusDays(70), day, CAIRO), CAIRO);
            LocalDate saturday = day.plusDays(1);
            Instant thursday = day.minusDays(1).atTime(17, 0).atZone(CAIRO).toInstant();

            assertThat(CAIRO.getRules().getOffset(thursday))
                    .isNotEqualTo(CAIRO.getRules()
                            .getOffset(saturday.atTime(9, 0).atZone(CAIRO).toInstant()));
            assertThat(rhythm.expected(
                            thursday, saturday.atTime(9, 0).atZone(CAIRO).toInstant()))
                    .as(change)
                    .isZero();
            assertThat(rhythm.expected(
                            thursday, saturday.atTime(10, 0).atZone(CAIRO).toInstant()))
                    .as(change)
                    .isCloseTo(12, within(0.01));
            assertThat(rhythm.expected(
                            thursday,
                            saturday.plusDays(1).atTime(8, 0).atZone(CAIRO).toInstant()))
                    .as(change)
                    .isCloseTo(8 * 12, within(0.01));
        }
    }

    @Test
    void whatWasAskedWhileClocksHaveChangedInTheWeeksLookedAtIsTheSame() {
        Rhythm rhythm = rhythm(regular(LocalDate.parse("2026-03-21"), LocalDate.parse("2026-05-21"), CAIRO), CAIRO);

        assertThat(rhythm.expected(instant("2026-05-23T00:00", CAIRO), instant("2026-05-23T09:00", CAIRO)))
                .isZero();
        assertThat(rhythm.expected(instant("2026-05-23T00:00", CAIRO), instant("2026-05-24T00:00", CAIRO)))
                .isCloseTo(8 * 12, within(0.01));
    }

    @Test
    void oneStocktakingIsNoHabit() {
        Map<Instant, Integer> minutes = regular(LocalDate.parse("2026-01-03"), LocalDate.parse("2026-03-05"), BAGHDAD);
        Rhythm before = rhythm(minutes, BAGHDAD);
        for (int hour = 0; hour < 24; hour++) {
            minutes.put(instant("2026-02-13T00:00", BAGHDAD).plus(Duration.ofHours(hour)), 60);
        }
        Rhythm after = rhythm(minutes, BAGHDAD);
        Instant thursday = instant("2026-03-05T17:00", BAGHDAD);
        Instant saturday = instant("2026-03-07T09:00", BAGHDAD);

        assertThat(after.expected(thursday, saturday)).isEqualTo(before.expected(thursday, saturday));
    }

    @Test
    void withTooLittleToGoByNothingIsUsual() {
        Instant later = instant("2026-06-01T00:00", BAGHDAD);
        assertThat(rhythm(Map.of(), BAGHDAD).expected(Instant.parse("2026-01-01T00:00:00Z"), later))
                .isZero();
        Rhythm few = rhythm(regular(LocalDate.parse("2026-01-03"), LocalDate.parse("2026-01-16"), BAGHDAD), BAGHDAD);
        assertThat(few.expected(instant("2026-01-15T17:00", BAGHDAD), later)).isZero();
        Rhythm enough = rhythm(regular(LocalDate.parse("2026-01-03"), LocalDate.parse("2026-01-18"), BAGHDAD), BAGHDAD);
        assertThat(enough.expected(instant("2026-01-17T17:00", BAGHDAD), later)).isPositive();
    }

    private static Rhythm rhythm(Map<Instant, Integer> minutes, ZoneId zone) {
        return new Rhythm(
                minutes.keySet().stream()
                        .mapToInt(hour -> (int) (hour.getEpochSecond() / 3600))
                        .toArray(),
                minutes.values().stream().mapToInt(Integer::intValue).toArray(),
                zone);
    }

    /** Every five minutes while it is open. */
    private static Map<Instant, Integer> regular(LocalDate from, LocalDate until, ZoneId zone) {
        Map<Instant, Integer> minutes = new HashMap<>();
        for (ZonedDateTime time = from.atStartOfDay(zone);
                time.isBefore(until.atTime(17, 0).atZone(zone));
                time = time.plusMinutes(5)) {
            if (isOpen(time)) {
                minutes.merge(time.toInstant().truncatedTo(ChronoUnit.HOURS), 1, Integer::sum);
            }
        }
        return minutes;
    }

    private static boolean isOpen(ZonedDateTime time) {
        return time.getDayOfWeek() != DayOfWeek.FRIDAY && time.getHour() >= 9 && time.getHour() < 17;
    }

    private static Instant instant(String local, ZoneId zone) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }
}
