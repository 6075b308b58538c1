package app.tds.alarm;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A finding that is kept, from the first look that found it until it is over; a row of {@code reporting.sync_alarms}.
 *
 * @param id of the alarm
 * @param kind of what is wrong
 * @param severity how much it matters, by the last look
 * @param state how far it has come
 * @param organization whose; empty if it is about none in particular
 * @param job empty if it is about none in particular
 * @param subject what exactly; empty if organization and job say it
 * @param sentence what is wrong, by the last look
 * @param cure what to do
 * @param since when it was first found
 * @param fired when it began to be told; null while it is pending
 * @param ended when it was over; null while it goes on
 * @param acknowledged who sees to it; null if nobody does
 * @param silenced what keeps it from being told; null if nothing does
 * @param inhibitedBy the alarm that explains it, so that only that one is told; null if none does
 * @param flappingUntil until when its changes are not told, because there are too many; null if there are not
 * @param heldUntil until when the delivery holds its message back; null if none is held
 * @param step how far its delivery has gone up the ladder of receivers
 * @param told when it was last due to be told; null if it never was
 * @param group alarms of the same group are told in one message
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Alarm(
        long id,
        String kind,
        Severity severity,
        State state,
        String organization,
        String job,
        String subject,
        String sentence,
        String cure,
        Instant since,
        @Nullable Instant fired,
        @Nullable Instant ended,
        @Nullable Acknowledgement acknowledged,
        @Nullable Silenced silenced,
        @Nullable Long inhibitedBy,
        @Nullable Instant flappingUntil,
        @Nullable Instant heldUntil,
        int step,
        @Nullable Instant told,
        String group) {

    /** How far an alarm has come. */
    public enum State {
        /** It does not yet last as long as its rule allows. */
        PENDING,
        /** It is told. */
        FIRING,
        /** A person sees to it. */
        ACKNOWLEDGED,
        /** It is over. */
        RESOLVED
    }

    /** A person's word that he sees to it. */
    public record Acknowledgement(String by, Instant at, String note) {}

    /** A person's wish that it be not told for a while. */
    public record Silenced(long silence, Instant until, String by, String reason) {}

    /** How long it lasted; until now, if it goes on. */
    public Duration lasted(Instant now) {
        return Duration.between(since, ended == null ? now : ended);
    }

    /** Kind and whose, in few words. */
    public String name() {
        return Stream.of(kind, job, subject, organization.isEmpty() ? "" : "of organization " + organization)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** Whether nothing of the alarm's own keeps its changes from being told. */
    @JsonIgnore
    public boolean isAudible() {
        return silenced == null && inhibitedBy == null && flappingUntil == null;
    }

    static Alarm of(ResultSet row, int number) throws SQLException {
        Long root = row.getObject("inhibited_by", Long.class);
        return new Alarm(
                row.getLong("alarm_id"),
                row.getString("kind"),
                Severity.valueOf(row.getString("severity")),
                State.valueOf(row.getString("state")),
                row.getString("organization_id"),
                row.getString("job"),
                row.getString("subject"),
                row.getString("sentence"),
                row.getString("cure"),
                row.getTimestamp("began_at").toInstant(),
                instant(row, "fired_at"),
                instant(row, "ended_at"),
                acknowledgement(row),
                silenced(row),
                root,
                instant(row, "flapping_until"),
                instant(row, "held_until"),
                row.getInt("step"),
                instant(row, "told_at"),
                row.getString("group_key"));
    }

    private static @Nullable Acknowledgement acknowledgement(ResultSet row) throws SQLException {
        Instant at = instant(row, "acknowledged_at");
        return at == null ? null : new Acknowledgement(row.getString("acknowledged_by"), at, row.getString("note"));
    }

    private static @Nullable Silenced silenced(ResultSet row) throws SQLException {
        Instant until = instant(row, "silenced_until");
        return until == null
                ? null
                : new Silenced(
                        row.getLong("silence_id"),
                        until,
                        row.getString("silenced_by"),
                        row.getString("silenced_because"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
