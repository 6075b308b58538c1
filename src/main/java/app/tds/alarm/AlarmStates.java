package app.tds.alarm;

import static java.sql.Timestamp.from;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes alarms from state to state, by what looks find. Of all processes that find the same, exactly one does each step. */
@Component
class AlarmStates {

    /**
     * An alarm that is found again so soon after its end is the same alarm. If the alarm then lasts as long, people are
     * told again.
     */
    static final Duration SOON = Duration.ofMinutes(15);

    private static final String IDENTITY =
            " kind = :kind and organization_id = :organization and job = :job and subject = :subject ";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Transitions transitions;
    private final Suppression suppression;

    AlarmStates(JdbcClient jdbc, TransactionTemplate transaction, Transitions transitions, Suppression suppression) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.transitions = transitions;
        this.suppression = suppression;
    }

    private record Open(long id, Alarm.State state, Severity worst, Instant since) {
        static Open of(ResultSet row, int number) throws SQLException {
            return new Open(
                    row.getLong("alarm_id"),
                    Alarm.State.valueOf(row.getString("state")),
                    Severity.valueOf(row.getString("worst")),
                    row.getTimestamp("began_at").toInstant());
        }
    }

    /** A look has found this. */
    void found(Finding finding, Rule rule, String foundBy, long look, Instant now) {
        transaction.executeWithoutResult(status -> {
            if (!goesOn(finding, rule, foundBy, look, now)
                    && !returns(finding, foundBy, look, now)
                    && !begins(finding, rule, foundBy, look, now)) {
                // Another process has just begun it; this look has seen it as well.
                goesOn(finding, rule, foundBy, look, now);
            }
        });
    }

    private boolean goesOn(Finding finding, Rule rule, String foundBy, long look, Instant now) {
        Optional<Open> open = with(
                        finding,
                        foundBy,
                        look,
                        "update etl.alarms set severity = :severity, sentence = :sentence, cure = :cure, found_by = :by,"
                                + " look = greatest(look, :look), gone_at = null, gone_look = null where" + IDENTITY
                                + "and ended_at is null returning *")
                .query(Open::of)
                .optional();
        open.ifPresent(alarm -> {
            if (alarm.state() == Alarm.State.PENDING) {
                fireIfLasting(alarm, rule, now);
            } else if (finding.severity().compareTo(alarm.worst()) < 0) {
                raise(alarm, now);
            }
        });
        return open.isPresent();
    }

    private void fireIfLasting(Open alarm, Rule rule, Instant now) {
        if (!alarm.since().plus(rule.lasts()).isAfter(now)) {
            jdbc.sql("update etl.alarms set state = 'FIRING', worst = severity, fired_at = ? where alarm_id = ?")
                    .params(from(now), alarm.id())
                    .update();
            suppression.apply(alarm.id(), now);
            transitions.note(alarm.id(), Change.FIRED, now);
        }
    }

    private void raise(Open alarm, Instant now) {
        jdbc.sql("""
                        update etl.alarms set state = 'FIRING', worst = severity, acknowledged_at = null,
                          acknowledged_by = null, note = null
                        where alarm_id = ?
                        """).param(alarm.id()).update();
        suppression.apply(alarm.id(), now);
        transitions.note(alarm.id(), Change.RAISED, now);
    }

    private boolean returns(Finding finding, String foundBy, long look, Instant now) {
        Optional<Open> returned = with(finding, foundBy, look, """
                        update etl.alarms set state = 'FIRING', severity = :severity, worst = :severity,
                          sentence = :sentence, cure = :cure, found_by = :by, look = greatest(look, :look), ended_at = null,
                          gone_at = null, gone_look = null, told_at = :told
                        where alarm_id = (select max(alarm_id) from etl.alarms where""" + IDENTITY + ") and ended_at > :lately returning *")
                .param("lately", from(now.minus(SOON)))
                .param(
                        "told",
                        from(now.minus(Reminders.pause(finding.severity())).plus(SOON)))
                .query(Open::of)
                .optional();
        returned.ifPresent(alarm -> {
            suppression.apply(alarm.id(), now);
            transitions.note(alarm.id(), Change.RETURNED, now);
        });
        return returned.isPresent();
    }

    private boolean begins(Finding finding, Rule rule, String foundBy, long look, Instant now) {
        boolean atOnce = rule.lasts().isZero();
        Optional<Open> begun = with(finding, foundBy, look, """
                        insert into etl.alarms (kind, severity, organization_id, job, subject, sentence, cure, found_by,
                          began_at, look, state, worst, fired_at, flapping_until)
                        values (:kind, :severity, :organization, :job, :subject, :sentence, :cure, :by, :now, :look, :state,
                          :severity, :fired, (select max(flapping_until) from etl.alarms where""" + IDENTITY + """
                        and flapping_until > :now))
                        on conflict (kind, organization_id, job, subject) where ended_at is null do nothing returning *
                        """)
                .param("now", from(now))
                .param("state", atOnce ? "FIRING" : "PENDING")
                .param("fired", atOnce ? from(now) : null, Types.TIMESTAMP)
                .query(Open::of)
                .optional();
        begun.ifPresent(alarm -> {
            flapsNoMore(finding, alarm.id());
            suppression.apply(alarm.id(), now);
            transitions.note(alarm.id(), atOnce ? Change.FIRED : Change.PENDING, now);
        });
        return begun.isPresent();
    }

    /** What of an alarm's past is over: the new one flaps in its place. */
    private void flapsNoMore(Finding finding, long successor) {
        jdbc.sql("update etl.alarms set flapping_until = null where" + IDENTITY
                        + "and flapping_until is not null and alarm_id <> :successor")
                .param("kind", finding.kind())
                .param("organization", finding.organizationId())
                .param("job", finding.job())
                .param("subject", finding.subject())
                .param("successor", successor)
                .update();
    }

    /** What no look has found since this one began, but for what those find who could not look. */
    List<Long> unseen(long look, Collection<String> blind) {
        return jdbc.sql("select alarm_id from etl.alarms where ended_at is null and look < ? and found_by <> all(?)")
                .params(look, blind.toArray(String[]::new))
                .query((row, number) -> row.getLong(1))
                .list();
    }

    /** What was never told leaves no trace; the rest is over when two looks in a row do not find it. */
    void gone(long alarmId, long look, Instant now) {
        transaction.executeWithoutResult(status -> goneNow(alarmId, look, now));
    }

    private void goneNow(long alarmId, long look, Instant now) {
        boolean told = jdbc.sql("delete from etl.alarms where alarm_id = ? and state = 'PENDING' and look < ?")
                        .params(alarmId, look)
                        .update()
                == 0;
        if (!told) {
            transitions.forget(alarmId);
        } else if (isOver(alarmId, look)) {
            transitions.note(alarmId, Change.RESOLVED, now);
        } else {
            jdbc.sql("""
                            update etl.alarms set gone_at = ?, gone_look = ?
                            where alarm_id = ? and ended_at is null and look < ? and gone_look is null
                            """).params(from(now), look, alarmId, look).update();
        }
    }

    private boolean isOver(long alarmId, long look) {
        return jdbc.sql("""
                        update etl.alarms set state = 'RESOLVED', ended_at = greatest(began_at, gone_at),
                          acknowledged_at = null, acknowledged_by = null, note = null
                        where alarm_id = ? and ended_at is null and look < ? and gone_look < ?
                        """).params(alarmId, look, look).update() == 1;
    }

    private StatementSpec with(Finding finding, String foundBy, long look, String sql) {
        return jdbc.sql(sql)
                .param("kind", finding.kind())
                .param("severity", finding.severity().name())
                .param("organization", finding.organizationId())
                .param("job", finding.job())
                .param("subject", finding.subject())
                .param("sentence", finding.sentence())
                .param("cure", finding.cure())
                .param("by", foundBy)
                .param("look", look);
    }
}
