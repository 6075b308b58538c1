package app.tds.alarm;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * What happened to an alarm; a row of {@code etl.alarm_transitions}.
 *
 * @param id of the transition
 * @param at when it happened
 * @param change what happened
 * @param state of the alarm from then on
 * @param severity of the alarm from then on
 * @param who did it; empty if nobody did
 * @param note why, in words; may be empty
 */
public record Transition(
        long id, Instant at, Change change, Alarm.State state, Severity severity, String who, String note) {

    static Transition of(ResultSet row, int number) throws SQLException {
        return new Transition(
                row.getLong("transition_id"),
                row.getTimestamp("at").toInstant(),
                Change.valueOf(row.getString("change")),
                Alarm.State.valueOf(row.getString("state")),
                Severity.valueOf(row.getString("severity")),
                row.getString("who"),
                row.getString("note"));
    }
}
