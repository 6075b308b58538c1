package app.tds.alarm;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When somebody last looked whether anything is wrong. */
@Component
public class Looks {

    private final JdbcClient jdbc;

    Looks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** When all watches were last asked and what they found was kept; empty if that never happened. */
    public Optional<Instant> last() {
        return jdbc.sql("select looked_at from etl.alarm_looks")
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    void note(Instant now) {
        jdbc.sql("""
                        insert into etl.alarm_looks (id, looked_at) values (1, ?)
                        on conflict (id) do update set looked_at = excluded.looked_at
                        """).param(Timestamp.from(now)).update();
    }
}
