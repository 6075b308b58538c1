package app.tds.webhook;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code etl.webhook_recoveries}: only one of several processes asks for a delta after missing webhooks. */
@Component
class Recoveries {

    private final JdbcClient jdbc;

    Recoveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Whether this process shall ask for the delta now: once while alarms go on without a break, and again after a pause.
     *
     * @param since when the oldest alarm about the job began
     */
    boolean claim(String organizationId, String job, Instant since, Instant now, Duration pause) {
        return jdbc.sql("""
                        insert into etl.webhook_recoveries as last (organization_id, job, asked_at)
                        values (:organization, :job, :now)
                        on conflict (organization_id, job) do update set asked_at = excluded.asked_at
                        where last.asked_at is null or last.asked_at <= :before or last.asked_at < :since
                        """)
                        .param("organization", organizationId)
                        .param("job", job)
                        .param("now", Timestamp.from(now))
                        .param("before", Timestamp.from(now.minus(pause)))
                        .param("since", Timestamp.from(since))
                        .update()
                == 1;
    }

    /** Notes the run that was started, or null if none could start, so that the claim is free again. */
    void asked(String organizationId, String job, Instant claimed, @Nullable Long runId) {
        jdbc.sql("""
                        update etl.webhook_recoveries set run_id = coalesce(:run, run_id),
                          asked_at = case when :run::bigint is not null then asked_at end
                        where organization_id = :organization and job = :job and asked_at = :claimed
                        """)
                .param("run", runId)
                .param("organization", organizationId)
                .param("job", job)
                .param("claimed", Timestamp.from(claimed))
                .update();
    }

    /** The last such run of each job of this organization. */
    Map<String, Long> runs(String organizationId) {
        Map<String, Long> runs = new HashMap<>();
        jdbc.sql("select job, run_id from etl.webhook_recoveries where organization_id = ? and run_id is not null")
                .param(organizationId)
                .query(row -> {
                    runs.put(row.getString("job"), row.getLong("run_id"));
                });
        return runs;
    }
}
