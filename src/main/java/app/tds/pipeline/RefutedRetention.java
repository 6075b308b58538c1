package app.tds.pipeline;

import app.tds.Retention;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Forgets deliveries that were refuted as long ago as runs are kept. */
@Component
class RefutedRetention implements Retention {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration keep;

    RefutedRetention(JdbcClient jdbc, Clock clock, @Value("${tds.runs.keep}") Duration keep) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.keep = keep;
    }

    @Override
    public String what() {
        return "refuted deliveries";
    }

    @Override
    public long purge() {
        return jdbc.sql("delete from etl.refuted_deliveries where refuted_at < ?")
                .param(Timestamp.from(clock.instant().minus(keep)))
                .update();
    }
}
