package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.launch.LaunchRequest;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.FailureKind;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A scheduled delta that finds nothing costs next to nothing, and is a success that was looked at all the same. */
@Timeout(120)
class UnchangedDeltaIntegrationTests {

    private static final int DELTAS = Integer.getInteger("unchanged.deltas", 10);

    private static final CountingDatabase counts = new CountingDatabase();
    private static final SettableClock clock = new SettableClock(Instant.parse("2026-03-10T06:00:00Z"));
    private static Sandbox sandbox;
    private static RunningApplication application;
    private static int next;

    private Company company;

    @BeforeAll
    static void start() {
        CompanySize size = new CompanySize(20, 20, 20, 10, 10);
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(size, size, size, size, size, size, size), clock);
        application = RunningApplication.start(
                sandbox,
                TestDatabase.create(),
                context -> {
                    context.registerBean("counts", CountingDatabase.class, () -> counts);
                    context.registerBean(
                            "testClock", Clock.class, () -> clock, definition -> definition.setPrimary(true));
                },
                "tds.zoho.calls-per-minute=100000",
                "tds.zoho.calls-in-flight=5");
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    /** Everything is there, documents too, and has been compared. */
    @BeforeEach
    void complete() {
        company = sandbox.company(sandbox.organizationIds().get(next++));
        sandbox.faults().clear();
        run(RunMode.FULL, AskedBy.person("test"));
        for (int i = 0; i < 2; i++) {
            clock.advance(Duration.ofMinutes(5));
            run(RunMode.DELTA, AskedBy.person("test"));
        }
        clock.advance(Duration.ofMinutes(5));
    }

