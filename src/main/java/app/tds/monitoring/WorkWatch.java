package app.tds.monitoring;

import app.tds.PlainTime;
import app.tds.alarm.Finding;
import app.tds.alarm.Rules;
import app.tds.alarm.Severity;
import app.tds.alarm.Threshold;
import app.tds.alarm.Watch;
import app.tds.monitoring.Measured.Of;
import app.tds.pipeline.Plan;
import app.tds.pipeline.Plan.JobPlan;
import app.tds.pipeline.Plans;
import app.tds.pipeline.QuarantineCauses;
import app.tds.pipeline.QuarantineCauses.Cause;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds work that does not get done: runs that take long, documents that pile up, records that cannot be used. */
@Component
class WorkWatch implements Watch {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration NEVER = Duration.ofDays(36_500);
    private static final int LONGER = 3;

    private final JdbcClient jdbc;
    private final QuarantineCauses causes;
    private final Plans plans;
    private final Rules rules;
    private final Clock clock;

    WorkWatch(JdbcClient jdbc, QuarantineCauses causes, Plans plans, Rules rules, Clock clock) {
        this.jdbc = jdbc;
        this.causes = causes;
        this.plans = plans;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public List<Finding> look() {
        var measured = new Measured(rules);
        longRuns(measured);
        backlog(measured);
        plans.all().forEach(plan -> plan.jobs().forEach(job -> waiting(measured, plan, job)));
        List<Finding> findings = new ArrayList<>(measured.findings());
        causes.all().stream().filter(this::isNew).map(WorkWatch::finding).forEach(findings::add);
        return findings;
    }

    private void longRuns(Measured measured) {
        jdbc.sql("""
                        select run.run_id, run.organization_id, run.job, usual.seconds as usual,
                          extract(epoch from ?::timestamptz - run.execution_began_at) as seconds
                        from etl.runs as run join etl.usual_runs as usual using (organization_id, job, mode)
                        where run.outcome is null and run.execution_began_at is not null and usual.runs >= 3
                        order by run.run_id
                        """).param(Timestamp.from(clock.instant())).query(row -> {
            double seconds = row.getDouble("seconds");
            if (seconds > LONGER * row.getDouble("usual")) {
                measured.take(
                        new Of("run-takes-long", row.getString("organization_id"), row.getString("job")),
                        Threshold.of(Duration.ofSeconds((long) seconds)),
                        String.format(
                                Locale.ROOT,
                                "Run %d of %s takes %s so far, and %s is usual.",
                                row.getLong("run_id"),
                                row.getString("job"),
                                PlainTime.text(Duration.ofSeconds((long) seconds)),
                                PlainTime.text(Duration.ofSeconds(Math.round(row.getDouble("usual"))))),
                        "runs " + row.getString("job") + " shows what it does; stop ends it at its next commit.");
            }
        });
    }

    /** By the counts of this hour and of the same hour a day ago; where nothing waited then, an import has brought it all. */
    private void backlog(Measured measured) {
        jdbc.sql("""
                        select now.organization_id, now.job, now.waiting, past.waiting as before
                        from etl.waiting_by_hour as now
                        join etl.waiting_by_hour as past using (organization_id, job)
                        where now.hour = (select max(hour) from etl.waiting_by_hour)
                          and past.hour = now.hour - interval '1 day' and past.waiting > 0 and now.waiting > past.waiting
                          and now.hour >= ?::timestamptz
                        order by now.organization_id, now.job
                        """)
                .param(Timestamp.from(clock.instant().minus(Duration.ofHours(2))))
                .query(row -> {
                    String job = row.getString("job");
                    measured.take(
                            new Of("backlog-grows", row.getString("organization_id"), job),
                            Threshold.of(row.getLong("waiting") - row.getLong("before")),
                            String.format(
                                    Locale.ROOT,
                                    "%,d complete documents of %s wait, and a day ago %,d did.",
                                    row.getLong("waiting"),
                                    job,
                                    row.getLong("before")),
                            "plan shows when they will be there. Book more calls, or give documents a larger share"
                                    + " (details.per-run in jobs/" + job + ".yaml).");
                });
    }

    /** Documents that will never be there at this pace wait for longer than any rule allows. */
    private void waiting(Measured measured, Plan plan, JobPlan job) {
        Instant by = job.completeBy();
        if (job.waiting() == 0 || plan.documents() == null) {
            return;
        }
        measured.take(
                new Of("documents-take-long", plan.organization().organizationId(), job.job()),
                Threshold.of(by == null ? NEVER : Duration.between(clock.instant(), by)),
                String.format(
                        Locale.ROOT,
                        "%,d complete documents of %s wait, and %s.",
                        job.waiting(),
                        job.job(),
                        by == null
                                ? "at this pace they will never be there"
                                : "the last of them will be there by " + PlainTime.utc(by)),
                "plan shows what they cost. Book more calls, or give documents a larger share (details.per-run in jobs/"
                        + job.job() + ".yaml).");
    }

    private boolean isNew(Cause cause) {
        return cause.oldest().isAfter(clock.instant().minus(DAY));
    }

    private static Finding finding(Cause cause) {
        return Finding.of(
                        "new-cause",
                        Severity.WARNING,
                        String.format(
                                Locale.ROOT,
                                "Records of %s in quarantine for a new reason: %,d, such as %s. Field %s: %s.",
                                cause.job(),
                                cause.records(),
                                String.join(", ", cause.examples()),
                                cause.field(),
                                cause.cause().replaceAll("\\.$", "")),
                        "quarantine list shows them; quarantine retry translates them again.")
                .ofJob(cause.listJob(), cause.organizationId())
                .about(cause.field() + ": " + cause.cause());
    }
}
