package app.tds.webhook;

import app.tds.webhook.Alarm.Cause;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code etl.webhook_alarms}. Of several processes that notice the same, one is told that it is the first. */
@Component
class Alarms {

    private final JdbcClient jdbc;
    private final Clock clock;

    Alarms(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Those that go on. */
    List<Alarm> on() {
        return jdbc.sql("select * from etl.webhook_alarms where ended_at is null order by organization_id, job, cause")
                .query((row, number) -> alarm(row))
                .list();
    }

    /** Those of an organization that go on. */
    List<Alarm> on(String organizationId) {
        return on().stream()
                .filter(alarm -> alarm.organizationId().equals(organizationId))
                .toList();
    }

    private static Alarm alarm(ResultSet row) throws SQLException {
        return new Alarm(
                row.getString("organization_id"),
                row.getString("job"),
                Cause.valueOf(row.getString("cause")),
                row.getTimestamp("since").toInstant(),
                row.getString("sentence"),
                row.getObject("run_id", Long.class));
    }

    /** It begins; false if it went on already. */
    boolean begin(Alarm alarm) {
        return jdbc.sql("""
                        insert into etl.webhook_alarms (organization_id, job, cause, since, sentence)
                        values (?, ?, ?, ?, ?)
                        on conflict (organization_id, job, cause) where ended_at is null do nothing
                        """)
                        .params(
                                alarm.organizationId(),
                                alarm.job(),
                                alarm.cause().name(),
                                Timestamp.from(alarm.since()),
                                alarm.sentence())
                        .update()
                == 1;
    }

    /** It is over; false if it was already. */
    boolean end(Alarm alarm) {
        return jdbc.sql("""
                        update etl.webhook_alarms set ended_at = ?
                        where organization_id = ? and job = ? and cause = ? and ended_at is null
                        """)
                        .params(
                                Timestamp.from(clock.instant()),
                                alarm.organizationId(),
                                alarm.job(),
                                alarm.cause().name())
                        .update()
                == 1;
    }

    /** Whether a job shall be read now because of what goes on: once for all of it, and again after such a pause. */
    boolean claimRecovery(String organizationId, String job, Instant now, Duration pause) {
        return jdbc.sql("""
                        update etl.webhook_alarms set recovery_at = :now
                        where organization_id = :organization and job = :job and ended_at is null
                          and (recovery_at is null or recovery_at <= :before) and not exists (
                            select from etl.webhook_alarms where organization_id = :organization and job = :job
                              and ended_at is null and recovery_at > :before)
                        """)
                        .param("now", Timestamp.from(now))
                        .param("organization", organizationId)
                        .param("job", job)
                        .param("before", Timestamp.from(now.minus(pause)))
                        .update()
                > 0;
    }

    /** What became of what was claimed then: a run, or null if none could be had, and shall be asked for again. */
    void recovers(String organizationId, String job, Instant claimed, @Nullable Long runId) {
        jdbc.sql("""
                        update etl.webhook_alarms set run_id = coalesce(:run, run_id),
                          recovery_at = case when :run::bigint is not null then recovery_at end
                        where organization_id = :organization and job = :job and ended_at is null
                          and recovery_at = :claimed
                        """)
                .param("run", runId)
                .param("organization", organizationId)
                .param("job", job)
                .param("claimed", Timestamp.from(claimed))
                .update();
    }

    void forget(Instant before) {
        jdbc.sql("delete from etl.webhook_alarms where ended_at < ?")
                .param(Timestamp.from(before))
                .update();
    }
}
