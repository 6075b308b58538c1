package app.tds.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who was told of an alarm, and what became of each message. */
@Component
public class NotificationHistory {

    /** An alarm that is repeated for months is told often; the last ones say how it stands. */
    private static final int MOST = 500;

    private final JdbcClient jdbc;

    NotificationHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What one receiver is told by one channel.
     *
     * @param news such as FIRING, ESCALATED or RESOLVED
     * @param step of the ladder of receivers, from 0
     * @param state HELD until quiet hours are over, WAITING, SENT, or GIVEN_UP
     * @param at when it was written
     * @param due when it is to be sent, or tried again; absent once it is sent or given up
     * @param done when it was sent or given up; absent before
     * @param message the id of the message, the same at each attempt; absent before the first
     * @param error why the last attempt failed; absent if none did
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            String news,
            int step,
            String receiver,
            String channel,
            String state,
            Instant at,
            @Nullable Instant due,
            @Nullable Instant done,
            int attempts,
            @Nullable UUID message,
            @Nullable String error) {

        static Entry of(ResultSet row, int number) throws SQLException {
            Instant done = instant(row, "done_at");
            return new Entry(
                    row.getString("news"),
                    row.getInt("step"),
                    row.getString("receiver"),
                    row.getString("channel"),
                    row.getString("state"),
                    row.getTimestamp("created_at").toInstant(),
                    done == null ? instant(row, "due_at") : null,
                    done,
                    row.getInt("attempts"),
                    row.getObject("message_id", UUID.class),
                    row.getString("last_error"));
        }

        private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
            Timestamp time = row.getTimestamp(column);
            return time == null ? null : time.toInstant();
        }
    }

    /** The last notifications about this alarm, in order. */
    public List<Entry> of(long alarm) {
        return jdbc.sql("""
                        select * from (
                          select * from etl.notifications where alarm_id = ? order by notification_id desc limit ?) as latest
                        order by notification_id
                        """).params(alarm, MOST).query(Entry::of).list();
    }
}
