package app.tds.monitoring;

import app.tds.Remembered;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The view {@code reporting.sync_freshness_day} as a type. Who asks again within a minute gets what was seen. */
@Component
public class FreshDay {

    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Remembered<List<Hour>> hours;

    FreshDay(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.hours = new Remembered<>(REMEMBERED, clock, this::read);
    }

    /**
     * How new a job was in an hour.
     *
     * @param hour when it began
     * @param share from 0 to 1, of the seconds that are known
     * @param seconds that are known
     */
    public record Hour(String organizationId, String job, Instant hour, double share, double seconds) {}

    /** The last day of every job. An hour that is not here is unknown. */
    public List<Hour> hours() {
        return hours.get();
    }

    private List<Hour> read() {
        return jdbc.sql("""
                        select organization_id, job, hour, fresh_share, seconds_known from reporting.sync_freshness_day
                        where seconds_known > 0 order by hour, job
                        """)
                .query((row, number) -> new Hour(
                        row.getString("organization_id"),
                        row.getString("job"),
                        row.getTimestamp("hour").toInstant(),
                        row.getDouble("fresh_share"),
                        row.getDouble("seconds_known")))
                .list();
    }
}
