package app.tds.bench;

import app.tds.CountingDatabase;
import app.tds.RunningApplication;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.launch.LaunchRequest;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.support.CronExpression;

/**
 * What a delta that finds nothing costs on the first day, and after 400 days of many organizations; and how large the database
 * is then. The history is written as the application would keep it: sums by the hour for 35 days, then by the day; a row for
 * each run that found something.
 *
 * <p>Arguments: how many organizations; how many deltas, in hundreds.
 */
public final class YearBenchmark {

    /** Of a typical company. */
    private static final List<String> JOBS = List.of(
            "locations",
            "products",
            "groups",
            "stock",
            "composites",
            "customers",
            "invoices",
            "orders",
            "bills",
            "payments",
            "creditnotes");

    private static final int DAYS = 400;
    private static final int FOUND_A_DAY = 2;

    private final CountingDatabase counts;
    private final SettableClock clock;
    private final RunningApplication application;
    private final JdbcClient jdbc;
    private final String organization;
    private final long postmaster;

    private YearBenchmark(
            CountingDatabase counts, SettableClock clock, RunningApplication application, String organization)
            throws Exception {
        this.counts = counts;
        this.clock = clock;
        this.application = application;
        this.organization = organization;
        this.jdbc = application.jdbc();
        String data = jdbc.sql("show data_directory").query(String.class).single();
        this.postmaster = Long.parseLong(
                Files.readAllLines(Path.of(data, "postmaster.pid")).get(0));
    }

    /** Measures and prints two tables. */
    public static void main(String[] args) throws Exception {
        int organizations = Integer.parseInt(args[0]);
        int deltas = 100 * Integer.parseInt(args[1]);
        var clock = new SettableClock(Clock.systemUTC().instant());
        var counts = new CountingDatabase();
        try (Sandbox sandbox = Sandbox.start(
                        SandboxSettings.tiny().withCompanies(new CompanySize(20, 20, 20, 10, 10)), clock);
                RunningApplication application = RunningApplication.start(
                        sandbox,
                        TestDatabase.create(),
                        context -> {
                            context.registerBean("counts", CountingDatabase.class, () -> counts);
                            context.registerBean(
                                    "testClock", Clock.class, () -> clock, definition -> definition.setPrimary(true));
                        },
                        "tds.zoho.calls-per-minute=100000",
                        "tds.zoho.calls-in-flight=5")) {
            var benchmark = new YearBenchmark(
                    counts, clock, application, sandbox.organizationIds().get(0));
            benchmark.measure(organizations, deltas);
        }
        System.exit(0);
    }

    private void measure(int organizations, int deltas) throws Exception {
        run(RunMode.FULL, AskedBy.person("bench"));
        deltas(2, AskedBy.person("bench"));
        deltas(deltas, AskedBy.SCHEDULE);
        System.out.println(
                "| a delta that finds nothing | transactions | statements | bytes of WAL | CPU ms: Java | PostgreSQL |"
                        + "\n|---|--:|--:|--:|--:|--:|");
        System.out.println("| on the first day" + deltas(deltas, AskedBy.SCHEDULE));
        long empty = size();
        long began = System.nanoTime();
        fill(organizations);
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        System.out.println("| after " + DAYS + " days" + deltas(deltas, AskedBy.SCHEDULE));
        System.out.println("| the same, once more" + deltas(deltas, AskedBy.SCHEDULE));
        System.out.printf(
                Locale.ROOT,
                "%n%d organizations; the history was written in %d s and takes %,d MB, %.1f MB for each.%n%n",
                organizations,
                seconds,
                (size() - empty) >> 20,
                (size() - empty) / 1048576.0 / organizations);
        System.out.println("| table | rows | MB |\n|---|--:|--:|");
        jdbc.sql("""
                        select format('| `%s.%s` | %s | %s |', schemaname, relname, n_live_tup,
                          pg_total_relation_size(relid) / 1048576)
                        from pg_stat_user_tables order by pg_total_relation_size(relid) desc limit 8
                        """).query(String.class).list().forEach(System.out::println);
        System.out.printf(
                Locale.ROOT, "%nThe job files ask for %,.0f deltas of these jobs a day and organization.%n", perDay());
    }

    private double perDay() {
        return JOBS.stream()
                .map(job -> application.bean(JobDefinitions.class).find(job).orElseThrow())
                .mapToDouble(YearBenchmark::perDay)
                .sum();
    }

    private static long perDay(JobDefinition job) {
        CronExpression schedule = CronExpression.parse(job.schedule().delta());
        ZonedDateTime day =
                ZonedDateTime.of(2026, 3, 3, 0, 0, 0, 0, ZoneOffset.UTC).minusSeconds(1);
        return Stream.iterate(
                        schedule.next(day),
                        next -> Objects.requireNonNull(next).isBefore(day.plusDays(1)),
                        schedule::next)
                .count();
    }

