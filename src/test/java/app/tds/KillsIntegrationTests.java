package app.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Processes that serve are killed at random moments and started again, and nobody does anything else.
 *
 * <p>{@code -Dkills=100} kills so many, a third of them while there is one process and the others while there are two,
 * and measures how long it takes until their runs go on, in {@code target/kills.md}; {@code -Dkills.seed=7} is another
 * story.
 */
class KillsIntegrationTests {

    private static final List<String> JOBS = List.of("products", "customers", "invoices", "orders", "bills");
    private static final Map<String, String> LISTS = Map.of(
            "products", "items",
            "customers", "contacts",
            "invoices", "invoices",
            "orders", "salesorders",
            "bills", "bills");
    private static final Set<String> TABLES =
            Set.of("products", "customers", "vendors", "invoices", "sales_orders", "bills");
    private static final Duration A_CALL = Duration.ofMillis(100);
    private static final double RESUMED_WITHIN = 30;
    /** As well, where a process has to start first, on a machine that may be busy. */
    private static final double STARTED_WITHIN = 60;

    @TempDir
    private Path folder;

    private final int kills = Integer.getInteger("kills", 3);
    private final Random random = new Random(Long.getLong("kills.seed", 1));
    private final Sandbox sandbox = Sandbox.start(
            SandboxSettings.tiny().withCompanies(new CompanySize(80, 80, 200, 80, 60)), Clock.systemUTC());
    private final Company company = sandbox.company(sandbox.organizationIds().get(0));
    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final List<ServingProcess> nodes = new ArrayList<>();
    private final Map<Integer, List<Double>> seconds = new TreeMap<>();
    private final Map<String, Integer> hit = new TreeMap<>();
    private int edits;

    /** A run of the process that was killed. */
    private record Hit(long run, int executions, String mode, String step) {

        /** Whether documents were fetched, or else what kind of list was read. */
        String during() {
            return step.equals("hydrate") ? "documents (" + mode + ")" : mode + ", " + step;
        }
    }

    @AfterEach
    void stop() {
        nodes.forEach(ServingProcess::kill);
        sandbox.close();
    }

    @Test
    void whateverIsKilledWheneverEveryRunGoesOnByItselfAndEveryTableIsRight() throws IOException {
        sandbox.faults().on("/books/v3/*").always().hang(A_CALL);
        sandbox.faults().on("/inventory/v1/*").always().hang(A_CALL);
        int alone = kills / 3;
        for (int i = 0; i < kills; i++) {
            keep(i < alone ? 1 : 2);
            List<ServingProcess> busy = busy();
            kill(busy.get(random.nextInt(busy.size())));
        }
        keep(2);
        report();
        sandbox.faults().clear();
        await().atMost(Duration.ofSeconds(120)).until(() -> live() == 0);
        JOBS.forEach(job -> run(job, RunMode.FULL));
        for (int i = 0; i < 50 && count("select count(*) from etl.hydration") > 0; i++) {
            JOBS.forEach(job -> run(job, RunMode.DELTA));
        }

        new MirrorComparison(jdbc, company).assertComplete(TABLES);
        assertNothingWasDoneTwice();
        proofsBeginAgainAndNothingIsVerifiedThatIsWrong();
    }

    /** A process is killed while it compares rows, and another while it waits for what Zoho says: those that serve go on. */
    private void proofsBeginAgainAndNothingIsVerifiedThatIsWrong() {
        jdbc.sql("delete from etl.differences").update();
        jdbc.sql("update etl.job_state set verified_through = compared_through - interval '1 minute'")
                .update();
        String invoice = plant("invoices", "total", "total + 0.01");
        String customer = plant("customers", "contact_name", "contact_name || 'ي'");
        rememberWhatIsVerifiedThough(invoice, customer);
        sandbox.faults().on("/books/v3/invoices").hang();
        try (Connection other = database.dataSource().getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("lock table etl.differences in share row exclusive mode");
            List<ApplicationProcess> victims =
                    List.of(command("verify", "customers"), command("verify", "--source", "invoices"));
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> sandbox.faults().hanging() == 1
                            && count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                            + " and query like '%update etl.differences%'")
                                    > 0);
            victims.forEach(ApplicationProcess::kill);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        assertThat(texts("select mode || ' ' || executions from etl.runs where outcome is null order by 1"))
                .as("in the middle of it")
                .containsExactly("COMPARE 1", "VERIFY 1");
        sandbox.faults().clear();

        await().atMost(Duration.ofSeconds(60)).until(() -> live() == 0);

