package app.tds.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.tds.Entities;
import app.tds.RunningApplication;
import app.tds.TestDatabase;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Verification;
import app.tds.pipeline.Verifications;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is planted in the tables is found by field, named, repaired once, and nothing is verified meanwhile. */
class ProofIntegrationTests {

    /** These say how and when a row was written, not what it says. */
    private static final String TECHNICAL =
            "'organization_id', 'source_id', 'first_seen_at', 'synced_at', 'deleted_at', 'run_id', 'payload_hash',"
                    + " 'fingerprint', 'detail_hash', 'detailed_at', 'detail_modified_at'";

    private static Sandbox sandbox;
    private static RunningApplication application;
    private static JdbcClient jdbc;
    /** The first company has CRM as well. */
    private static int next = 1;

    private final Random random = new Random(Long.getLong("proof.seed", 20261130L));
    private Company company;
    private List<String> jobs = Entities.jobs();

    @BeforeAll
    static void start() {
        CompanySize size = new CompanySize(40, 30, 40, 30, 30);
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(size, size, size, size), Clock.systemUTC());
        application = RunningApplication.start(
                sandbox,
                TestDatabase.create(),
                "tds.zoho.crm-organizations=" + sandbox.organizationIds().get(0));
        jdbc = application.jdbc();
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void importEverything(TestInfo test) {
        boolean everyTable = test.getDisplayName().startsWith("everyColumnOfEveryTable");
        company = sandbox.company(sandbox.organizationIds().get(everyTable ? 0 : next++));
        if (everyTable) {
            jobs = Entities.everything().stream().map(one -> one.job().name()).toList();
        }
        jobs.forEach(job -> run(job, RunMode.FULL));
        for (int i = 0; i < 5 && waiting() > 0; i++) {
            jobs.forEach(job -> run(job, RunMode.DELTA));
        }
        assertThat(waiting()).isZero();
        jobs.forEach(job -> run(job, RunMode.DELTA));
    }

    @Test
    void whatIsRightIsVerifiedUpToTheWatermarkWithoutACallAndWithoutAnAlarm() {
        assertThat(
                        strings(
                                "select job || ': ' || coalesce(verification_held_by, 'behind ' || coalesce(verified_through::text, 'all'))"
                                        + " from etl.job_state join etl.watermarks using (organization_id, job) where organization_id = ?"
                                        + " and (verification_held_by is not null or verified_through is distinct from seen_until"
                                        + " or complete_through is distinct from seen_until or fresh_at is distinct from seen_until)"))
                .as("jobs that are not verified through what was seen")
                .isEmpty();
        long rows = number("select count(*) from tds.invoices where organization_id = ?");
        sandbox.calls().clear();

        for (String job : jobs) {
            RunFinished finished = run(job, RunMode.VERIFY);
            Verification verification = verification(finished);
            assertThat(verification.differing()).as(job).isZero();
            assertThat(verification.compared())
                    .as(job)
                    .isEqualTo(verification.equal())
                    .isPositive();
            if (job.equals("invoices")) {
                assertThat(verification.compared()).isEqualTo(rows);
            }
        }
        assertThat(sandbox.calls().count()).isZero();
        assertThat(strings("select field from etl.differences where organization_id = ?"))
                .isEmpty();
    }

    @Test
    void everyColumnOfEveryTableIsWatched() {
        Map<String, List<String>> before = contents();
        Map<String, Timestamp> through = verifiedThrough();
        Set<String> planted = plantInEveryColumn();
        assertThat(planted).as("plants").hasSizeGreaterThan(300);

        jobs.forEach(job -> run(job, RunMode.VERIFY));

        Set<String> found = new TreeSet<>(strings("""
                select distinct table_name || ' ' || case part_id when '' then source_id else part_id end || ' ' || field
                from etl.differences where organization_id = ?
                """));
        Set<String> missed = new TreeSet<>(planted);
        missed.removeAll(found);
        assertThat(missed).as("planted and not found").isEmpty();
        // Records without documents of their own were put right at once; nothing else is verified further, by name.
        List<String> open =
                strings("select distinct job from etl.differences where organization_id = ? and repaired_at is null");
        assertThat(open).hasSizeGreaterThan(10);
        jobs.forEach(job -> run(job, RunMode.DELTA));
        Map<String, Timestamp> now = verifiedThrough();
        assertThat(open).allSatisfy(job -> assertThat(now).containsEntry(job, through.get(job)));
        assertThat(
                        strings(
                                "select verification_held_by from etl.job_state where organization_id = ? and job = 'invoices'"))
                .singleElement()
                .asString()
                .contains("differences are open; the first is")
                .contains("of invoice");

        repair();

        assertThat(
                        strings(
                                "select table_name || ' ' || source_id || ' ' || part_id || ' ' || field || ': ' || coalesce(here, '') || ' / '"
                                        + " || coalesce(there, '') from etl.differences where organization_id = ? and repaired_at is null"))
                .as("still different")
                .isEmpty();
        Map<String, List<String>> after = contents();
        assertSame(after, before);
        jobs.forEach(job -> run(job, RunMode.DELTA));
        assertThat(strings("select job || ': ' || coalesce(verification_held_by, 'behind') from etl.job_state"
                        + " join etl.watermarks using (organization_id, job) where organization_id = ?"
                        + " and verified_through is distinct from seen_until"))
                .isEmpty();
    }

