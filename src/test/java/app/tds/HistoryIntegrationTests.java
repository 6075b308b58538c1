package app.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.tds.alarm.Watch;
import app.tds.jobs.JobDefinitions;
import app.tds.launch.LaunchRequest;
import app.tds.monitoring.Figures;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.JobStates;
import app.tds.pipeline.Plans;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunHistory;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.RunRetention;
import app.tds.pipeline.Selection;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is done for each run, each minute and each page reads as little after years as on the first day. */
@Timeout(240)
class HistoryIntegrationTests {

    private static final int RUNS = 300_000;

    /** The tables that grow with runs, and what a thing may read of them. */
    private static final String READ = """
            select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0) from pg_stat_user_tables
            where schemaname = 'etl' and relname in ('runs', 'run_steps', 'verifications')
            """;

    private static final String OF_INVOICES = """
            select seq_tup_read + coalesce(idx_tup_fetch, 0) from pg_stat_user_tables
            where schemaname = 'tds' and relname = 'invoices'
            """;

    private static final long FEW = 3_000;

    private static Sandbox sandbox;
    private static RunningApplication application;
    private static Company company;
    private static JdbcClient beside;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(
                SandboxSettings.tiny()
                        .withCompanies(new CompanySize(20, 20, 20, 10, 10), new CompanySize(20, 20, 20, 10, 10)),
                Clock.systemUTC());
        TestDatabase database = TestDatabase.create();
        beside = JdbcClient.create(database.dataSource());
        application = RunningApplication.start(sandbox, database);
        company = sandbox.company(sandbox.organizationIds().get(0));
        run(RunMode.FULL, Selection.NONE, AskedBy.person("test"));
        run(RunMode.DELTA, Selection.NONE, AskedBy.person("test"));
        remember();
    }

    /** Years of runs: most completed, some failed, some by id. */
    private static void remember() {
        application
                .jdbc()
                .sql("""
                        do $$ begin
                          set local session_replication_role = replica;
                          insert into etl.runs (job, organization_id, mode, ids, ids_left, asked_by, asked_kind, asked_at, since, until, node_id,
                            started_at, finished_at, outcome, executions, cause)
                          select (array['invoices', 'bills', 'orders', 'products'])[1 + n % 4], '%1$s',
                            case when n %% 8 < 5 then 'DELTA' else 'BY_ID' end, case when n %% 8 < 5 then null else array[n::text] end,
                            case when n %% 8 < 5 then null else array[]::text[] end,
                            case when n %% 8 < 5 then 'schedule' else 'webhook' end,
                            case when n %% 8 < 5 then 'SCHEDULE' else 'WEBHOOK' end, at, at, at, 1, at, at,
                            case when n %% 1000 = 0 then 'FAILED' else 'COMPLETED' end, 1, case when n %% 1000 = 0 then 'x' end
                          from (select n, now() - interval '3 days' - (%2$s - n) * interval '2 minutes' as at
                            from generate_series(1, %2$s) as n) as past;
                          insert into etl.run_steps (run_id, step, asked, written)
                            select run_id, 'hydrate', 1, 1 from etl.runs on conflict do nothing;
                          insert into etl.verifications (run_id, organization_id, job, kind, compared, equal, differing, repaired, calls,
                            began_at, ended_at, concluded)
                          select run_id, organization_id, job, 'WINDOW', 1, 1, 0, 0, 0, asked_at, asked_at, true from etl.runs
                          where mode = 'DELTA' on conflict do nothing;
                        end $$
                        """.replace("n % 4", "n %% 4").formatted(company.organizationId(), RUNS))
                .update();
        application.jdbc().sql("analyze").update();
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @Test
    void aDeltaReadsFewRunsWhetherSomethingHasChangedOrNot() {
        reads("a delta", () -> run(RunMode.DELTA, Selection.NONE, AskedBy.SCHEDULE));
        company.edit("invoices", company.ids("invoices").get(3), Map.of("reference_number", "PO-1"));
        reads("a delta that finds a change", () -> run(RunMode.DELTA, Selection.NONE, AskedBy.SCHEDULE));
    }

    /** Of the table itself as well: what was written lately, and which record is the newest, is known without the others. */
    @Test
    void aDeltaOfALongTableReadsFewOfItsRows() {
        String organization = sandbox.organizationIds().get(1);
        run(organization, RunMode.FULL, Selection.NONE, AskedBy.person("test"));
        run(organization, RunMode.DELTA, Selection.NONE, AskedBy.person("test"));
        beside.sql("""
                        insert into tds.invoices select copy.*
                        from (select to_jsonb(kept) as made from tds.invoices as kept where organization_id = ? limit 1) as one
                        cross join generate_series(1, 60000) as n
                        cross join lateral jsonb_populate_record(null::tds.invoices, one.made || jsonb_build_object(
                          'source_id', 'copy ' || n,
                          'source_modified_at', now() - interval '9 days' - n * interval '1 second',
                          'synced_at', now() - interval '2 days')) as copy
                        """).param(organization).update();
        beside.sql("vacuum analyze tds.invoices").update();
        run(organization, RunMode.DELTA, Selection.NONE, AskedBy.person("test"));

        long before = read(OF_INVOICES);
        run(organization, RunMode.DELTA, Selection.NONE, AskedBy.SCHEDULE);

        assertThat(read(OF_INVOICES) - before).isLessThan(FEW);
    }

    @Test
    void aRunForAWebhookReadsFewRuns() {
        reads(
                "a run by id",
                () -> run(
                        RunMode.BY_ID,
                        Selection.of(List.of(company.ids("invoices").get(4))),
                        AskedBy.WEBHOOK));
    }

    @Test
    void aFullImportReadsFewRuns() {
        reads("a full import", () -> run(RunMode.FULL, Selection.NONE, AskedBy.person("test")));
    }

    @Test
    void whatIsLookedAtEachMinuteReadsFewRuns() {
        for (Watch watch : application.beans(Watch.class)) {
            reads(watch.getClass().getSimpleName(), watch::look);
        }
        for (Repeated work : application.beans(Repeated.class)) {
            if (List.of("DatabaseGauges", "RunQueue", "Repairs")
                    .contains(work.getClass().getSimpleName())) {
                reads(work.subject(), () -> round(work));
            }
        }
        reads("plans", () -> application.bean(Plans.class).all());
    }

    @Test
    void pagesReadFewRuns() {
        RunHistory history = application.bean(RunHistory.class);
        var every = new RunHistory.Filter(null, null, null, null, null, null);
        var failed = new RunHistory.Filter(null, null, null, RunHistory.State.FAILED, null, null);
        reads("the page of runs", () -> history.page(every, Long.MAX_VALUE, 50));
        reads("the page of failed runs", () -> history.page(failed, Long.MAX_VALUE, 50));
        reads("sums", () -> history.sums(Instant.now().minus(Duration.ofDays(1))));
        reads("how jobs are", () -> application.bean(JobStates.class).all());
        // Most of these jobs have never run, and a job that has not is looked for among the runs of all others.
        reads(
                "the last run of each job",
                () -> application
                        .bean(RunHistory.class)
                        .latest(application.bean(JobDefinitions.class).names()));
        reads("the mark of a page", () -> application.bean(Figures.class).mark());
    }

    /** What is removed is read some times, what stays is not read again for each part of it. */
    @Test
    void theNightReadsWhatItRemovesAndLittleElse() {
        RunRetention retention = application.bean(RunRetention.class);
        long before = read();
        long removed = retention.purge();
        assertThat(removed).as("runs of more than 400 days").isGreaterThan(10_000);
        assertThat(read() - before).as("rows that the first night reads").isLessThan(12 * removed);
        reads("the next night", retention::purge);
    }

    private static void round(Repeated work) {
        try {
            work.round();
        } catch (InterruptedException told) {
            throw new IllegalStateException(told);
        }
    }

    private static void reads(String what, Runnable action) {
        long before = read();
        action.run();
        assertThat(read() - before).as("rows that %s reads", what).isLessThan(FEW);
    }

    /** A connection says what it has read when it ends, at the latest. */
    private static long read() {
        return read(READ);
    }

    private static long read(String counted) {
        try {
            application
                    .bean(DataSource.class)
                    .unwrap(HikariDataSource.class)
                    .getHikariPoolMXBean()
                    .softEvictConnections();
        } catch (SQLException notThePool) {
            throw new IllegalStateException(notThePool);
        }
        var last = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(300)).until(() -> {
            long now = beside.sql(counted).query(Long.class).single();
            return last.getAndSet(now) == now;
        });
        return last.get();
    }

    private static RunFinished run(RunMode mode, Selection selection, AskedBy askedBy) {
        return run(company.organizationId(), mode, selection, askedBy);
    }

    private static RunFinished run(String organization, RunMode mode, Selection selection, AskedBy askedBy) {
        RunFinished finished = application
                .launch(new LaunchRequest("invoices", organization, mode, selection, askedBy))
                .join();
        assertThat(finished.outcome()).as("%s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        return finished;
    }
}
