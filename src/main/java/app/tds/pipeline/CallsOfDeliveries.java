package app.tds.pipeline;

import app.tds.source.Allowance;
import app.tds.source.Priority;
import app.tds.source.Source;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The share of a day's calls that webhooks may spend. What they name beyond that waits in the queue of documents, and the
 * deltas fetch it.
 */
@Component
class CallsOfDeliveries {

    private final JdbcClient jdbc;
    private final double share;

    CallsOfDeliveries(JdbcClient jdbc, @Value("${tds.webhooks.share-of-calls}") double share) {
        this.jdbc = jdbc;
        this.share = share;
    }

    /** Whether this run was asked by webhooks and may make no more calls today. */
    boolean areSpent(Run run, Source source) {
        if (!run.askedBy().isWebhook()) {
            return false;
        }
        Optional<Allowance> day = source.allowance(run.organizationId(), Priority.WEBHOOK);
        return day.isPresent() && madeSince(run, day.get().renewedAt().minus(Duration.ofDays(1))) >= most(day.get());
    }

    private long most(Allowance day) {
        return (long) Math.ceil(day.perDay() * share);
    }

    private long madeSince(Run run, Instant beginning) {
        return jdbc.sql("""
                        select coalesce(sum(calls), 0) from etl.runs
                        where organization_id = ? and asked_kind = 'WEBHOOK' and asked_at >= ?
                        """)
                .params(run.organizationId(), Timestamp.from(beginning))
                .query(Long.class)
                .single();
    }
}