    private long size() {
        return jdbc.sql("select pg_database_size(current_database())")
                .query(Long.class)
                .single();
    }

    /** The costs of one of so many deltas, five minutes apart. */
    private String deltas(int times, AskedBy askedBy) {
        String wal = jdbc.sql("select pg_current_wal_insert_lsn()::text")
                .query(String.class)
                .single();
        int transactions = counts.transactions();
        int statements = counts.statements();
        CpuTime before = CpuTime.now(postmaster);
        for (int i = 0; i < times; i++) {
            clock.advance(Duration.ofMinutes(5));
            run(RunMode.DELTA, askedBy);
        }
        CpuTime used = CpuTime.now(postmaster).since(before);
        double bytes = jdbc.sql("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), ?::pg_lsn)")
                .param(wal)
                .query(Double.class)
                .single();
        return String.format(
                Locale.ROOT,
                " | %.1f | %.1f | %,.0f | %.1f | %.1f |",
                (double) (counts.transactions() - transactions) / times,
                (double) (counts.statements() - statements) / times,
                bytes / times,
                used.java() * 1000 / times,
                used.postgres() * 1000 / times);
    }

    private void run(RunMode mode, AskedBy askedBy) {
        RunFinished finished = application
                .launch(new LaunchRequest("invoices", organization, mode, askedBy))
                .join();
        if (finished.outcome() != Outcome.COMPLETED) {
            throw new IllegalStateException(finished.cause());
        }
    }

    private void fill(int organizations) throws SQLException {
        String year = """
                set session_replication_role = replica;
                insert into tds.organizations (organization_id, source, name, time_zone, is_mirrored, first_seen_at, synced_at)
                select 'of a year ' || id, 'zoho', 'Company ' || id, 'Asia/Baghdad', true, now(), now()
                from generate_series(1, %1$d) as id;
                create temporary table everything as select organization_id, job
                from tds.organizations, unnest(array['%2$s']) as job where organization_id like 'of a year %%';
                insert into etl.job_state (organization_id, job, freshness, every, scheduled_since, last_ended_at, last_outcome,
                  ok_at, answered_at, rows_alive, listed, full_at)
                select organization_id, job, '1 hour', '5 minutes', now() - interval '1 year', now(), 'COMPLETED', now(), now(),
                  1000, 1000, now() from everything;
                insert into etl.watermarks select organization_id, job, now(), 1, now() from everything;
                insert into etl.runs_by_hour (organization_id, job, mode, hour, outcome, runs, read, calls)
                select organization_id, job, 'DELTA', date_trunc('hour', now(), 'UTC') - ago * interval '1 hour', 'COMPLETED',
                  12, 12, 12
                from (select n as ago from generate_series(0, 35 * 24) as n
                  union all select n * 24 from generate_series(36, %3$d) as n) as past, everything;
                insert into etl.runs_by_hour (organization_id, job, mode, hour, outcome, runs, read, calls)
                select organization_id, job, 'FULL', date_trunc('hour', now(), 'UTC') - ago * interval '1 day', 'COMPLETED',
                  1, 1000, 5 from generate_series(1, %3$d) as ago, everything;
                insert into etl.calls_by_hour (organization_id, hour, api, purpose, outcome, calls, milliseconds)
                select organization_id, date_trunc('hour', now(), 'UTC') - ago * interval '1 hour', 'books', purpose, 'found',
                  20, 4000
                from (select n as ago from generate_series(0, 35 * 24) as n
                  union all select n * 24 from generate_series(36, %3$d) as n) as past,
                  (select distinct organization_id from everything) as each, (values ('delta'), ('full'), ('hydration')) as k (purpose);
                insert into etl.runs (job, organization_id, mode, asked_by, asked_kind, asked_at, until, node_id, started_at,
                  execution_began_at, finished_at, outcome, read, calls, updated)
                select job, organization_id, case when nth = 0 then 'FULL' else 'DELTA' end, 'schedule', 'SCHEDULE', at, at, 1, at,
                  at, at + interval '5 seconds', 'COMPLETED', 200, 3, 5
                from generate_series(%3$d, 1, -1) as ago, everything, generate_series(0, %4$d) as nth,
                  lateral (select now() - ago * interval '1 day' + nth * interval '5 hours' as at) as moment;
                insert into etl.run_steps (run_id, step, asked, written)
                select run_id, 'hydrate', 1, 1 from etl.runs on conflict do nothing;
                insert into etl.verifications (run_id, organization_id, job, kind, compared, equal, differing, repaired, calls,
                  began_at, ended_at, concluded)
                select run_id, organization_id, job, 'WINDOW', 1, 1, 0, 0, 0, asked_at, asked_at, true from etl.runs
                on conflict do nothing;
                set session_replication_role = default;
                """.formatted(organizations, String.join("', '", JOBS), DAYS, FOUND_A_DAY);
        try (var connection = application.bean(DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(year);
            statement.execute("vacuum analyze");
        }
    }
}