    @Test
    void rowsAndLinesThatAreLostMadeUpOrMovedAreFoundAndPutRight() {
        Map<String, List<String>> before = contents();
        String lost = text("select min(source_id) from tds.invoices where organization_id = ?");
        update("delete from tds.invoices where organization_id = ? and source_id = '" + lost + "'");
        String line = text("select max(source_id) from tds.invoice_lines where organization_id = ?");
        update("delete from tds.invoice_lines where organization_id = ? and source_id = '" + line + "'");
        String other = text("select min(source_id) from tds.bill_lines where organization_id = ?");
        update(
                "insert into tds.bill_lines (organization_id, source_id, bill_id, first_seen_at, synced_at, run_id, payload_hash)"
                        + " select organization_id, 'made up', bill_id, now(), now(), 0, '' from tds.bill_lines"
                        + " where organization_id = ? and source_id = '" + other + "'");
        String moved = text("select min(source_id) from tds.sales_order_lines where organization_id = ?");
        update("update tds.sales_order_lines set salesorder_id = (select max(source_id) from tds.sales_orders"
                + " where organization_id = '" + company.organizationId()
                + "') where organization_id = ? and source_id = '"
                + moved + "'");

        copy("payment_terms", text("select min(source_id) from tds.payment_terms where organization_id = ?"));
        copy("bills", text("select min(source_id) from tds.bills where organization_id = ?"));

        // Its list row was written last, as after a repair, and says nothing of this column: the document does.
        String listedLast = text("select max(source_id) from tds.purchase_orders where organization_id = ?"
                + " and expected_delivery_date is not null");
        update("update tds.purchase_orders set synced_at = synced_at + interval '1 second',"
                + " expected_delivery_date = expected_delivery_date + 1 where organization_id = ? and source_id = '"
                + listedLast + "'");

        List.of("invoices", "bills", "orders", "paymentterms", "purchaseorders")
                .forEach(job -> run(job, RunMode.VERIFY));

        assertThat(number(
                        "select count(*) from etl.differences where organization_id = ? and table_name = 'payment_terms'"
                                + " and source_id = 'made up' and field = 'document' and repaired_at is not null"))
                .as("found and marked at once: payment terms cannot be asked for by their ids")
                .isOne();
        assertThat(strings(
                        "select table_name || ' ' || case part_id when '' then source_id else part_id end || ' ' || field"
                                + " from etl.differences where organization_id = ? and repaired_at is null order by 1"))
                .contains(
                        "invoices " + lost + " row",
                        "invoice_lines " + line + " row",
                        "bill_lines made up row",
                        "bills made up document",
                        "purchase_orders " + listedLast + " expected_delivery_date",
                        "sales_order_lines " + moved + " salesorder_id");
        repair();
        assertThat(strings("select table_name || ' ' || source_id from etl.differences where organization_id = ?"
                        + " and repaired_at is null"))
                .as("what has no id that Zoho could be asked for is for a person, and in nobody else's way")
                .containsOnly("bills made up");
        update("delete from tds.bills where organization_id = ? and source_id = 'made up'");
        run("bills", RunMode.VERIFY);
        assertThat(number("select count(*) from etl.differences where organization_id = ? and repaired_at is null"))
                .as("the person has taken the row out")
                .isZero();
        Map<String, List<String>> after = contents();
        assertSame(after, before);
    }

    /** With all that the row says, under an id that no source can have. */
    private void copy(String table, String id) {
        String columns = jdbc.sql(
                        "select string_agg(column_name, ', ') from information_schema.columns where table_schema = 'tds'"
                                + " and table_name = ? and is_generated = 'NEVER' and column_name <> 'source_id'")
                .param(table)
                .query(String.class)
                .single();
        update("insert into tds." + table + " (source_id, " + columns + ") select 'made up', " + columns + " from tds."
                + table + " where organization_id = ? and source_id = '" + id + "'");
    }

    private boolean isPart(String table, String id) {
        return number(
                        "select count(*) from tds." + table + " as kept where organization_id = ? and source_id = '"
                                + id
                                + "' and (to_jsonb(kept) ->> 'fingerprint' is null or to_jsonb(kept) ->> 'fingerprint' = '\\x')")
                > 0;
    }

