package app.tds.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.RunningApplication;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.alarm.Rule;
import app.tds.alarm.Rules;
import app.tds.alarm.Watch;
import app.tds.alarm.Watches;
import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organizations;
import app.tds.pipeline.JobStates;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Each rule with everything just within what it allows, over a day with restarts, and just beyond it. In views,
 * {@code now()} is replaced by the clock of the test, so that they say what they will say then.
 */
class RulesOverADayIntegrationTests {

    private static final Duration LOOK = Duration.ofSeconds(30);

    /** Rules whose conditions have tests of their own. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("webhooks-silent", "DeliveryWatchIntegrationTests"),
            Map.entry("webhooks-refused", "DeliveryWatchIntegrationTests"),
            Map.entry("webhooks-failing", "DeliveryWatchIntegrationTests"),
            Map.entry("database-clock", "DatabaseWatchTests"),
            Map.entry("database-connections", "DatabaseWatchTests"),
            Map.entry("database-disk", "DatabaseWatchTests"),
            Map.entry("database-resources", "ResourcesWatchIntegrationTests"),
            Map.entry("node-silent", "module notification"),
            Map.entry("cannot-notify", "module notification"),
            Map.entry("job-off", "JobStatusesIntegrationTests"),
            Map.entry("price-changed", "BusinessWatchIntegrationTests"),
            Map.entry("stock-moved", "BusinessWatchIntegrationTests"),
            Map.entry("credit-limit", "BusinessWatchIntegrationTests"));

    /** Everything at once, each just within what its rule allows. */
    private static final String ALLOWED = """
            truncate etl.runs, etl.run_steps, etl.job_state, etl.watermarks, etl.usual_runs, etl.runs_by_hour, etl.hydration,
              etl.quarantine, etl.inbox, etl.skipped_fires, etl.tie_outs, etl.waiting_by_hour, etl.refuted_deliveries,
              etl.budgets, etl.quota_needs, etl.deliveries_by_hour, etl.differences;
            insert into etl.job_state (organization_id, job, freshness, every, scheduled_since, last_ended_at, last_outcome,
              last_failure, last_cause, answered_at, failed_in_a_row, listed, rows_alive, full_read, full_read_before)
            select '$org', job, '1 hour', '5 minutes', now() - interval '10 days', now() - interval '31 minutes', 'FAILED',
              'UNAVAILABLE', 'No answer.', now() - interval '30 minutes', 1, 1000, 1000, 500, 1000
            from unnest(array[$jobs]) as job;
            insert into etl.watermarks select '$org', job, now() - interval '1 hour', 1, now() from unnest(array[$jobs]) as job;
            update etl.job_state set rows_alive = 990 where job = 'bills';
            delete from etl.watermarks where job = 'orders';
            update etl.job_state set scheduled_since = now() - interval '1 hour' where job = 'orders';
            update quartz.qrtz_triggers set next_fire_time = 1000 * extract(epoch from now() - interval '5 minutes')::bigint
            where job_group = '$org';
            insert into etl.runs_by_hour (organization_id, job, mode, hour, outcome, runs, read, quarantined) values
              ('$org', 'bills', 'DELTA', date_trunc('hour', now(), 'UTC'), 'COMPLETED', 99, 1000, 10),
              ('$org', 'bills', 'DELTA', date_trunc('hour', now(), 'UTC'), 'FAILED', 1, 0, 0);
            insert into etl.quarantine (organization_id, job, source_id, field, cause, payload, payload_hash, run_id,
              first_seen_at, last_seen_at) values ('$org', 'bills', '7', 'rate', 'no number', '{}', '', 1,
              now() - interval '24 hours', now());
            insert into etl.tie_outs values ('$org', 'invoices-lines', now(), 100, 0, '{}'),
              ('$org', 'customers-outstanding', now(), 100, 0, '{}');
            delete from etl.nodes;
            insert into etl.alarm_looks values (1, now() - interval '3 minutes')
            on conflict (id) do update set looked_at = excluded.looked_at;
            insert into etl.usual_runs values ('$org', 'bills', 'DELTA', 9, 60, 1, 6, 1);
            insert into etl.runs (job, organization_id, mode, asked_by, asked_kind, asked_at, until, node_id, started_at,
              execution_began_at) values ('bills', '$org', 'DELTA', 'schedule', 'SCHEDULE', now() - interval '1 hour', now(),
              0, now() - interval '10 minutes', now() - interval '10 minutes');
            insert into etl.waiting_by_hour values ('$org', 'bills', date_trunc('hour', now(), 'UTC'), 100),
              ('$org', 'bills', date_trunc('hour', now(), 'UTC') - interval '1 day', 100);
            insert into etl.hydration (organization_id, job, source_id, queued_at, trouble, trouble_since)
            values ('$org', 'invoices', '7', now() - interval '1 hour', 'OLDER', now() - interval '1 hour');
            insert into etl.refuted_deliveries values ('$org', 'bills', '7', now(), now(), 1, now(), now() - interval '24 hours');
            insert into etl.skipped_fires select '$org', 'products', 'DELTA', now() - minutes * interval '5 minutes', now(), 'Busy.'
            from generate_series(1, 2) as minutes;
            insert into etl.budgets values ('$org', 10000, 9000, now() + interval '5 hours', now());
            insert into etl.budgets (organization_id, calls_per_day, remaining, resets_at, observed_at, is_rolling)
            values ('crm/$org', 1000, 151, now() + interval '1 hour', now(), true);
            insert into etl.webhook_channels values ('$org', 'bills', 'Bills', now() + interval '24 hours', now())
            on conflict (organization_id, job, module) do update set ends_at = excluded.ends_at;
            insert into etl.quota_needs values ('$org', 8000, 1000, now());
            insert into etl.inbox (source, organization_id, job, entity, source_ids, content_type, query, body_hash, received_at,
              last_received_at, done_at, source_modified_at)
            select 'zoho', '$org', job, entity, '{7}', '', '', '', now() - minutes * interval '1 minute', now(),
              now() - minutes * interval '1 minute' + took, now() - minutes * interval '1 minute'
            from (values ('bills', 'bill', 10, interval '30 seconds'), ('invoices', 'invoice', 9, interval '31 seconds'))
              as worked_off (job, entity, webhooks, took), generate_series(2, 1 + webhooks) as minutes;
            insert into etl.differences (organization_id, job, table_name, source_id, field, found_by_run, since,
              repair_asked_at, repaired_at) values
              ('$org', 'bills', 'bills', '7', 'total', 1, now() - interval '16 minutes', now() - interval '15 minutes', null),
              ('$org', 'bills', 'bills', '8', 'total', 1, now() - interval '1 day', now() - interval '1 day', now());
            insert into etl.deliveries_by_hour values ('$org', 'invoices', date_trunc('hour', now()), 800, 0, 0, now());
            update etl.connections set refusal = 'No answer.', refusal_kind = 'Unavailable';
            """;

