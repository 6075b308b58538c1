package app.tds.pipeline;

import app.tds.Retention;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Forgets comparisons, and differences that were repaired, as long ago as runs are kept. Open differences stay. */
@Component
class VerificationRetention implements Retention {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration keep;

    VerificationRetention(JdbcClient jdbc, Clock clock, @Value("${tds.runs.keep}") Duration keep) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.keep = keep;
    }

    @Override
    public String what() {
        return "comparisons and repaired differences";
    }

    @Override
    public long purge() {
        Timestamp before = Timestamp.from(clock.instant().minus(keep));
        return jdbc.sql("delete from etl.verifications where ended_at < ?")
                        .param(before)
                        .update()
                + jdbc.sql("delete from etl.differences where repaired_at < ?")
                        .param(before)
                        .update();
    }
}
