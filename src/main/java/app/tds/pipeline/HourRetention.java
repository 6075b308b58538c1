package app.tds.pipeline;

import app.tds.Retention;
import app.tds.mirror.DaysFromHours;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sums of runs are kept as long as the runs themselves: by the hour for five weeks, then by the day. */
@Component
class HourRetention implements Retention {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration keep;

    HourRetention(JdbcClient jdbc, Clock clock, @Value("${tds.runs.keep}") Duration keep) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.keep = keep;
    }

    @Override
    public String what() {
        return "sums of runs by hour";
    }

    @Override
    public long purge() {
        long old = jdbc.sql("delete from etl.runs_by_hour where hour < ?")
                .param(Timestamp.from(clock.instant().minus(keep)))
                .update();
        return old + DaysFromHours.in("etl.runs_by_hour", jdbc, clock.instant());
    }
}