    /** What has to be different for each rule to be broken, and by as little as possible. */
    private static Map<String, String> broken() {
        Map<String, String> broken = new LinkedHashMap<>();
        broken.put(
                "too-old",
                "update etl.watermarks set seen_until = now() - interval '4 hours 1 second' where job = 'bills'");
        broken.put(
                "stale",
                "update etl.watermarks set seen_until = now() - interval '1 hour 1 second' where job = 'bills'");
        broken.put(
                "never-succeeded",
                "update etl.job_state set scheduled_since = now() - interval '1 hour 1 second' where job = 'orders'");
        broken.put("idle", "update etl.job_state set answered_at = now() - interval '30 minutes 1 second'");
        broken.put(
                "zoho-away",
                "update etl.job_state set last_ended_at = now() - interval '29 minutes' where job = 'bills'");
        broken.put(
                "runs-failing",
                "update etl.job_state set failed_in_a_row = 2, failing_since = now() where job = 'bills'");
        broken.put("runs-failing-often", "update etl.runs_by_hour set runs = 2 where outcome = 'FAILED'");
        broken.put("records-failing", "update etl.runs_by_hour set quarantined = 11 where outcome = 'COMPLETED'");
        broken.put("new-cause", "update etl.quarantine set first_seen_at = now() - interval '23 hours 59 minutes'");
        broken.put("counts-differ", "update etl.job_state set rows_alive = 989 where job = 'bills'");
        broken.put(
                "does-not-tie",
                "update etl.tie_outs set differences = 1, examples = '{4711}' where check_name = 'invoices-lines'");
        broken.put(
                "balances-differ",
                "update etl.tie_outs set differences = 1, examples = '{4711}' where check_name = 'customers-outstanding'");
        broken.put(
                "differs",
                "update etl.differences set repair_asked_at = now() - interval '15 minutes 1 second' where source_id = '7'");
        broken.put("mass-delete-stopped", "update etl.job_state set last_failure = 'DELETIONS' where job = 'bills'");
        broken.put("scope-missing", "update etl.job_state set last_failure = 'DENIED' where job = 'bills'");
        broken.put("connection-refused", "update etl.connections set refusal_kind = 'Denied'");
        broken.put("empty-success", "update etl.job_state set full_read = 499 where job = 'bills'");
        broken.put("quota-out", "update etl.budgets set remaining = 0");
        broken.put("credits-out", "update etl.budgets set remaining = 150 where is_rolling");
        broken.put(
                "channel-ends",
                "update etl.webhook_channels set ends_at = now() + interval '23 hours 59 minutes 59 seconds'");
        broken.put("quota-short", "update etl.quota_needs set calls_kept = 1001");
        broken.put(
                "overrun",
                "insert into etl.skipped_fires values ('$org', 'products', 'DELTA', now() - interval '1 minute', now(), 'Busy.')");
        broken.put("overdue", """
                update quartz.qrtz_triggers set next_fire_time = 1000 * extract(epoch from now() - interval '5 minutes 2 seconds')::bigint
                where job_group = '$org'""");
        broken.put("run-takes-long", "update etl.runs set execution_began_at = now() - interval '10 minutes 1 second'");
        broken.put(
                "backlog-grows",
                "update etl.waiting_by_hour set waiting = 101 where hour > now() - interval '2 hours'");
        broken.put("documents-take-long", "update etl.budgets set calls_per_day = 60, remaining = 50");
        broken.put("documents-missing", "update etl.hydration set trouble_since = now() - interval '1 hour 1 second'");
        broken.put(
                "documents-unattended",
                "insert into etl.run_steps (run_id, step, asked) select run_id, 'check', 1 from etl.runs");
        broken.put("delivery-refuted", "update etl.refuted_deliveries set refuted_at = now() - interval '23 hours'");
        broken.put("webhooks-slow", "update etl.inbox set done_at = done_at + interval '1 second' where job = 'bills'");
        broken.put("webhooks-near-limit", "update etl.deliveries_by_hour set accepted = 801");
        broken.put("nobody-serves", "update etl.alarm_looks set looked_at = now() - interval '3 minutes 1 second'");
        broken.put("not-scheduled", "");
        broken.put("cannot-look", "");
        return broken;
    }

