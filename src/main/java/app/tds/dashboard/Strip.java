package app.tds.dashboard;

import app.tds.monitoring.FreshDay;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The last day of an organization, hour by hour: for which share of its time its lists were as new as they should be.
 *
 * @param share of all hours that are known; null if none is
 * @param bars one for each hour, the earliest first
 */
public record Strip(@Nullable Double share, List<Bar> bars) {

    private static final int HOURS = 24;
    private static final double ALMOST_NEVER = 0.5;
    private static final double ALMOST_ALL = 0.95;

    /**
     * One hour.
     *
     * @param began when it began
     * @param share of the time that is known; null if none is
     * @param known share of the time of all lists that is known
     * @param late lists that were too old for some of it
     */
    public record Bar(Instant began, @Nullable Double share, double known, List<String> late) {

        /** As the style names it. */
        public String shape() {
            if (share == null) {
                return "unknown";
            }
            if (late.isEmpty()) {
                return "fresh";
            }
            return share < ALMOST_NEVER ? "failed" : "late";
        }

        /** Of twenty parts, never none: an hour in which everything was late is seen as well. What is unknown adds nothing. */
        public int height() {
            return share == null ? 0 : Math.max(2, (int) Math.floor(share * known * 20));
        }

        /** Whether all of the hour is known, of every list. */
        public boolean isKnown() {
            return known > ALMOST_ALL;
        }
    }

    static Strip of(List<FreshDay.Hour> hours, int lists, Instant now) {
        Instant first = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(HOURS - 1L));
        List<Bar> bars = LongStream.range(0, HOURS)
                .mapToObj(hour -> first.plus(Duration.ofHours(hour)))
                .map(began -> bar(
                        began,
                        hours.stream().filter(it -> it.hour().equals(began)).toList(),
                        lists * seconds(began, now)))
                .toList();
        return new Strip(
                share(hours.stream().filter(it -> !it.hour().isBefore(first)).toList()), bars);
    }

    /** Of the hour, so far. */
    private static double seconds(Instant began, Instant now) {
        return Math.min(
                Duration.ofHours(1).toSeconds(),
                Math.max(1, Duration.between(began, now).toMillis() / 1000.0));
    }

    private static Bar bar(Instant began, List<FreshDay.Hour> jobs, double seconds) {
        double known = jobs.stream().mapToDouble(FreshDay.Hour::seconds).sum();
        return new Bar(
                began,
                share(jobs),
                seconds == 0 ? 0 : Math.min(1, known / seconds),
                jobs.stream()
                        .filter(it -> it.share() < 1)
                        .map(FreshDay.Hour::job)
                        .toList());
    }

    private static @Nullable Double share(List<FreshDay.Hour> hours) {
        double known = hours.stream().mapToDouble(FreshDay.Hour::seconds).sum();
        return known == 0
                ? null
                : hours.stream().mapToDouble(it -> it.share() * it.seconds()).sum() / known;
    }
}
