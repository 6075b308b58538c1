package app.tds.webhook;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How an organization's webhooks fare. */
@Component
public class Deliveries {

    private final WebhookSettings settings;
    private final JdbcClient jdbc;

    Deliveries(WebhookSettings settings, JdbcClient jdbc) {
        this.settings = settings;
        this.jdbc = jdbc;
    }

    /**
     * How they fare.
     *
     * @param accepted whether deliveries of the organization are let in
     * @param last when one last came
     * @param failing those that have been tried often, and still wait
     */
    public record State(boolean accepted, @Nullable Instant last, long failing) {}

    /** How the webhooks of this organization fare. */
    public State of(String organizationId) {
        boolean accepted = settings.unsigned() || settings.secrets().containsKey(organizationId);
        return jdbc.sql("""
                        select max(last_received_at) filter (where entity <> ?) as last,
                          count(*) filter (where due_at is not null and attempts >= ?) as failing
                        from etl.inbox where organization_id = ?
                        """)
                .params(Probe.NAME, settings.attempts(), organizationId)
                .query((row, number) -> {
                    Timestamp last = row.getTimestamp("last");
                    return new State(accepted, last == null ? null : last.toInstant(), row.getLong("failing"));
                })
                .single();
    }

    /** When one last came for each job of this organization. */
    public Map<String, Instant> last(String organizationId) {
        Map<String, Instant> last = new HashMap<>();
        jdbc.sql("""
                        select job, max(last_received_at) from etl.inbox
                        where organization_id = ? and body is not null and entity <> ? group by job
                        """).params(organizationId, Probe.NAME).query(row -> {
            last.put(row.getString(1), row.getTimestamp(2).toInstant());
        });
        return last;
    }
}
