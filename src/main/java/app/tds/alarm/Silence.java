package app.tds.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What shall not be told for a while; a row of {@code etl.silences}.
 *
 * @param id of the silence
 * @param kind of the alarms; empty for every kind
 * @param organization whose; empty for every one
 * @param job about which; empty for every one
 * @param since from when on
 * @param until when it ends by itself
 * @param reason why
 * @param who asked for it
 * @param ended when somebody ended it early; null if nobody did
 * @param endedBy who that was; null if nobody did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Silence(
        long id,
        String kind,
        String organization,
        String job,
        Instant since,
        Instant until,
        String reason,
        String who,
        @Nullable Instant ended,
        @Nullable String endedBy) {

    static Silence of(ResultSet row, int number) throws SQLException {
        return new Silence(
                row.getLong("silence_id"),
                row.getString("kind"),
                row.getString("organization_id"),
                row.getString("job"),
                row.getTimestamp("began_at").toInstant(),
                row.getTimestamp("until").toInstant(),
                row.getString("reason"),
                row.getString("who"),
                Alarm.instant(row, "ended_at"),
                row.getString("ended_by"));
    }
}