        assertThat(texts("select mode || ' ' || outcome || ' ' || executions from etl.runs"
                        + " where mode in ('VERIFY', 'COMPARE') order by 1"))
                .containsExactly("COMPARE COMPLETED 2", "VERIFY COMPLETED 2");
        assertThat(texts("select kind || ' ' || differing || ' ' || concluded from etl.verifications"
                        + " where kind in ('DOCUMENTS', 'SOURCE') order by 1"))
                .containsExactly("DOCUMENTS 1 true", "SOURCE 1 true");
        assertThat(texts("select source_id || ' ' || field from etl.differences order by table_name desc"))
                .containsExactly(invoice + " total", customer + " contact_name");
        assertThat(texts("select job from public.verified_though_wrong")).isEmpty();
    }

    private ApplicationProcess command(String... words) {
        Map<String, String> settings = RunningApplication.settings(sandbox, database);
        settings.put("tds.jobs.location", folder.resolve("jobs").toUri().toString());
        return ApplicationProcess.start(folder, settings, words);
    }

    private String plant(String table, String column, String value) {
        String id = jdbc.sql("select max(source_id) from tds." + table + " where deleted_at is null")
                .query(String.class)
                .single();
        jdbc.sql("update tds." + table + " set " + column + " = " + value + " where source_id = ?")
                .param(id)
                .update();
        return id;
    }

    /** In the transaction that verifies, the row is what it was when it was planted. */
    private void rememberWhatIsVerifiedThough(String invoice, String customer) {
        jdbc.sql("create table public.verified_though_wrong (job text)").update();
        jdbc.sql("""
                        create table public.wrong as
                        select 'invoices' as job, source_id, total::text as value from tds.invoices where source_id = '%s'
                        union all
                        select 'customers', source_id, contact_name from tds.customers where source_id = '%s'
                        """.formatted(invoice, customer)).update();
        jdbc.sql("""
                        create function public.verified_though_wrong() returns trigger language plpgsql as $$ begin
                          insert into public.verified_though_wrong select wrong.job from public.wrong as wrong
                          where wrong.job = new.job and (
                            exists (select from tds.invoices as it
                              where it.source_id = wrong.source_id and it.total::text = wrong.value)
                            or exists (select from tds.customers as it
                              where it.source_id = wrong.source_id and it.contact_name = wrong.value));
                          return new;
                        end $$""").update();
        jdbc.sql("create trigger verified_though_wrong after update on etl.job_state for each row"
                        + " when (new.verified_through > old.verified_through)"
                        + " execute function public.verified_though_wrong()")
                .update();
    }

    private List<String> texts(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }

    /** Those that execute something, at some moment. */
    private List<ServingProcess> busy() {
        for (int asked = 0; asked < 20; asked++) {
            ask();
            pause(random.nextInt(2_000));
            List<ServingProcess> busy =
                    nodes.stream().filter(node -> !hits(node).isEmpty()).toList();
            if (!busy.isEmpty()) {
                return busy;
            }
        }
        throw new AssertionError("nothing runs: " + state());
    }

    private String state() {
        return jdbc.sql("select * from etl.runs order by run_id desc limit 8")
                        .query()
                        .listOfRows()
                + "\n" + nodes.stream().map(ServingProcess::output).toList();
    }

    private void keep(int number) {
        while (nodes.size() < number) {
            nodes.add(new ServingProcess(folder, sandbox, database));
        }
        nodes.forEach(ServingProcess::awaitReady);
    }

    /** People work, and whatever has no run gets one. */
    private void ask() {
        for (String list : LISTS.values()) {
            List<String> ids = company.ids(list);
            for (int i = 0; i < 30; i++) {
                edit(list, ids.get(random.nextInt(ids.size())));
            }
        }
        company.create("invoices");
        company.delete("invoices", company.ids("invoices").get(random.nextInt(50)));
        for (String job : JOBS) {
            RunMode mode = random.nextInt(5) < 2 ? RunMode.FULL : RunMode.DELTA;
            nodes.get(random.nextInt(nodes.size())).launch(job, mode);
        }
    }

    private void edit(String list, String id) {
        edits++;
        company.edit(
                list,
                id,
                switch (list) {
                    case "items" -> Map.of("description", "description " + edits);
                    case "contacts" -> Map.of("phone", "+964 770 " + edits);
                    default -> Map.of("reference_number", "REF-" + edits);
                });
    }

    private List<Hit> hits(ServingProcess node) {
        return hits(node.nodeId().orElse(0));
    }

    private List<Hit> hits(long nodeId) {
        return jdbc.sql("""
                        select run_id, executions, mode, coalesce((
                            select step_name from batch.batch_step_execution join batch.batch_job_execution_params
                              using (job_execution_id)
                            where parameter_name = 'run' and parameter_value = run_id::text
                            order by step_execution_id desc limit 1), 'begin') as step
                        from etl.runs where outcome is null and node_id = ? and executions > 0
                        """)
                .param(nodeId)
                .query((row, number) -> new Hit(
                        row.getLong("run_id"), row.getInt("executions"), row.getString("mode"), row.getString("step")))
                .list();
    }

    private void kill(ServingProcess victim) {
        long nodeId = victim.nodeId().orElseThrow();
        int together = nodes.size();
        victim.kill();
        long killed = System.nanoTime();
        List<Hit> lost = hits(nodeId);
        nodes.set(nodes.indexOf(victim), new ServingProcess(folder, sandbox, database));
        Set<Hit> waiting = new HashSet<>(lost);
        while (!waiting.isEmpty()) {
            double passed = (System.nanoTime() - killed) / 1e9;
            for (Hit run : Set.copyOf(waiting)) {
                if (isTrue("executions > " + run.executions(), run)) {
                    waiting.remove(run);
                    hit.merge(run.during(), 1, Integer::sum);
                    seconds.computeIfAbsent(together, it -> new ArrayList<>()).add(passed);
                } else if (isTrue("outcome is not null", run)) {
                    // Its end was on its way to the database.
                    waiting.remove(run);
                }
            }
            assertThat(passed)
                    .as(() -> waiting + " of node " + nodeId + " do not go on: " + state())
                    .isLessThan(together == 1 ? STARTED_WITHIN + RESUMED_WITHIN : RESUMED_WITHIN);
            pause(25);
        }
    }

    private boolean isTrue(String condition, Hit run) {
        return count("select count(*) from etl.runs where run_id = " + run.run() + " and " + condition) == 1;
    }

    private void run(String job, RunMode mode) {
        assertThat(nodes.get(random.nextInt(2)).launch(job, mode)).isTrue();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> live() == 0);
    }

    private void assertNothingWasDoneTwice() {
        assertThat(jdbc.sql("select outcome || coalesce(': ' || cause, '') from etl.runs where outcome <> 'COMPLETED'")
                        .query(String.class)
                        .list())
                .as("runs that did not complete by themselves")
                .isEmpty();
        assertThat(count("select count(*) from etl.runs where quarantined > 0"
                        + " or read <> inserted + updated + unchanged + duplicates + quarantined"))
                .as("runs whose counts do not add up")
                .isZero();
        assertThat(jdbc.sql("select distinct status from batch.batch_job_execution"
                                + " where status not in ('COMPLETED', 'FAILED', 'STOPPED')")
                        .query(String.class)
                        .list())
                .as("executions that are stuck")
                .isEmpty();
        Map<String, List<String>> tables = Map.of(
                "products", List.of("products"),
                "customers", List.of("customers", "vendors"),
                "invoices", List.of("invoices"),
                "orders", List.of("sales_orders"),
                "bills", List.of("bills"));
        tables.forEach((job, kept) -> {
            assertThat(count("select sum(inserted) from etl.runs where job = '" + job + "'"))
                    .as("insertions that %s has counted, and its rows", job)
                    .isEqualTo(kept.stream()
                            .mapToLong(table -> count("select count(*) from tds." + table))
                            .sum());
            assertThat(count("select sum(deleted) from etl.runs where job = '" + job + "'"))
                    .as("deletions that %s has counted, and its rows", job)
                    .isEqualTo(kept.stream()
                            .mapToLong(table ->
                                    count("select count(*) from tds." + table + " where deleted_at is not null"))
                            .sum());
        });
        assertThat(count("select sum(updated) from etl.runs")).isPositive().isLessThanOrEqualTo(edits);
        assertThat(count("select count(*) from pg_locks where locktype = 'advisory' and mode = 'ExclusiveLock'"))
                .as("leases")
                .isEqualTo(nodes.size());
    }

    private void report() throws IOException {
        StringBuilder table = new StringBuilder("""
                | processes | runs resumed | median s | p95 s | most s |
                |--:|--:|--:|--:|--:|
                """);
        seconds.forEach((processes, measured) -> {
            List<Double> sorted = measured.stream().sorted().toList();
            table.append(String.format(
                    Locale.ROOT,
                    "| %d | %d | %.1f | %.1f | %.1f |%n",
                    processes,
                    sorted.size(),
                    sorted.get(sorted.size() / 2),
                    sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1),
                    sorted.get(sorted.size() - 1)));
        });
        table.append("\n%d kills; their runs did:%n%n| what | runs |%n|---|--:|%n".formatted(kills));
        hit.forEach((what, runs) -> table.append("| %s | %d |%n".formatted(what, runs)));
        Files.writeString(Path.of("target", "kills.md"), table);
    }

    private long live() {
        return count("select count(*) from etl.runs where outcome is null");
    }

    private long count(String sql) {
        return Objects.requireNonNull(jdbc.sql(sql).query(Long.class).single());
    }

    private static void pause(int milliseconds) {
        await().pollDelay(Duration.ofMillis(milliseconds))
                .atMost(Duration.ofMinutes(1))
                .until(() -> true);
    }
}
