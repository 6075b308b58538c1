package app.tds.monitoring;

import app.tds.Repeated;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps for a week how many documents waited in each hour, so that one sees whether they become fewer. */
@Component
class WaitingByHour implements Repeated {

    private static final Duration KEPT = Duration.ofDays(8);

    private final JdbcClient jdbc;
    private final Clock clock;

    WaitingByHour(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return "Counting the documents that wait";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(10);
    }

    @Override
    public void round() {
        Instant now = clock.instant();
        jdbc.sql("""
                        insert into etl.waiting_by_hour (organization_id, job, hour, waiting)
                        select organization_id, job, date_trunc('hour', ?::timestamptz, 'UTC'), depth
                        from reporting.sync_queues where queue = 'documents'
                        on conflict (hour, organization_id, job) do update set waiting = excluded.waiting
                        """).param(Timestamp.from(now)).update();
        jdbc.sql("delete from etl.waiting_by_hour where hour < ?")
                .param(Timestamp.from(now.minus(KEPT)))
                .update();
    }
}