    @Test
    void itIsCountedAndItsWatermarkMovesAndNoRowOfItStays() {
        Map<String, Long> before = rows();
        long counted = deltas();
        sandbox.calls().clear();

        RunFinished finished = run(RunMode.DELTA, AskedBy.SCHEDULE);

        assertThat(finished.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(finished.counts().addUp()).isTrue();
        assertThat(finished.counts().calls()).isOne();
        assertThat(sandbox.calls().pages("/books/v3/invoices")).hasSize(1);
        assertThat(rows().entrySet()).containsExactlyElementsOf(before.entrySet());
        assertThat(deltas()).isEqualTo(counted + 1);
        assertThat(whatIsSaid())
                .containsEntry("seen_until", finished.run().until())
                .containsEntry("fresh_at", finished.run().until())
                .containsEntry("complete_through", finished.run().until())
                .containsEntry("compared_through", finished.run().until())
                .containsEntry("verified_through", finished.run().until())
                .containsEntry("ok_at", clock.instant())
                .containsEntry("last_ended_at", clock.instant())
                .containsEntry("answered_at", clock.instant());
        assertThat(jdbc().sql("""
                                select count(*) from etl.job_state as state left join etl.runs as last on run_id = last_run_id
                                left join etl.runs as ok on ok.run_id = ok_run_id
                                where state.organization_id = ? and state.job = 'invoices' and (last.run_id is null or ok.run_id is null)
                                """)
                        .param(company.organizationId())
                        .query(Long.class)
                        .single())
                .as("pointers to runs that are not there")
                .isZero();
    }

    @Test
    void itTakesFewTransactionsAndKeepsNothing() throws IOException {
        measured(AskedBy.SCHEDULE);
        Costs asARun = measured(AskedBy.person("test"));
        Map<String, Long> before = rows();
        Costs atOnce = measured(AskedBy.SCHEDULE);
        Files.writeString(Path.of("target/unchanged-deltas.md"), """
                | a delta that finds nothing | transactions | statements | bytes of WAL | rows kept | CPU ms, Java |
                |---|--:|--:|--:|--:|--:|
                | as a batch job | %s |
                | with its first page | %s |
                """.formatted(asARun, atOnce));
        assertThat(rows().entrySet()).containsExactlyElementsOf(before.entrySet());
        assertThat(atOnce.rows()).isZero();
        // Ten each, and what happens now and then besides, such as a token.
        assertThat(atOnce.transactions()).isLessThanOrEqualTo(10.5);
        assertThat(atOnce.transactions()).isLessThan(asARun.transactions() / 4);
    }

    /** Of one of several deltas. */
    private record Costs(double transactions, double statements, double wal, double rows, double cpuMillis) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%.1f | %.1f | %,.0f | %.1f | %.1f", transactions, statements, wal, rows, cpuMillis);
        }
    }

    private Costs measured(AskedBy askedBy) {
        long kept = rows().values().stream().mapToLong(count -> count).sum();
        String wal = walNow();
        int statements = counts.statements();
        int transactions = counts.transactions();
        long cpu = cpuNanos();
        for (int i = 0; i < DELTAS; i++) {
            clock.advance(Duration.ofMinutes(5));
            run(RunMode.DELTA, askedBy);
        }
        double millis = (cpuNanos() - cpu) / 1e6 / DELTAS;
        double ofTransactions = (double) (counts.transactions() - transactions) / DELTAS;
        double ofStatements = (double) (counts.statements() - statements) / DELTAS;
        double bytes = jdbc().sql("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), ?::pg_lsn)")
                        .param(wal)
                        .query(Double.class)
                        .single()
                / DELTAS;
        double rows =
                (double) (rows().values().stream().mapToLong(count -> count).sum() - kept) / DELTAS;
        return new Costs(ofTransactions, ofStatements, bytes, rows, millis);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }

    @Test
    void oneThatFindsAChangeIsARunThatReadsItsFirstPageOnce() {
        company.edit("invoices", company.ids("invoices").get(3), Map.of("reference_number", "PO-1"));
        clock.advance(Duration.ofMinutes(1));
        sandbox.calls().clear();

        RunFinished finished = run(RunMode.DELTA, AskedBy.SCHEDULE);

        assertThat(finished.counts().updated()).isOne();
        assertThat(sandbox.calls().pages("/books/v3/invoices")).hasSize(1);
        assertThat(isKept(finished)).isTrue();
        new MirrorComparison(jdbc(), company).assertEqual("invoices", "invoices", "invoice_id", row -> true, 25);
    }

    @Test
    void oneThatAPersonAskedForIsKept() {
        assertThat(isKept(run(RunMode.DELTA, AskedBy.person("test")))).isTrue();
    }

    @Test
    void oneForWhichADocumentWaitsFetchesIt() {
        jdbc().sql(
                        "insert into etl.hydration (organization_id, job, source_id, queued_at) values (?, 'invoices', ?, now())")
                .params(company.organizationId(), company.ids("invoices").get(0))
                .update();

        RunFinished finished = run(RunMode.DELTA, AskedBy.SCHEDULE);

        assertThat(finished.documents().asked()).isOne();
        assertThat(isKept(finished)).isTrue();
    }

    @Test
    void oneWhoseRowsWereWrittenSinceTheLastComparisonComparesThem() {
        jdbc().sql("update tds.invoices set synced_at = ? where organization_id = ? and source_id = ?")
                .params(
                        Timestamp.from(clock.instant()),
                        company.organizationId(),
                        company.ids("invoices").get(0))
                .update();

        RunFinished finished = run(RunMode.DELTA, AskedBy.SCHEDULE);

        assertThat(isKept(finished)).isTrue();
        assertThat(jdbc().sql("select compared from etl.verifications where run_id = ?")
                        .param(finished.run().id())
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    @Test
    void oneWhosePageCannotBeHadFailsAndSaysWhy() {
        Object before = whatIsSaid().get("seen_until");
        sandbox.faults().on("/books/v3/invoices").always().status(500, 1000);

        RunFinished finished = application
                .launch(new LaunchRequest("invoices", company.organizationId(), RunMode.DELTA, AskedBy.SCHEDULE))
                .join();

        assertThat(finished.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finished.failure()).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(isKept(finished)).isTrue();
        assertThat(whatIsSaid()).containsEntry("seen_until", before);
    }

    private RunFinished run(RunMode mode, AskedBy askedBy) {
        RunFinished finished = application
                .launch(new LaunchRequest("invoices", company.organizationId(), mode, askedBy))
                .join();
        assertThat(finished.outcome()).as("%s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        return finished;
    }

    private static JdbcClient jdbc() {
        return application.jdbc();
    }

    private static String walNow() {
        return jdbc().sql("select pg_current_wal_insert_lsn()::text")
                .query(String.class)
                .single();
    }

    private static boolean isKept(RunFinished finished) {
        return jdbc().sql("select exists (select from etl.runs where run_id = ?)")
                .param(finished.run().id())
                .query(Boolean.class)
                .single();
    }

    private long deltas() {
        return jdbc().sql("""
                        select coalesce(sum(runs), 0) from etl.runs_by_hour
                        where organization_id = ? and job = 'invoices' and mode = 'DELTA' and outcome = 'COMPLETED'
                        """).param(company.organizationId()).query(Long.class).single();
    }

    private Map<String, Object> whatIsSaid() {
        Map<String, Object> said = new TreeMap<>();
        jdbc().sql("""
                        select * from etl.job_state join etl.watermarks using (organization_id, job)
                        where organization_id = ? and job = 'invoices'
                        """)
                .param(company.organizationId())
                .query()
                .singleRow()
                .forEach((column, value) -> said.put(column, value instanceof Timestamp at ? at.toInstant() : value));
        return said;
    }

    /** Of every table that grows with runs. Sums by the hour do not. */
    private static Map<String, Long> rows() {
        Map<String, Long> rows = new TreeMap<>();
        jdbc().sql("""
                        select format('%I.%I', table_schema, table_name) from information_schema.tables
                        where table_schema in ('etl', 'batch', 'tds') and table_type = 'BASE TABLE'
                          and table_name not in ('runs_by_hour', 'calls_by_hour', 'waiting_by_hour')
                        """)
                .query(String.class)
                .list()
                .forEach(table -> rows.put(
                        table,
                        jdbc().sql("select count(*) from " + table)
                                .query(Long.class)
                                .single()));
        return rows;
    }
}
