package app.tds.alarm;

import static java.sql.Timestamp.from;

import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What happens to alarms because time passes. */
@Component
class Reminders {

    /** Nobody sees to anything longer than this without saying so again. */
    private static final Duration SEEN_TO = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Transitions transitions;

    Reminders(JdbcClient jdbc, TransactionTemplate transaction, Transitions transitions) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.transitions = transitions;
    }

    /** After how long an alarm that nobody acknowledges is told again. */
    static Duration pause(Severity severity) {
        return switch (severity) {
            case CRITICAL -> Duration.ofHours(1);
            case WARNING -> Duration.ofHours(12);
            case INFO -> Duration.ofDays(7);
        };
    }

    void remind(Instant now) {
        each(Change.SETTLED, "", now, "flapping_until = null", "flapping_until <= :now", now);
        each(
                Change.UNACKNOWLEDGED,
                "Nobody has said anything for a day.",
                now,
                "state = 'FIRING', acknowledged_at = null, acknowledged_by = null, note = null",
                "state = 'ACKNOWLEDGED' and acknowledged_at <= :now",
                now.minus(SEEN_TO));
        for (Severity severity : Severity.values()) {
            each(
                    Change.REPEATED,
                    "",
                    now,
                    "told_at = :now",
                    "state = 'FIRING' and severity = '" + severity + "' and told_at <= :now and gone_at is null"
                            + " and silence_id is null and inhibited_by is null and flapping_until is null",
                    now.minus(pause(severity)));
        }
    }

    private void each(Change change, String note, Instant now, String set, String when, Instant than) {
        jdbc.sql("select alarm_id from etl.alarms where " + when)
                .param("now", from(than))
                .query(Long.class)
                .list()
                .forEach(alarm -> transaction.executeWithoutResult(status -> {
                    boolean ours = jdbc.sql("update etl.alarms set " + set + " where alarm_id = :alarm and " + when)
                                    .param("now", from(than))
                                    .param("alarm", alarm)
                                    .update()
                            == 1;
                    if (ours) {
                        transitions.note(alarm, change, now, "", note);
                    }
                }));
    }
}
