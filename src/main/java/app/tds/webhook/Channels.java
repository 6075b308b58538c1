package app.tds.webhook;

import app.tds.source.WebhookRegistry.Entry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code etl.webhook_channels}: registered webhooks that end by themselves. */
@Component
class Channels {

    private final JdbcClient jdbc;
    private final Clock clock;

    Channels(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One of them, as it was when somebody last looked. */
    record Kept(
            String organizationId,
            String job,
            String module,
            Instant endsAt,
            @Nullable String problem) {

        boolean isOf(Entry entry) {
            return job.equals(entry.wanted().job())
                    && module.equals(entry.wanted().module());
        }
    }

    /** The organizations whose channels nobody has looked at for so long; the caller is the one who looks now. */
    List<String> claim(Duration pause) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        with due as (
                          update etl.webhook_channels set looked_at = :now where looked_at <= :before
                          returning organization_id)
                        select distinct organization_id from due order by 1
                        """)
                .param("now", Timestamp.from(now))
                .param("before", Timestamp.from(now.minus(pause)))
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** All of an organization. */
    List<Kept> of(String organizationId) {
        return all().stream()
                .filter(kept -> kept.organizationId().equals(organizationId))
                .toList();
    }

    /** All there are. */
    List<Kept> all() {
        return jdbc.sql("select * from etl.webhook_channels order by organization_id, job, module")
                .query((row, number) -> new Kept(
                        row.getString("organization_id"),
                        row.getString("job"),
                        row.getString("module"),
                        row.getTimestamp("ends_at").toInstant(),
                        row.getString("problem")))
                .list();
    }

    /** Keeps what is registered now; what does not end by itself needs no row. */
    void keep(String organizationId, Entry entry) {
        Instant end = entry.endsAt();
        if (end == null || !entry.well()) {
            problem(organizationId, entry, entry.text());
            return;
        }
        jdbc.sql("""
                        insert into etl.webhook_channels (organization_id, job, module, ends_at, looked_at)
                        values (:organization, :job, :module, :end, :now)
                        on conflict (organization_id, job, module) do update set ends_at = excluded.ends_at,
                          looked_at = excluded.looked_at, problem = null
                        """)
                .param("organization", organizationId)
                .param("job", entry.wanted().job())
                .param("module", entry.wanted().module())
                .param("end", Timestamp.from(end))
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private void problem(String organizationId, Entry entry, String problem) {
        jdbc.sql("""
                        update etl.webhook_channels set problem = :problem
                        where organization_id = :organization and job = :job and module = :module
                        """)
                .param("problem", problem.replace("\u0000", ""))
                .param("organization", organizationId)
                .param("job", entry.wanted().job())
                .param("module", entry.wanted().module())
                .update();
    }

    /** The same problem holds for all of an organization. */
    void problem(String organizationId, String problem) {
        jdbc.sql("update etl.webhook_channels set problem = ? where organization_id = ?")
                .params(problem.replace("\u0000", ""), organizationId)
                .update();
    }

    /** The source does not have it any more, or has it in another way. */
    void lost(Kept kept) {
        jdbc.sql("""
                        update etl.webhook_channels set lost_at = :now
                        where organization_id = :organization and job = :job and module = :module
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("organization", kept.organizationId())
                .param("job", kept.job())
                .param("module", kept.module())
                .update();
    }

    /** Nobody wants this one any more. */
    void forget(Kept kept) {
        jdbc.sql("delete from etl.webhook_channels where organization_id = ? and job = ? and module = ?")
                .params(kept.organizationId(), kept.job(), kept.module())
                .update();
    }

    /** None of an organization is to be renewed. */
    void forget(String organizationId) {
        jdbc.sql("delete from etl.webhook_channels where organization_id = ?")
                .param(organizationId)
                .update();
    }
}
