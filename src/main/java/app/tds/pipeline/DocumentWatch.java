package app.tds.pipeline;

import app.tds.alarm.Finding;
import app.tds.alarm.Rules;
import app.tds.alarm.Severity;
import app.tds.alarm.Threshold;
import app.tds.alarm.Watch;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks for documents that are waited for in vain, and for rows that were not what the source said. */
@Component
class DocumentWatch implements Watch {

    private static final Duration LATELY = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final HydrationQueue waiting;
    private final Rules rules;
    private final Clock clock;

    DocumentWatch(JdbcClient jdbc, HydrationQueue waiting, Rules rules, Clock clock) {
        this.jdbc = jdbc;
        this.waiting = waiting;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        waitedForInVain(findings);
        refuted(findings);
        unattended(findings);
        return findings;
    }

    private void waitedForInVain(List<Finding> findings) {
        jdbc.sql("""
                        select organization_id, job, min(trouble_since) as since from etl.hydration
                        where trouble_since is not null
                        group by organization_id, job order by organization_id, job
                        """).query(row -> {
            String organization = row.getString("organization_id");
            String job = row.getString("job");
            Instant since = row.getTimestamp("since").toInstant();
            Threshold time = Threshold.of(Duration.between(since, clock.instant()));
            if (rules.of("documents-missing", organization, job).severity(time).isEmpty()) {
                return;
            }
            Troubles troubles = waiting.troubles(organization, job);
            findings.add(Finding.of(
                            "documents-missing",
                            Severity.WARNING,
                            job + ": " + troubles.sentence(),
                            "They are asked for again by themselves, later and later. Look at the records in the source;"
                                    + " \"sync " + job + "\" asks at once.")
                    .ofJob(job, organization));
        });
    }

    private void refuted(List<Finding> findings) {
        jdbc.sql("""
                        select organization_id, job, count(*) as versions, min(source_id) as first
                        from etl.refuted_deliveries where refuted_at > ?
                        group by organization_id, job order by organization_id, job
                        """).param(before(LATELY)).query(row -> {
            findings.add(Finding.of(
                            "delivery-refuted",
                            Severity.CRITICAL,
                            "In the last day, webhooks told of " + row.getLong("versions") + " versions of "
                                    + row.getString("job") + " that the source does not know, such as of record "
                                    + row.getString("first") + ". Its own versions have taken their place.",
                            "If nobody here sent these webhooks, somebody knows the webhook secret: change it."
                                    + " etl.refuted_deliveries has them all.")
                    .ofJob(row.getString("job"), row.getString("organization_id")));
        });
    }

    private void unattended(List<Finding> findings) {
        jdbc.sql("""
                        select organization_id, job, sum(asked) as documents
                        from etl.run_steps join etl.runs using (run_id)
                        where step = 'check' and asked > 0 and asked_at > ?
                        group by organization_id, job order by organization_id, job
                        """).param(before(LATELY)).query(row -> {
            findings.add(Finding.of(
                            "documents-unattended",
                            Severity.WARNING,
                            "In the last day, " + row.getLong("documents") + " complete documents of "
                                    + row.getString("job")
                                    + " were missing or older than their list rows, and nobody waited for them.",
                            "They are queued, and the next deltas fetch them. Report it: this is a fault of the"
                                    + " application.")
                    .ofJob(row.getString("job"), row.getString("organization_id")));
        });
    }

    private Timestamp before(Duration past) {
        Instant time = clock.instant().minus(past);
        return Timestamp.from(time);
    }
}
