package app.tds.webhook;

import java.sql.Timestamp;
import java.time.Instant;
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
                        select max(last_received_at) as last,
                          count(*) filter (where due_at is not null and attempts >= ?) as failing
                        from etl.inbox where organization_id = ?
                        """)
                .params(settings.attempts(), organizationId)
                .query((row, number) -> {
                    Timestamp last = row.getTimestamp("last");
                    return new State(accepted, last == null ? null : last.toInstant(), row.getLong("failing"));
                })
                .single();
    }
}
