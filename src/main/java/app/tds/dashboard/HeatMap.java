package app.tds.dashboard;

import app.tds.monitoring.ChangesByHour;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The last day of an organization, list by list and hour by hour: what changed.
 *
 * @param hours when each hour began, the earliest first
 */
public record HeatMap(List<Instant> hours, List<Line> lines) {

    private static final int HOURS = 24;
    private static final double SHADES = 4;

    /** One list. */
    public record Line(String job, List<Cell> cells) {

        /** How strongly an hour is shown, from 0 to 4, beside the busiest hour of the list. */
        public int heat(Cell cell) {
            long most = cells.stream().mapToLong(Cell::all).max().orElse(0);
            return cell.all() == 0 ? 0 : (int) Math.max(1, Math.ceil(SHADES * cell.all() / most));
        }
    }

    /** One hour of a list. */
    public record Cell(long changed, long deleted) {

        long all() {
            return changed + deleted;
        }
    }

    /** When the first of the hours begins that are shown. */
    static Instant first(Instant now) {
        return now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(HOURS - 1L));
    }

    static HeatMap of(List<ChangesByHour.Hour> changes, Instant now) {
        List<Instant> hours = LongStream.range(0, HOURS)
                .mapToObj(hour -> first(now).plus(Duration.ofHours(hour)))
                .toList();
        Map<String, Map<Instant, Cell>> byJob = changes.stream()
                .collect(Collectors.groupingBy(
                        ChangesByHour.Hour::job,
                        TreeMap::new,
                        Collectors.toMap(ChangesByHour.Hour::hour, it -> new Cell(it.changed(), it.deleted()))));
        return new HeatMap(
                hours,
                byJob.entrySet().stream()
                        .map(job -> new Line(
                                job.getKey(),
                                hours.stream()
                                        .map(hour -> job.getValue().getOrDefault(hour, new Cell(0, 0)))
                                        .toList()))
                        .toList());
    }
}
