package app.tds.pipeline;

import app.tds.jobs.JobDefinition;
import app.tds.source.Allowance;
import app.tds.source.Priority;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The share of a day's calls that webhooks may spend. What they name beyond that waits in the queue of documents, and the
 * deltas fetch it. A product whose calls count apart has a share of its own.
 */
@Component
class CallsOfDeliveries {

    private final Integrations integrations;
    private final JdbcClient jdbc;
    private final double share;

    CallsOfDeliveries(
            Integrations integrations, JdbcClient jdbc, @Value("${tds.webhooks.share-of-calls}") double share) {
        this.integrations = integrations;
        this.jdbc = jdbc;
        this.share = share;
    }

    /** Whether this run was asked by webhooks and may make no more calls today. */
    boolean areSpent(JobRun run) {
        if (!run.run().askedBy().isWebhook()) {
            return false;
        }
        Optional<Allowance> day = integrations.allowance(run.job(), run.run().organizationId(), Priority.WEBHOOK);
        return day.isPresent() && madeSince(run, day.get().renewedAt().minus(Duration.ofDays(1))) >= most(day.get());
    }

    private long most(Allowance day) {
        return (long) Math.ceil(day.perDay() * share);
    }

    private long madeSince(JobRun run, Instant beginning) {
        return jdbc.sql("""
                        select coalesce(sum(calls), 0) from etl.runs
                        where organization_id = ? and asked_kind = 'WEBHOOK' and asked_at >= ? and job = any(?)
                        """)
                .params(
                        run.run().organizationId(),
                        Timestamp.from(beginning),
                        integrations.sharingCalls(run.job()).stream()
                                .map(JobDefinition::name)
                                .toArray(String[]::new))
                .query(Long.class)
                .single();
    }
}
