package app.tds.monitoring;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The view {@code reporting.sync_calls_hourly} as a type, for whoever shows it. */
@Component
public class CallsByHour {

    private final JdbcClient jdbc;
    private final Clock clock;

    CallsByHour(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Requests of one hour for one kind of work.
     *
     * @param hour when it began
     * @param failed requests without an answer to go on with
     */
    public record Hour(String organizationId, Instant hour, String purpose, long calls, long failed) {}

    /** Of the last hours, the present one included, in order. */
    public List<Hour> last(int hours) {
        Instant from = clock.instant().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(hours - 1L));
        return jdbc.sql("select * from reporting.sync_calls_hourly where hour >= ? order by hour, purpose")
                .param(Timestamp.from(from))
                .query((row, number) -> new Hour(
                        row.getString("organization_id"),
                        row.getTimestamp("hour").toInstant(),
                        row.getString("purpose"),
                        row.getLong("calls"),
                        row.getLong("failed")))
                .list();
    }
}
