package app.tds.monitoring;

import app.tds.Repeated;
import app.tds.Retention;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps for each day that is over how new jobs were, and is the view {@code reporting.sync_freshness_daily} as a type. */
@Component
public class FreshDays implements Repeated, Retention {

    private static final int KEPT = 400;

    private final JdbcClient jdbc;
    private final Clock clock;

    FreshDays(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * How new a job was on a day.
     *
     * @param share from 0 to 1, of the seconds that are known
     * @param seconds that are known
     */
    public record Day(String organizationId, String job, LocalDate day, double share, double seconds) {}

    /** From this day on. A day that is not here is unknown. */
    public List<Day> since(LocalDate first) {
        return jdbc.sql("""
                        select organization_id, job, day, fresh_share, seconds_known from reporting.sync_freshness_daily
                        where day >= ? order by day, job
                        """)
                .param(Date.valueOf(first))
                .query((row, number) -> new Day(
                        row.getString("organization_id"),
                        row.getString("job"),
                        row.getObject("day", LocalDate.class),
                        row.getDouble("fresh_share"),
                        row.getDouble("seconds_known")))
                .list();
    }

    @Override
    public String subject() {
        return "Keeping how new jobs were on each day";
    }

    @Override
    public Duration pause() {
        return Duration.ofHours(1);
    }

    @Override
    public Duration firstAfter() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void round() {
        jdbc.sql("select etl.keep_fresh_days(?)")
                .param(Timestamp.from(clock.instant()))
                .query(row -> {});
    }

    @Override
    public String what() {
        return "days of which is known how new jobs were";
    }

    @Override
    public long purge() {
        return jdbc.sql("delete from etl.fresh_by_day where day < (?::timestamptz at time zone 'UTC')::date - ?")
                .params(Timestamp.from(clock.instant()), KEPT)
                .update();
    }
}
