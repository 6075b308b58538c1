package app.tds.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How often deliveries usually come at each hour of the week, by the organization's clock.
 *
 * <p>Minutes in which at least one delivery came are counted: a thousand deliveries at once say no more than one. Usual is
 * the mean of up to eight whole weeks before the last delivery. The busiest week is left out, so that one stocktaking is no
 * habit. With less than two weeks, nothing is usual.
 *
 * <p>Let each minute bring something by chance, with a probability of its own. Then a silence has a probability of at most
 * <i>e<sup>-n</sup></i>. Here <i>n</i> is the number of minutes of the silence that usually bring something. Nights and
 * weekends, in which nothing is usual, add nothing to <i>n</i>. Of the 20,000 gaps that a busy job has in a year,
 * less than one lasts until <i>n</i> is {@value #SUSPICIOUS}.
 */
final class Rhythm {

    static final double SUSPICIOUS = 10;
    static final int WEEKS = 8;
    private static final int FEWEST_WEEKS = 2;
    private static final int HOURS = 7 * 24;
    private static final Duration HOUR = Duration.ofHours(1);

    private final ZoneId zone;
    private final double[] usual = new double[HOURS];

    /**
     * That of what has come.
     *
     * @param hours in which anything came, counted since 1970, in any order
     * @param minutes of each of those hours in which anything came
     */
    Rhythm(int[] hours, int[] minutes, ZoneId zone) {
        this.zone = zone;
        if (hours.length > 0) {
            learn(
                    hours,
                    minutes,
                    Arrays.stream(hours).min().getAsInt(),
                    Arrays.stream(hours).max().getAsInt());
        }
    }

    private void learn(int[] hours, int[] minutes, int first, int end) {
        int weeks = Math.min(WEEKS, (end - first) / HOURS);
        if (weeks < FEWEST_WEEKS) {
            return;
        }
        int begin = end - HOURS * weeks;
        int[] seen = new int[HOURS];
        int[] sum = new int[HOURS];
        int[] busiest = new int[HOURS];
        for (int hour = begin; hour < end; hour++) {
            seen[hourOfWeek(instant(hour))]++;
        }
        for (int i = 0; i < hours.length; i++) {
            if (hours[i] >= begin && hours[i] < end) {
                int of = hourOfWeek(instant(hours[i]));
                sum[of] += minutes[i];
                busiest[of] = Math.max(busiest[of], minutes[i]);
            }
        }
        for (int i = 0; i < HOURS; i++) {
            usual[i] = seen[i] < FEWEST_WEEKS ? 0 : (sum[i] - busiest[i]) / (seen[i] - 1.0);
        }
    }

    private static Instant instant(int hour) {
        return Instant.ofEpochSecond(hour * HOUR.toSeconds());
    }

    /** Minutes between the two that usually bring something. */
    double expected(Instant from, Instant to) {
        double expected = 0;
        for (Instant hour = from.truncatedTo(ChronoUnit.HOURS); hour.isBefore(to); hour = hour.plus(HOUR)) {
            Instant begin = hour.isBefore(from) ? from : hour;
            Instant end = hour.plus(HOUR).isBefore(to) ? hour.plus(HOUR) : to;
            expected += usual[hourOfWeek(hour)] * Duration.between(begin, end).toMillis() / HOUR.toMillis();
        }
        return expected;
    }

    /** From one delivery to the next, at this hour of the week; null if none is usual then. */
    @Nullable
    Duration gap(Instant at) {
        double perHour = usual[hourOfWeek(at)];
        return perHour == 0 ? null : Duration.ofSeconds(Math.round(HOUR.toSeconds() / perHour));
    }

    private int hourOfWeek(Instant instant) {
        ZonedDateTime time = instant.atZone(zone);
        return (time.getDayOfWeek().getValue() - 1) * 24 + time.getHour();
    }
}
