package app.tds.alarm;

import static java.sql.Timestamp.from;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Alarms, past and present, and what a person does about an alarm. */
@Component
public class Alarms {

    private static final String WORST_FIRST = """
             order by array_position(array['CRITICAL', 'WARNING', 'INFO'], severity), organization_id, job, kind, subject
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Transitions transitions;
    private final Clock clock;

    Alarms(JdbcClient jdbc, TransactionTemplate transaction, Transitions transitions, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.transitions = transitions;
        this.clock = clock;
    }

    /** The alarms that go on, acknowledged or not, the worst first. Pending alarms are left out. */
    public List<Alarm> open() {
        return jdbc.sql("select * from reporting.sync_alarms where state in ('FIRING', 'ACKNOWLEDGED')" + WORST_FIRST)
                .query(Alarm::of)
                .list();
    }

    /** The alarms about this organization that go on, the worst first. */
    public List<Alarm> open(String organizationId) {
        return open().stream()
                .filter(alarm -> alarm.organization().equals(organizationId))
                .toList();
    }

    /** The alarms that go on and are not told, since this one explains them, the worst first. */
    public List<Alarm> explainedBy(long root) {
        return jdbc.sql(
                        "select * from reporting.sync_alarms where inhibited_by = ? and state in ('FIRING', 'ACKNOWLEDGED')"
                                + WORST_FIRST)
                .param(root)
                .query(Alarm::of)
                .list();
    }

    /** The alarm of this number. */
    public Optional<Alarm> find(long id) {
        return jdbc.sql("select * from reporting.sync_alarms where alarm_id = ?")
                .param(id)
                .query(Alarm::of)
                .optional();
    }

    /**
     * A person sees to it: it is told no more until it is worse, over, or a day old.
     *
     * @return the alarm; empty if none of this number goes on
     * @throws IllegalArgumentException if it is not said who, or what is being done
     */
    public Optional<Alarm> acknowledge(long id, String who, String note) {
        if (who.isBlank() || note.isBlank()) {
            throw new IllegalArgumentException("An acknowledgement needs a name, and a note: say what is being done.");
        }
        return act(id, Change.ACKNOWLEDGED, who, note, """
                update etl.alarms set state = 'ACKNOWLEDGED', worst = severity, acknowledged_at = :now,
                  acknowledged_by = :who, note = :note
                where alarm_id = :id and state in ('FIRING', 'ACKNOWLEDGED')
                """);
    }

    /**
     * Nobody sees to it any more.
     *
     * @return the alarm; empty if nobody did
     */
    public Optional<Alarm> unacknowledge(long id, String who, String note) {
        return act(id, Change.UNACKNOWLEDGED, who, note, """
                update etl.alarms set state = 'FIRING', acknowledged_at = null, acknowledged_by = null, note = null
                where alarm_id = :id and state = 'ACKNOWLEDGED'
                """);
    }

    private Optional<Alarm> act(long id, Change change, String who, String note, String sql) {
        Instant now = clock.instant();
        boolean acted = Boolean.TRUE.equals(transaction.execute(status -> {
            int rows = jdbc.sql(sql)
                    .param("id", id)
                    .param("who", who)
                    .param("note", note)
                    .param("now", from(now))
                    .update();
            if (rows == 1) {
                transitions.note(id, change, now, who, note);
            }
            return rows == 1;
        }));
        return acted ? find(id) : Optional.empty();
    }

    /**
     * What the delivery of its messages has come to; for whoever delivers.
     *
     * @param step how far up the ladder of receivers
     * @param heldUntil until when a message is held back; null if none is
     */
    public void delivered(long id, int step, @Nullable Instant heldUntil) {
        jdbc.sql("update etl.alarms set step = ?, held_until = ? where alarm_id = ?")
                .param(step)
                .param(heldUntil == null ? null : from(heldUntil))
                .param(id)
                .update();
    }

    long forget(Instant endedBefore) {
        return jdbc.sql("""
                        with old as (delete from etl.alarms where ended_at < :before returning alarm_id),
                          transitions as (delete from etl.alarm_transitions where alarm_id in (select alarm_id from old))
                        select count(*) from old
                        """)
                .param("before", from(endedBefore))
                .query(Long.class)
                .single();
    }
}
