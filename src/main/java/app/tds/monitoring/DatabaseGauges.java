package app.tds.monitoring;

import app.tds.Repeated;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the views of schema reporting say, as gauges: every process says the same. While the database is away, the gauges
 * stay as they were, and {@code tds.measured.timestamp.seconds} says since when.
 */
@Component
class DatabaseGauges implements Repeated {

    private final List<MeasuredRows> all;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final AtomicLong measured = new AtomicLong();

    DatabaseGauges(JdbcClient jdbc, MeterRegistry meters, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.all = all(meters);
        Gauge.builder(
                        "tds.measured.timestamp.seconds",
                        () -> measured.get() == 0 ? Double.NaN : measured.get() / 1000.0)
                .description("When this process last read its gauges from the database")
                .register(meters);
    }

    private static List<MeasuredRows> all(MeterRegistry meters) {
        return List.of(
                new MeasuredRows(
                        """
                        select organization_id as organization, job as entity,
                          extract(epoch from seen_until) as "tds.job.seen.until.timestamp.seconds",
                          extract(epoch from complete_through) as "tds.job.complete.through.timestamp.seconds",
                          extract(epoch from succeeded_at) as "tds.job.last.success.timestamp.seconds",
                          extract(epoch from scheduled_since) as "tds.job.scheduled.since.timestamp.seconds",
                          extract(epoch from age_limit) as "tds.job.freshness.limit.seconds"
                        from reporting.sync_jobs
                        """,
                        Map.of(
                                "tds.job.complete.through.timestamp.seconds",
                                "Everything modified until then is in the tables with its documents, nothing of it in quarantine",
                                "tds.job.seen.until.timestamp.seconds",
                                "Everything modified until then was seen",
                                "tds.job.last.success.timestamp.seconds",
                                "When a full or delta run last completed",
                                "tds.job.scheduled.since.timestamp.seconds",
                                "When the job was first due or asked for",
                                "tds.job.freshness.limit.seconds",
                                "How old what is mirrored may be, by the job file"),
                        meters),
                new MeasuredRows(
                        """
                        select organization_id as organization, job as entity,
                          extract(epoch from verified_through) as "tds.job.verified.through.timestamp.seconds"
                        from reporting.sync_proof
                        """,
                        Map.of(
                                "tds.job.verified.through.timestamp.seconds",
                                "Everything modified until then was compared with the source and was equal, or was repaired"),
                        meters),
                new MeasuredRows(
                        """
                        select organization_id as organization, job as entity, skipped_24h as "tds.job.skipped.fires"
                        from reporting.sync_overruns
                        """,
                        Map.of(
                                "tds.job.skipped.fires",
                                "Times in the last 24 hours at which a run was due and none was started"),
                        meters),
                new MeasuredRows(
                        """
                        select organization_id as organization, job as entity, listed as "tds.verified.records.source",
                          case when listed is not null then rows_alive end as "tds.verified.records.mirror"
                        from reporting.sync_counts
                        """,
                        Map.of(
                                "tds.verified.records.source",
                                "Different records that the list of the last full import showed",
                                "tds.verified.records.mirror",
                                "Rows that lived when that import ended"),
                        meters),
                new MeasuredRows(
                        """
                        select organization_id as organization, job as entity, queue, depth as "tds.queue.depth",
                          extract(epoch from oldest) as "tds.queue.oldest.timestamp.seconds", failing as "tds.queue.failing"
                        from reporting.sync_queues where queue <> 'quarantine'
                        """,
                        Map.of(
                                "tds.queue.depth",
                                "How many documents, webhooks, events or notifications wait",
                                "tds.queue.oldest.timestamp.seconds",
                                "Since when the oldest of them waits",
                                "tds.queue.failing",
                                "How many of them have been tried in vain"),
                        meters),
                new MeasuredRows(
                        """
                        select organization_id as organization, job as entity, depth as "tds.quarantine.records"
                        from reporting.sync_queues where queue = 'quarantine'
                        """, Map.of("tds.quarantine.records", "Records and documents that cannot be used"), meters),
                new MeasuredRows(
                        """
                        select organization_id as organization, check_name as "check", differences as "tds.tie.out.differences"
                        from reporting.sync_tie_outs
                        """,
                        Map.of("tds.tie.out.differences", "Records whose sums do not agree within the mirror"),
                        meters),
                new MeasuredRows(
                        """
                        select organization_id as organization,
                          extract(epoch from last_run_ended_at) as "tds.last.run.finished.timestamp.seconds"
                        from reporting.sync_idle
                        """,
                        Map.of("tds.last.run.finished.timestamp.seconds", "When a run last ended, however"),
                        meters),
                new MeasuredRows(
                        """
                        select organization_id as organization, running as "tds.run.live", waiting as "tds.run.waiting"
                        from reporting.sync_running
                        """,
                        Map.of(
                                "tds.run.live", "Runs that a process executes now",
                                "tds.run.waiting", "Runs that wait for their turn"),
                        meters),
                new MeasuredRows(
                        """
                        select organization_id as organization, calls_limit as "tds.zoho.calls.limit",
                          remaining as "tds.zoho.calls.remaining", needed as "tds.zoho.calls.needed.until.reset",
                          extract(epoch from renewed_at) as "tds.zoho.calls.reset.timestamp.seconds",
                          is_paused::integer as "tds.zoho.paused"
                        from reporting.sync_quota
                        """,
                        Map.of(
                                "tds.zoho.calls.limit",
                                "Calls that the organization has a day, as Zoho says",
                                "tds.zoho.calls.remaining",
                                "Calls of today that are left, as Zoho says",
                                "tds.zoho.calls.needed.until.reset",
                                "Calls that the schedules of lists take until the quota is renewed",
                                "tds.zoho.calls.reset.timestamp.seconds",
                                "When the quota is renewed",
                                "tds.zoho.paused",
                                "1 while nothing may be asked for the organization"),
                        meters),
                new MeasuredRows(
                        """
                        select organization_id as organization, used_24h as "tds.zoho.credits.used",
                          remaining as "tds.zoho.credits.remaining", credits_limit as "tds.zoho.credits.limit"
                        from reporting.sync_credits
                        """,
                        Map.of(
                                "tds.zoho.credits.used",
                                "Credits of CRM that this application used in this hour and the 24 hours before",
                                "tds.zoho.credits.remaining",
                                "Credits of CRM that are left, as Zoho says once half of them are used",
                                "tds.zoho.credits.limit",
                                "About how many credits CRM grants for 24 hours"),
                        meters),
                new MeasuredRows(
                        """
                        select connection, is_ok::integer as "tds.connection.ok"
                        from reporting.sync_connections
                        """,
                        Map.of("tds.connection.ok", "1 if Zoho gave a token the last time it was asked for one"),
                        meters),
                new MeasuredRows("""
                        select lower(severity) as severity, lower(state) as state, count(alarm.alarm_id) as "tds.alerts"
                        from unnest(array['CRITICAL', 'WARNING', 'INFO']) as severity
                        cross join unnest(array['PENDING', 'FIRING', 'ACKNOWLEDGED']) as state
                        left join (select * from reporting.sync_alarms where ended_at is null) as alarm using (severity, state)
                        group by severity, state
                        """, Map.of("tds.alerts", "Alarms that are not over"), meters),
                new MeasuredRows(
                        """
                        select extract(epoch from looked_at) as "tds.alert.evaluated.timestamp.seconds"
                        from etl.alarm_looks
                        """,
                        Map.of(
                                "tds.alert.evaluated.timestamp.seconds",
                                "When somebody last looked whether anything is wrong"),
                        meters),
                new MeasuredRows(
                        """
                        select name as node, (lives and coalesce(seen_at >= now() - interval '3 minutes', true))::integer
                          as "tds.node.up"
                        from reporting.sync_nodes where serves
                        """,
                        Map.of(
                                "tds.node.up",
                                "1 while the process lives and goes on; one that is gone is forgotten when another starts"),
                        meters));
    }

    @Override
    public String subject() {
        return "Reading gauges from the database";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(15);
    }

    @Override
    public Duration firstAfter() {
        return Duration.ZERO;
    }

    @Override
    public void round() {
        all.forEach(rows -> rows.measure(jdbc));
        measured.set(clock.millis());
    }
}
