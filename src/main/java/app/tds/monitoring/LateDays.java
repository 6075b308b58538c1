package app.tds.monitoring;

import app.tds.Repeated;
import app.tds.Retention;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps for each hour that is over which changes were late, and is the view {@code reporting.sync_late_by_weekday} as a type. */
@Component
public class LateDays implements Repeated, Retention {

    private static final Duration KEPT = Duration.ofDays(400);

    private final JdbcClient jdbc;
    private final Clock clock;

    LateDays(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * The changes of one day of the week.
     *
     * @param changes rows that were changed
     * @param late of these, rows that were visible later than 30 s
     * @param reasons how many were late for each reason
     */
    public record Day(String organizationId, DayOfWeek weekday, long changes, long late, Map<String, Long> reasons) {

        /** Why most of them were late; empty if none was. */
        public String reason() {
            return late == 0
                    ? ""
                    : reasons.entrySet().stream()
                            .max(Map.Entry.<String, Long>comparingByValue()
                                    .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                            .orElseThrow()
                            .getKey();
        }
    }

    /** Saturday first, as the week of the letter begins. A day that is not here is unknown. */
    public List<Day> all() {
        return jdbc.sql("select * from reporting.sync_late_by_weekday order by organization_id, (weekday + 1) % 7")
                .query((row, number) -> new Day(
                        row.getString("organization_id"),
                        DayOfWeek.of(row.getInt("weekday")),
                        row.getLong("changes"),
                        row.getLong("late"),
                        Map.of(
                                "queue", row.getLong("because_of_queue"),
                                "limit", row.getLong("because_of_limit"),
                                "no-webhook", row.getLong("because_of_no_webhook"),
                                "late-webhook", row.getLong("because_of_late_webhook"),
                                "none", row.getLong("because_of_other"))))
                .list();
    }

    @Override
    public String subject() {
        return "Keeping which changes were late";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(20);
    }

    @Override
    public Duration firstAfter() {
        return Duration.ofMinutes(4);
    }

    @Override
    public void round() {
        jdbc.sql("select etl.keep_late_hours(?)")
                .param(Timestamp.from(clock.instant()))
                .query(row -> {});
    }

    @Override
    public String what() {
        return "hours of which is known which changes were late";
    }

    @Override
    public long purge() {
        return jdbc.sql("delete from etl.late_by_hour where hour < ?")
                .param(Timestamp.from(clock.instant().minus(KEPT)))
                .update();
    }
}
