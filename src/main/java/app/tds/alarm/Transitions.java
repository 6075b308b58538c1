package app.tds.alarm;

import static java.sql.Timestamp.from;

import java.time.Duration;
import java.time.Instant;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps what happens to alarms and publishes it, in the transaction that changes the alarm. */
@Component
class Transitions {

    /** An alarm may begin and end so often in an hour; more than that is told once, and then no more for an hour. */
    private static final int CHANGES = 4;

    private static final Duration HOUR = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    Transitions(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** It happened by itself. */
    void note(long alarmId, Change change, Instant at) {
        note(alarmId, change, at, "", "");
    }

    void note(long alarmId, Change change, Instant at, String who, String note) {
        long transition = keep(alarmId, change, at, who, note);
        boolean flaps = beginsOrEnds(change) && beginsToFlap(alarmId, at);
        var changed = new AlarmChanged(transition, alarm(alarmId), change, at, who, note);
        if (changed.isToBeTold()) {
            jdbc.sql("update etl.alarms set told_at = ? where alarm_id = ?")
                    .params(from(at), alarmId)
                    .update();
        }
        events.publishEvent(changed);
        if (flaps) {
            note(alarmId, Change.FLAPS, at);
        }
    }

    private long keep(long alarmId, Change change, Instant at, String who, String note) {
        return jdbc.sql("""
                        insert into etl.alarm_transitions (alarm_id, at, change, state, severity, who, note)
                        select alarm_id, :at, :change, state, severity, :who, :note from etl.alarms where alarm_id = :alarm
                        returning transition_id
                        """)
                .param("alarm", alarmId)
                .param("at", from(at))
                .param("change", change.name())
                .param("who", who)
                .param("note", note)
                .query(Long.class)
                .single();
    }

    private Alarm alarm(long alarmId) {
        return jdbc.sql("select * from reporting.sync_alarms where alarm_id = ?")
                .param(alarmId)
                .query(Alarm::of)
                .single();
    }

    private static boolean beginsOrEnds(Change change) {
        return change == Change.FIRED || change == Change.RETURNED || change == Change.RESOLVED;
    }

    private boolean beginsToFlap(long alarmId, Instant at) {
        return jdbc.sql("""
                        update etl.alarms as alarm set flapping_until = :until
                        where alarm_id = :alarm and flapping_until is null and :most < (
                          select count(*) from etl.alarms as same join etl.alarm_transitions as past using (alarm_id)
                          where same.kind = alarm.kind and same.organization_id = alarm.organization_id
                            and same.job = alarm.job and same.subject = alarm.subject and past.at > :since
                            and past.change in ('FIRED', 'RETURNED', 'RESOLVED'))
                        """)
                        .param("alarm", alarmId)
                        .param("most", CHANGES)
                        .param("until", from(at.plus(HOUR)))
                        .param("since", from(at.minus(HOUR)))
                        .update()
                == 1;
    }

    /** Of an alarm that never was more than pending, nothing is worth keeping. */
    void forget(long alarmId) {
        jdbc.sql("delete from etl.alarm_transitions where alarm_id = ?")
                .param(alarmId)
                .update();
    }
}
