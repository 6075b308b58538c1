package app.tds.monitoring;

import app.tds.PlainTime;
import app.tds.alarm.Finding;
import app.tds.alarm.Rules;
import app.tds.alarm.Severity;
import app.tds.alarm.Threshold;
import app.tds.alarm.Watch;
import app.tds.monitoring.Measured.Of;
import app.tds.schedule.ScheduledJob;
import app.tds.schedule.Schedules;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds organizations whose source is silent, is away, or will not be asked often enough until the quota is renewed. */
@Component
class SourceWatch implements Watch {

    private final JdbcClient jdbc;
    private final Schedules schedules;
    private final Rules rules;
    private final Clock clock;

    SourceWatch(JdbcClient jdbc, Schedules schedules, Rules rules, Clock clock) {
        this.jdbc = jdbc;
        this.schedules = schedules;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>(away());
        findings.addAll(idle());
        findings.addAll(shortOfCalls());
        return findings;
    }

    private record Silence(
            String organization, Instant since, @Nullable Duration usual) {
        static Silence of(ResultSet row, int number) throws SQLException {
            Object seconds = row.getObject("every");
            return new Silence(
                    row.getString("organization_id"),
                    row.getTimestamp("since").toInstant(),
                    seconds == null ? null : Duration.ofSeconds(((Number) seconds).longValue()));
        }

        /** What is due seldom cannot be missed soon. */
        boolean isUsual(Instant now) {
            return usual != null && Duration.between(since, now).compareTo(usual.multipliedBy(2)) <= 0;
        }
    }

    /** Where nothing is scheduled, nothing is missed. */
    private List<Finding> idle() {
        Set<String> scheduled = schedules.all().stream()
                .filter(job -> !job.paused() && job.nextFire() != null)
                .map(ScheduledJob::organizationId)
                .collect(Collectors.toSet());
        var measured = new Measured(rules);
        jdbc.sql("""
                        select idle.organization_id, extract(epoch from min(state.every))::bigint as every,
                          coalesce(greatest(idle.answered_at, live.answered_at), min(state.scheduled_since)) as since
                        from reporting.sync_idle as idle
                        join etl.job_state as state on state.organization_id = idle.organization_id
                        left join lateral (
                          select max(run.progressed_at) as answered_at from etl.runs as run
                          where run.outcome is null and run.organization_id = idle.organization_id) as live on true
                        group by idle.organization_id, idle.answered_at, live.answered_at
                        having coalesce(idle.answered_at, live.answered_at, min(state.scheduled_since)) is not null
                        order by idle.organization_id
                        """).query(Silence::of).list().stream()
                .filter(silence -> scheduled.contains(silence.organization()) && !silence.isUsual(clock.instant()))
                .forEach(silence -> measured.take(
                        new Of("idle", silence.organization(), null),
                        Threshold.of(Duration.between(silence.since(), clock.instant())),
                        "Nothing that was asked of organization " + silence.organization() + " was answered since "
                                + PlainTime.utc(silence.since()) + ", though runs were due.",
                        "runs shows what the last runs ended with; doctor looks at the connection."));
        return measured.findings();
    }

    /** Runs end without an answer, though nobody keeps them from asking. */
    private List<Finding> away() {
        return jdbc.sql("""
                        select distinct on (quota.organization_id) quota.organization_id, state.last_cause
                        from reporting.sync_quota as quota
                        join reporting.sync_idle as idle on idle.organization_id = quota.organization_id
                        join etl.job_state as state on state.organization_id = quota.organization_id
                        where state.last_outcome in ('FAILED', 'PARKED')
                          and (state.last_failure = 'UNAVAILABLE' or state.last_failure = 'THROTTLED'
                            and not quota.is_paused and coalesce(quota.remaining > coalesce(quota.kept, 0), true))
                          and state.last_ended_at > coalesce(idle.answered_at, '-infinity')
                        order by quota.organization_id, state.last_ended_at desc
                        """)
                .query((row, number) -> Finding.of(
                                "zoho-away",
                                Severity.WARNING,
                                "Organization " + row.getString("organization_id")
                                        + " brings no answer. The last run said: " + row.getString("last_cause"),
                                "Runs go on by themselves as soon as there is an answer. If it lasts, look at the network"
                                        + " and at the source's status page.")
                        .ofOrganization(row.getString("organization_id")))
                .list();
    }

    private List<Finding> shortOfCalls() {
        var measured = new Measured(rules);
        jdbc.sql("""
                        select organization_id, calls_limit, remaining, needed, kept, kept - forecast as missing
                        from reporting.sync_quota where kept > forecast and remaining > kept order by organization_id
                        """).query(row -> {
            measured.take(
                    new Of("quota-short", row.getString("organization_id"), null),
                    Threshold.of(row.getLong("missing")),
                    "Of the " + row.getLong("calls_limit") + " calls a day of organization "
                            + row.getString("organization_id") + ", " + row.getLong("remaining") + " are left; the"
                            + " schedules need " + row.getLong("needed") + " until there are new ones, and "
                            + row.getLong("kept") + " are kept for others.",
                    "Let the costliest job run less often (plan shows which), or book more calls. Until then runs wait"
                            + " for the new calls.");
        });
        return measured.findings();
    }
}
