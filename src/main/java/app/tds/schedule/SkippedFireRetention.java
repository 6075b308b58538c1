package app.tds.schedule;

import app.tds.Retention;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Skipped fires are kept as long as the runs that were started instead. */
@Component
class SkippedFireRetention implements Retention {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration keep;

    SkippedFireRetention(JdbcClient jdbc, Clock clock, @Value("${tds.runs.keep}") Duration keep) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.keep = keep;
    }

    @Override
    public String what() {
        return "skipped fires";
    }

    @Override
    public long purge() {
        return jdbc.sql("delete from etl.skipped_fires where due_at < ?")
                .param(Timestamp.from(clock.instant().minus(keep)))
                .update();
    }
}