    private static final Instant BEGIN = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private static final SettableClock clock = new SettableClock(BEGIN);
    private static final Sandbox sandbox = Sandbox.start(SandboxSettings.tiny(), Clock.systemUTC());
    private static final TestDatabase database = TestDatabase.create();
    private static final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private static final String organization = sandbox.organizationIds().get(0);

    private static RunningApplication application;
    private static Connection serving;
    private static boolean blind;

    @BeforeAll
    static void start() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table public.simulated (at timestamptz)");
            statement.execute("insert into public.simulated values (now())");
            statement.execute("create function public.simulated_now() returns timestamptz language sql stable"
                    + " as 'select at from public.simulated'");
            statement.execute("""
                    do $$
                    declare view record;
                    begin
                      for view in select oid, relname, pg_get_viewdef(oid) as definition from pg_class
                        where relkind = 'v' and relnamespace = 'reporting'::regnamespace loop
                        execute format('create or replace view reporting.%I as %s', view.relname,
                          replace(view.definition, 'now()', 'public.simulated_now()'));
                      end loop;
                    end
                    $$""");
        }
        restart();
    }

    @AfterAll
    static void stop() throws SQLException {
        application.close();
        serving.close();
        sandbox.close();
    }

    private static void restart() throws SQLException {
        if (application != null) {
            application.close();
        }
        application = RunningApplication.start(
                sandbox,
                database,
                context -> {
                    context.registerBean(
                            "testClock", Clock.class, () -> clock, definition -> definition.setPrimary(true));
                    context.registerBean("unsteadyWatch", Watch.class, () -> () -> {
                        if (blind) {
                            throw new IllegalStateException("it is dark");
                        }
                        return List.of();
                    });
                },
                "tds.webhooks.unsigned=true",
                "server.address=127.0.0.1");
        schedule();
        serve();
    }

    /** In the database only: nothing fires. */
    private static void schedule() {
        new QuartzSchedules(
                        application.bean(Scheduler.class),
                        application.bean(JobDefinitions.class),
                        application.bean(Organizations.class),
                        application.bean(JobStates.class),
                        application.bean(PlatformTransactionManager.class))
                .reconcile();
    }

    /** As another process would. */
    private static void serve() throws SQLException {
        if (serving != null) {
            serving.close();
        }
        serving = database.dataSource().getConnection();
        try (var statement = serving.createStatement()) {
            statement.execute("select pg_advisory_lock_shared(0)");
        }
    }

    @Test
    void whatIsAllowedIsSilentOverADayWithRestarts() throws SQLException {
        jdbc.sql("truncate etl.alarms, etl.alarm_transitions").update();
        for (int minute = 0; minute < 24 * 60; minute += 10) {
            if (minute == 8 * 60 || minute == 16 * 60) {
                restart();
            }
            clock.advance(Duration.ofMinutes(10));
            seed("");
            look();
            assertThat(alarms()).as("after %s minutes", minute + 10).isEmpty();
        }
    }

    @Test
    void whatIsBrokenIsToldWithinAMinuteOfTheTimeItHasToLast() throws Exception {
        Set<String> told = new TreeSet<>(ELSEWHERE.keySet());
        List<String> missed = new ArrayList<>();
        for (var rule : broken().entrySet()) {
            jdbc.sql("truncate etl.alarms, etl.alarm_transitions").update();
            clock.advance(Duration.ofHours(3));
            seed("");
            look();
            assertThat(alarms()).as("before " + rule.getKey() + " is broken").isEmpty();
            Rule lasting = application.bean(Rules.class).of(rule.getKey(), organization, "bills");
            if (firesWithin(lasting.lasts(), rule.getKey(), rule.getValue())) {
                told.add(rule.getKey());
            } else {
                missed.add(rule.getKey() + ", but " + alarms());
            }
            mend();
        }

        assertThat(missed).isEmpty();
        Set<String> kinds = new TreeSet<>();
        application.bean(Rules.class).all().forEach(rule -> kinds.add(rule.kind()));
        assertThat(told).isEqualTo(kinds);
    }

    private static boolean firesWithin(Duration time, String kind, String sql) throws Exception {
        Duration step = time.isZero() ? LOOK : time.dividedBy(5);
        for (Duration past = Duration.ZERO; past.compareTo(time.plusSeconds(60)) <= 0; past = past.plus(step)) {
            seed(sql);
            disturb(kind);
            look();
            if (alarms().stream().anyMatch(it -> it.startsWith(kind + " FIRING"))) {
                return true;
            }
            clock.advance(step);
        }
        return false;
    }

    private static void disturb(String kind) throws Exception {
        if (kind.equals("not-scheduled")) {
            application.bean(Scheduler.class).deleteJob(JobSchedule.key("bills", organization));
        } else if (kind.equals("cannot-look")) {
            blind = true;
        }
    }

    private static void mend() throws SQLException {
        blind = false;
        schedule();
        serve();
    }

    private static void seed(String more) {
        JdbcClient.create(database.dataSource())
                .sql("update public.simulated set at = ?")
                .param(java.sql.Timestamp.from(clock.instant()))
                .update();
        run(ALLOWED);
        if (!more.isEmpty()) {
            run(more);
        }
    }

    private static void run(String sql) {
        String jobs =
                "'" + String.join("', '", application.bean(JobDefinitions.class).names()) + "'";
        try (Connection connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql.replace("$org", organization)
                    .replace("$jobs", jobs)
                    .replace("now()", "public.simulated_now()"));
        } catch (SQLException cause) {
            throw new IllegalStateException(sql, cause);
        }
    }

    private static void look() {
        application.bean(Watches.class).look();
    }

    private static List<String> alarms() {
        return jdbc.sql(
                        "select kind || ' ' || state || case kind when 'cannot-look' then sentence else '' end from etl.alarms where state <> 'RESOLVED' order by kind")
                .query(String.class)
                .list();
    }
}
