package app.tds.monitoring;

import app.tds.Repeated;
import app.tds.pipeline.Plan;
import app.tds.pipeline.Plans;
import app.tds.source.Allowance;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reckons what schedules need of the calls of today, for everybody who asks the database. */
@Component
class QuotaNeeds implements Repeated {

    private static final double DAY = Duration.ofDays(1).toMillis();

    private final Plans plans;
    private final JdbcClient jdbc;
    private final Clock clock;

    QuotaNeeds(Plans plans, JdbcClient jdbc, Clock clock) {
        this.plans = plans;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return "Reckoning the calls that schedules need";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Duration firstAfter() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void round() {
        Instant now = clock.instant();
        plans.all().forEach(plan -> keep(plan, now));
    }

    private void keep(Plan plan, Instant now) {
        Allowance lists = plan.lists();
        if (lists == null) {
            return;
        }
        double days = Duration.between(now, lists.renewedAt()).toMillis() / DAY;
        jdbc.sql("""
                        insert into etl.quota_needs (organization_id, calls_needed, calls_kept, reckoned_at)
                        values (?, ?, ?, ?)
                        on conflict (organization_id) do update set calls_needed = excluded.calls_needed,
                          calls_kept = excluded.calls_kept, reckoned_at = excluded.reckoned_at
                        """)
                .params(
                        plan.organization().organizationId(),
                        Math.round(plan.listCallsPerDay() * days),
                        lists.kept(),
                        Timestamp.from(now))
                .update();
    }
}