    private static void assertSame(Map<String, List<String>> after, Map<String, List<String>> before) {
        before.forEach((table, rows) -> {
            List<String> wrong = new ArrayList<>(after.get(table));
            wrong.removeAll(rows);
            assertThat(wrong)
                    .as("rows of %s that are not what they were", table)
                    .isEmpty();
            assertThat(after.get(table)).as(table).hasSameSizeAs(rows);
        });
    }

    private void repair() {
        Repairs repairs = application.bean(Repairs.class);
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    repairs.round();
                    return number("select (select count(*) from etl.differences where organization_id = ?"
                                    + " and repaired_at is null and repair_asked_at is null)"
                                    + " + (select count(*) from etl.runs where outcome is null)")
                            == 0;
                });
    }

    /** One row of each table, for each of its columns another value. */
    private Set<String> plantInEveryColumn() {
        Set<String> planted = new TreeSet<>();
        for (String table : contents().keySet()) {
            List<Map<String, Object>> columns =
                    jdbc.sql("""
                            select column_name, data_type from information_schema.columns
                            where table_schema = 'tds' and table_name = ? and column_name not in (%s) order by 1
                            """.formatted(TECHNICAL)).param(table).query().listOfRows();
            for (Map<String, Object> column : columns) {
                String name = column.get("column_name").toString();
                // Where nobody says anything, some columns keep what they have.
                List<String> ids = strings("select source_id from tds." + table
                        + " where organization_id = ? and deleted_at is null and " + name
                        + " is not null order by source_id");
                if (ids.isEmpty()) {
                    continue;
                }
                String id = ids.get(random.nextInt(ids.size()));
                if (name.equals("source_modified_at") && isPart(table, id)) {
                    // A line has no time of its own.
                    continue;
                }
                try {
                    jdbc.sql("update tds." + table + " set " + name + " = "
                                    + other(name, column.get("data_type").toString())
                                    + " where organization_id = ? and source_id = ?")
                            .params(company.organizationId(), id)
                            .update();
                    planted.add(table + " " + id + " " + name);
                } catch (DataIntegrityViolationException refused) {
                    // The database itself keeps this value out.
                }
            }
        }
        return planted;
    }

    private static String other(String column, String type) {
        return switch (type) {
            case "numeric" -> "coalesce(" + column + ", 0) + 0.01";
            case "integer", "bigint" -> "coalesce(" + column + ", 0) + 1";
            case "boolean" -> "not coalesce(" + column + ", false)";
            case "date" -> "coalesce(" + column + ", '2026-01-01') + 1";
            case "timestamp with time zone" -> "coalesce(" + column + ", '2026-01-01') + interval '1 second'";
            case "jsonb" -> "'{\"planted\": 1}'";
            default -> "coalesce(" + column + ", '') || 'ي'";
        };
    }

    private Map<String, List<String>> contents() {
        Map<String, List<String>> contents = new TreeMap<>();
        for (String table : jdbc.sql(
                        "select tablename from pg_tables where schemaname = 'tds' and tablename <> 'organizations'")
                .query(String.class)
                .list()) {
            List<String> rows =
                    strings("select (to_jsonb(kept) - array[" + TECHNICAL + "])::text || ' ' || source_id from tds."
                            + table + " as kept where organization_id = ? and deleted_at is null order by source_id");
            if (!rows.isEmpty()) {
                contents.put(table, rows);
            }
        }
        return contents;
    }

    private Map<String, Timestamp> verifiedThrough() {
        Map<String, Timestamp> through = new TreeMap<>();
        jdbc.sql("select job, verified_through from etl.job_state where organization_id = ?")
                .param(company.organizationId())
                .query(row -> {
                    through.put(row.getString(1), row.getTimestamp(2));
                });
        return through;
    }

    private static Verification verification(RunFinished finished) {
        return application.bean(Verifications.class).of(finished.run().id()).orElseThrow();
    }

    private RunFinished run(String job, RunMode mode) {
        RunFinished finished = application.run(job, company.organizationId(), mode);
        assertThat(finished.outcome())
                .as("%s %s: %s", job, mode, finished.cause())
                .isEqualTo(Outcome.COMPLETED);
        return finished;
    }

    private long waiting() {
        return number("select count(*) from etl.hydration where organization_id = ?");
    }

    private long number(String sql) {
        return jdbc.sql(sql).param(company.organizationId()).query(Long.class).single();
    }

    private String text(String sql) {
        return jdbc.sql(sql).param(company.organizationId()).query(String.class).single();
    }

    private List<String> strings(String sql) {
        return new ArrayList<>(jdbc.sql(sql)
                .param(company.organizationId())
                .query(String.class)
                .list());
    }

    private void update(String sql) {
        assertThat(jdbc.sql(sql).param(company.organizationId()).update()).isPositive();
    }
}
