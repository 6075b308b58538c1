package app.tds.dashboard;

import app.tds.monitoring.FreshDay;
import app.tds.monitoring.FreshDays;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The last day hour by hour, or the last month day by day: for which share of the time lists were as new as they should be.
 *
 * @param share of all the time that is known; null if none is
 * @param bars one for each hour or day, the earliest first
 */
public record Strip(@Nullable Double share, List<Bar> bars) {

    /** How many days a month has here. */
    static final int DAYS = 30;

    private static final int HOURS = 24;
    private static final double ALMOST_NEVER = 0.5;
    private static final double ALMOST_ALL = 0.95;

    /**
     * One hour, or one day.
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

        /** Of twenty parts, never none: when everything was late is seen as well. What is unknown adds nothing. */
        public int height() {
            return share == null ? 0 : Math.max(2, (int) Math.floor(share * known * 20));
        }

        /** Whether all of that time is known, of every list. */
        public boolean isKnown() {
            return known > ALMOST_ALL;
        }
    }

    private record Part(String job, double share, double seconds) {}

    static Strip of(List<FreshDay.Hour> hours, int lists, Instant now) {
        Instant first = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(HOURS - 1L));
        return strip(
                LongStream.range(0, HOURS)
                        .mapToObj(hour -> first.plus(Duration.ofHours(hour)))
                        .collect(Collectors.toMap(
                                Function.identity(), began -> Duration.ofHours(1), (one, two) -> one, TreeMap::new)),
                hours.stream()
                        .collect(Collectors.groupingBy(
                                FreshDay.Hour::hour,
                                Collectors.mapping(
                                        it -> new Part(it.job(), it.share(), it.seconds()), Collectors.toList()))),
                lists,
                now);
    }

    /** The days before today. */
    static Strip of(List<FreshDays.Day> days, int lists, Instant now, ZoneId zone) {
        LocalDate today = now.atZone(zone).toLocalDate();
        SortedMap<Instant, Duration> parts = new TreeMap<>();
        for (LocalDate day = today.minusDays(DAYS); day.isBefore(today); day = day.plusDays(1)) {
            Instant began = began(day, zone);
            parts.put(began, Duration.between(began, began(day.plusDays(1), zone)));
        }
        return strip(
                parts,
                days.stream()
                        .collect(Collectors.groupingBy(
                                it -> began(it.day(), zone),
                                Collectors.mapping(
                                        it -> new Part(it.job(), it.share(), it.seconds()), Collectors.toList()))),
                lists,
                now);
    }

    private static Instant began(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static Strip strip(
            SortedMap<Instant, Duration> times, Map<Instant, List<Part>> known, int lists, Instant now) {
        List<Bar> bars = times.entrySet().stream()
                .map(time -> bar(
                        time.getKey(),
                        known.getOrDefault(time.getKey(), List.of()),
                        lists * seconds(time.getKey(), time.getValue(), now)))
                .toList();
        return new Strip(
                share(times.keySet().stream()
                        .flatMap(began -> known.getOrDefault(began, List.of()).stream())
                        .toList()),
                bars);
    }

    /** Of that time, so far. */
    private static double seconds(Instant began, Duration lasts, Instant now) {
        return Math.min(
                lasts.toSeconds(), Math.max(1, Duration.between(began, now).toMillis() / 1000.0));
    }

    private static Bar bar(Instant began, List<Part> jobs, double seconds) {
        double known = jobs.stream().mapToDouble(Part::seconds).sum();
        return new Bar(
                began,
                share(jobs),
                seconds == 0 ? 0 : Math.min(1, known / seconds),
                jobs.stream().filter(it -> it.share() < 1).map(Part::job).toList());
    }

    private static @Nullable Double share(List<Part> parts) {
        double known = parts.stream().mapToDouble(Part::seconds).sum();
        return known == 0
                ? null
                : parts.stream().mapToDouble(it -> it.share() * it.seconds()).sum() / known;
    }
}
