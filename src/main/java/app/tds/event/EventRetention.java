package app.tds.event;

import app.tds.Retention;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Removes events so old that no subscriber is expected to come back for them. The last event stays: the next number
 * follows its number.
 */
@Component
public class EventRetention implements Retention {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration keep;

    EventRetention(JdbcClient jdbc, Clock clock, @Value("${tds.events.keep}") Duration keep) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.keep = keep;
    }

    @Override
    public String what() {
        return "events";
    }

    @Override
    public long purge() {
        return jdbc.sql("""
                        delete from etl.events
                        where sequence < (select max(sequence) from etl.events)
                          and sequence <= (select max(sequence) from etl.events where published_at < ?)
                        """).param(Timestamp.from(clock.instant().minus(keep))).update();
    }
}
