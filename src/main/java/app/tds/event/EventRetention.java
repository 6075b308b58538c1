package app.tds.event;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Removes events so old that nobody is expected to come back for them; the last stays, whose number the next one follows. */
@Component
public class EventRetention {

    private static final Logger log = LoggerFactory.getLogger(EventRetention.class);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration keep;

    EventRetention(JdbcClient jdbc, Clock clock, @Value("${tds.events.keep}") Duration keep) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.keep = keep;
    }

    /** Removes what is old enough now; how many that were. */
    public long purge() {
        long removed =
                jdbc.sql("""
                        delete from etl.events
                        where sequence < (select max(sequence) from etl.events)
                          and sequence <= (select max(sequence) from etl.events where published_at < ?)
                        """).param(Timestamp.from(clock.instant().minus(keep))).update();
        log.info("removed old events: {}", removed);
        return removed;
    }
}
