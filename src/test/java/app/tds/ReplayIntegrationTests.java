package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables are rebuilt from what is kept, without a call, to exactly what they were. */
class ReplayIntegrationTests {

    private static final List<String> JOBS = Entities.jobs();

    private static Sandbox sandbox;
    private static RunningApplication application;
    private static int next;

    private Company company;

    @BeforeAll
    static void start() {
        CompanySize size = new CompanySize(60, 40, 60, 30, 30);
        sandbox = Sandbox.start(
                SandboxSettings.tiny().withCompanies(size, size, size, size, size, size), Clock.systemUTC());
        application = RunningApplication.start(sandbox, TestDatabase.create());
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void takeCompany() {
        company = sandbox.company(sandbox.organizationIds().get(next++));
    }

    @ParameterizedTest
    @EnumSource(
            value = RunMode.class,
            names = {"REPLAY", "SHADOW"})
    void everyTableIsTheSameAfterAReplayOfEverythingWithoutACall(RunMode mode) {
        live();
        Map<String, List<String>> before = rows("");
        assertThat(before.values().stream().filter(rows -> !rows.isEmpty()))
                .as("tables with something in them")
                .hasSizeGreaterThan(13);
        assertThat(number("select count(*) from tds.stock as kept join etl.payloads as made"
                        + " using (organization_id, source_id, payload_hash) where organization_id = ?"
                        + " and length(kept.fingerprint) > 0 and made.resource <> 'inventory/items'"))
                .as("totals are made from list rows, whatever a document added")
                .isZero();
        sandbox.calls().clear();

        for (String job : JOBS) {
            RunFinished replay = run(job, mode);
            assertThat(replay.counts().read()).as(job).isPositive();
            assertThat(replay.counts().read())
                    .as("%s: nothing was written", job)
                    .isEqualTo(replay.counts().unchanged());
        }

        assertRows("", before);
        assertThat(sandbox.calls().count()).isZero();
        assertThat(number("select count(*) from etl.quarantine where organization_id = ?"))
                .isEqualTo(2);
        assertThat(shadows()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = RunMode.class,
            names = {"REPLAY", "SHADOW"})
    void whatAnotherTranslationMadeIsMadeAnewPartsIncludedAndNothingElseIsWritten(RunMode mode) {
        live();
        String moved =
                " - 'synced_at' - 'run_id' - 'detailed_at' - 'payload_hash' - 'first_seen_at' - 'source_modified_at'";
        Map<String, List<String>> before = rows(moved);
        long deleted = number("select count(*) from tds.invoices where organization_id = ? and deleted_at is not null");
        String line = text("select min(source_id) from tds.invoice_lines where organization_id = ?");
        // What a former translation might have left: other values, parts that are missing, parts that are not.
        update("update tds.invoices set total = 0, status = 'x', sub_total = null where organization_id = ?"
                + " and source_id in ('"
                + String.join("', '", company.ids("invoices").subList(0, 5)) + "')"
                + " or organization_id = ? and deleted_at is not null");
        update("update tds.invoice_lines set quantity = 123456 where organization_id = ? and source_id = '" + line
                + "'");
        update("delete from tds.invoice_lines where organization_id = ? and source_id in"
                + " (select max(source_id) from tds.invoice_lines where organization_id = ?)");
        update(
                "insert into tds.invoice_lines (organization_id, source_id, invoice_id, first_seen_at, synced_at, run_id,"
                        + " payload_hash) select organization_id, 'made up', invoice_id, now(), now(), 0, '' from tds.invoice_lines"
                        + " where organization_id = ? and source_id = '" + line + "'");
        update("update tds.stock set committed_stock = -1, stock_on_hand = -1 where organization_id = ?");
        update("update tds.customers set contact_name = 'x' where organization_id = ?");
        update("delete from tds.addresses where organization_id = ?");
        assertThat(rows(moved)).isNotEqualTo(before);
        sandbox.calls().clear();

        Map<String, Long> updated = new HashMap<>();
        for (String job : JOBS) {
            updated.put(job, run(job, mode).counts().updated());
        }

        assertRows(moved, before);
        assertThat(sandbox.calls().count()).isZero();
        assertThat(updated.get("invoices")).isBetween(5L, 5L + deleted + 3);
        assertThat(updated).containsEntry("bills", 0L).containsEntry("payments", 0L);
        assertThat(number("select count(*) from tds.invoices where organization_id = ? and deleted_at is not null"))
                .as("what is deleted stays so")
                .isEqualTo(deleted)
                .isPositive();
        assertThat(run("invoices", mode).counts().updated()).isZero();
        assertThat(shadows()).isEmpty();
    }

    @Test
    void aDocumentThatCannotBeUsedAnyMoreIsPutAsideAndItsRowStays() {
        for (RunMode mode : new RunMode[] {RunMode.FULL, RunMode.DELTA, RunMode.DELTA}) {
            run("invoices", mode);
        }
        String list = company.ids("invoices").get(3);
        String details = company.ids("invoices").get(4);
        Map<String, List<String>> before = rows("");
        spoil(list, "payload_hash", "{\"invoice_id\": \"" + list + "\", \"last_modified_time\": \"once\"}");
        spoil(details, "detail_hash", "{\"invoice_id\": \"" + details + "\", \"last_modified_time\": \"once\"}");

        RunFinished replay = run("invoices", RunMode.REPLAY);

        assertThat(replay.counts().quarantined()).isEqualTo(2);
        assertRows("", before);
        assertThat(application
                        .jdbc()
                        .sql("select job, source_id, field from etl.quarantine where organization_id = ? order by job")
                        .param(company.organizationId())
                        .query()
                        .listOfRows())
                .containsExactly(
                        Map.of("job", "invoices", "source_id", list, "field", "last_modified_time"),
                        Map.of("job", "invoices details", "source_id", details, "field", "last_modified_time"));
    }

    /** A past with everything in it. */
    private void live() {
        String silent = company.ids("invoices").get(9);
        BigDecimal balance =
                new BigDecimal(company.row("invoices", silent).path("balance").asString());
        JOBS.forEach(job -> run(job, RunMode.FULL));
        JOBS.forEach(job -> run(job, RunMode.DELTA));
        // A change without a stamp, and back again: the document that counts is the one that was seen first.
        company.editSilently("invoices", silent, Map.of("balance", balance.add(BigDecimal.ONE)));
        run("invoices", RunMode.FULL);
        company.editSilently("invoices", silent, Map.of("balance", balance));
        run("invoices", RunMode.FULL);
        for (int i = 0; i < 5; i++) {
            company.edit("invoices", company.ids("invoices").get(i), Map.of("notes", "gate " + i));
            company.edit("items", company.ids("items").get(i), Map.of("description", "new " + i));
        }
        company.delete("invoices", company.ids("invoices").get(20));
        company.delete("items", company.ids("items").get(21));
        String back = company.ids("items").get(22);
        update("update tds.products set deleted_at = now() where organization_id = ? and source_id = '" + back + "'");
        String location = company.ids("locations").get(1);
        company.moveStock(stocked(), location, new BigDecimal("4"));
        company.create("invoices");
        company.poison("items", company.ids("items").get(30), Map.of("rate", "free"));
        company.poison("invoices", company.ids("invoices").get(31), Map.of("total", "?"));
        JOBS.forEach(job -> run(job, RunMode.FULL));
        JOBS.forEach(job -> run(job, RunMode.DELTA));
        // Listed again and not detailed again: the list's values count, the document's others stay.
        company.edit("invoices", company.ids("invoices").get(40), Map.of("reference_number", "PO-1"));
        company.edit("items", company.ids("items").get(41), Map.of("name", "renamed"));
        run("invoices", RunMode.FULL);
        run("products", RunMode.FULL);
        assertThat(number("select count(*) from etl.hydration where organization_id = ?"))
                .isPositive();
    }

    private String stocked() {
        return company.ids("items").stream()
                .filter(id -> !company.row("items", id)
                        .path("stock_on_hand")
                        .asString("")
                        .isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private void spoil(String id, String hash, String payload) {
        assertThat(application
                        .jdbc()
                        .sql("update etl.payloads as made set payload = ?::json from tds.invoices as kept"
                                + " where kept.organization_id = ? and kept.source_id = ? and made.source_id = kept.source_id"
                                + " and made.organization_id = kept.organization_id and made.payload_hash = kept."
                                + hash)
                        .param(payload)
                        .param(company.organizationId())
                        .param(id)
                        .update())
                .isOne();
    }

    /** Every row of every table of schema tds, with all columns but these. */
    private Map<String, List<String>> rows(String without) {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : application
                .jdbc()
                .sql("select table_name from information_schema.tables where table_schema = 'tds'")
                .query(String.class)
                .list()) {
            rows.put(
                    table,
                    application
                            .jdbc()
                            .sql("select (to_jsonb(t)" + without + ")::text as row from tds." + table
                                    + " as t where organization_id = ? order by 1")
                            .param(company.organizationId())
                            .query(String.class)
                            .list());
        }
        return rows;
    }

    private void assertRows(String without, Map<String, List<String>> expected) {
        rows(without)
                .forEach((table, rows) -> assertThat(rows)
                        .as(table)
                        .containsExactlyInAnyOrderElementsOf(Objects.requireNonNull(expected.get(table))));
    }

    private List<String> shadows() {
        return application
                .jdbc()
                .sql("select tablename from pg_tables where schemaname = 'shadow'")
                .query(String.class)
                .list();
    }

    private RunFinished run(String job, RunMode mode) {
        RunFinished finished = application.run(job, company.organizationId(), mode);
        assertThat(finished.outcome())
                .as("%s %s, cause: %s", job, mode, finished.cause())
                .isEqualTo(Outcome.COMPLETED);
        return finished;
    }

    private void update(String sql) {
        var statement = application.jdbc().sql(sql);
        for (int i = 0; i < sql.chars().filter(it -> it == '?').count(); i++) {
            statement = statement.param(company.organizationId());
        }
        assertThat(statement.update()).as(sql).isPositive();
    }

    private String text(String sql) {
        return application
                .jdbc()
                .sql(sql)
                .param(company.organizationId())
                .query(String.class)
                .single();
    }

    private long number(String sql) {
        return application
                .jdbc()
                .sql(sql)
                .param(company.organizationId())
                .query(Long.class)
                .single();
    }
}
