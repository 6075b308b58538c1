package app.tds.mirror;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sums by hour become sums by day when they are older than anybody asks for by the hour: a year needs a twentieth of the room. */
public final class DaysFromHours {

    private static final Duration BY_THE_HOUR = Duration.ofDays(35);
    private static final Duration DAY = Duration.ofDays(1);

    /** So many days without an hour to sum up, one behind the other, and nothing older is looked for. */
    private static final int ENOUGH = 7;

    private DaysFromHours() {}

    /**
     * Sums up what is old enough now, a day in each transaction, the newest first; returns how many rows went.
     *
     * @param table whose key has organization and hour, and whose other columns are sums
     */
    public static long in(String table, JdbcClient jdbc, Instant now) {
        long gone = 0;
        int nothing = 0;
        for (Instant before = now.minus(BY_THE_HOUR); nothing < ENOUGH; before = before.minus(DAY)) {
            long some = jdbc.sql("select etl.days_from_hours(?::regclass, ?)")
                    .params(table, Timestamp.from(before))
                    .query(Long.class)
                    .single();
            nothing = some == 0 ? nothing + 1 : 0;
            gone += some;
        }
        return gone;
    }
}
