package app.tds.alarm;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The rows of {@code etl.alarms}. Of all processes that find the same, exactly one begins the alarm, and one ends it. */
@Component
public class Alarms {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;

    Alarms(JdbcClient jdbc, TransactionTemplate transaction, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.events = events;
    }

    /** The alarms that go on, the worst first. */
    public List<Alarm> open() {
        return jdbc.sql("""
                        select * from etl.alarms where ended_at is null
                        order by array_position(array['CRITICAL', 'WARNING', 'INFO'], severity), organization_id, job, kind,
                          subject
                        """).query((row, number) -> alarm(row)).list();
    }

    /** The alarms about this organization that go on, the worst first. */
    public List<Alarm> open(String organizationId) {
        return open().stream()
                .filter(alarm -> alarm.organization().equals(organizationId))
                .toList();
    }

    /** The number of a look that begins now. */
    long beginLook() {
        return jdbc.sql("select nextval('etl.alarm_look')").query(Long.class).single();
    }

    /** The finding is an alarm from now on, unless it was one already; then the alarm says what this look says. */
    void keep(Finding finding, String foundBy, long look, Instant now) {
        transaction.executeWithoutResult(status -> {
            if (!goesOn(finding, foundBy, look)) {
                begun(finding, foundBy, look, now)
                        .ifPresentOrElse(
                                alarm -> events.publishEvent(new AlarmBegan(alarm)),
                                // Another process has just begun it; this look has seen it as well.
                                () -> goesOn(finding, foundBy, look));
            }
        });
    }

    private boolean goesOn(Finding finding, String foundBy, long look) {
        return found("""
                        update etl.alarms set severity = :severity, sentence = :sentence, cure = :cure, found_by = :by,
                          look = greatest(look, :look)
                        where kind = :kind and organization_id = :organization and job = :job and subject = :subject
                          and ended_at is null
                        """, finding, foundBy, look).update() == 1;
    }

    private Optional<Alarm> begun(Finding finding, String foundBy, long look, Instant now) {
        return found("""
                        insert into etl.alarms (kind, severity, organization_id, job, subject, sentence, cure, found_by,
                          began_at, look)
                        values (:kind, :severity, :organization, :job, :subject, :sentence, :cure, :by, :now, :look)
                        on conflict (kind, organization_id, job, subject) where ended_at is null do nothing returning *
                        """, finding, foundBy, look)
                .param("now", Timestamp.from(now))
                .query((row, number) -> alarm(row))
                .optional();
    }

    private StatementSpec found(String sql, Finding finding, String foundBy, long look) {
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

    /** What no look has found since this one began is over, but for what those find who could not look. */
    void endUnseen(long look, Collection<String> blind, Instant now) {
        jdbc.sql("select alarm_id from etl.alarms where ended_at is null and look < ? and found_by <> all(?)")
                .params(look, blind.toArray(String[]::new))
                .query(Long.class)
                .list()
                .forEach(alarm -> end(alarm, look, now));
    }

    private void end(long alarmId, long look, Instant now) {
        transaction.executeWithoutResult(status -> jdbc.sql("""
                        update etl.alarms set ended_at = greatest(began_at, ?)
                        where alarm_id = ? and ended_at is null and look < ? returning *
                        """)
                .params(Timestamp.from(now), alarmId, look)
                .query((row, number) -> alarm(row))
                .optional()
                .ifPresent(alarm -> events.publishEvent(new AlarmEnded(alarm))));
    }

    long forget(Instant endedBefore) {
        return jdbc.sql("delete from etl.alarms where ended_at < ?")
                .param(Timestamp.from(endedBefore))
                .update();
    }

    private static Alarm alarm(ResultSet row) throws SQLException {
        return new Alarm(
                row.getLong("alarm_id"),
                row.getString("kind"),
                Severity.valueOf(row.getString("severity")),
                row.getString("organization_id"),
                row.getString("job"),
                row.getString("subject"),
                row.getString("sentence"),
                row.getString("cure"),
                row.getTimestamp("began_at").toInstant(),
                instant(row.getTimestamp("ended_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
