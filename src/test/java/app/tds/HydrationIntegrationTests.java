package app.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Complete documents follow their list rows: the newest first, a few with each delta, each fetched once. */
class HydrationIntegrationTests {

    private static final String INVOICES = "/books/v3/invoices";

    private static final List<String> JOBS = Entities.jobs();

    private static Sandbox sandbox;
    private static RunningApplication application;
    private static int next;

    private Company company;

    @BeforeAll
    static void start() {
        CompanySize size = new CompanySize(130, 30, 70, 30, 30);
        sandbox = Sandbox.start(
                SandboxSettings.tiny()
                        .withCompanies(size, size, size, size, size, size, size, size, size, size, size, size),
                Clock.systemUTC());
        application = RunningApplication.start(sandbox, TestDatabase.create());
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void takeCompany() {
        sandbox.faults().clear();
        company = sandbox.company(sandbox.organizationIds().get(next++));
    }

    @Test
    void afterEnoughDeltasEveryInvoiceHasItsLinesEachForOneCall() {
        run("invoices", RunMode.FULL);
        assertThat(count("tds.invoice_lines")).isZero();
        assertThat(waiting("invoices")).isEqualTo(70);
        sandbox.calls().clear();

        run("invoices", RunMode.DELTA);
        assertThat(waiting("invoices")).isEqualTo(30);
        run("invoices", RunMode.DELTA);
        assertThat(waiting("invoices")).isZero();
        run("invoices", RunMode.DELTA);

        assertThat(details(INVOICES))
                .as("one call for each document")
                .hasSize(70)
                .doesNotHaveDuplicates();
        assertLinesEqual();
        assertThat(number("select count(*) from tds.invoices where organization_id = ?"
                        + " and (sub_total is null or detail_modified_at is distinct from source_modified_at)"))
                .isZero();
    }

    @Test
    void aChangeCostsOneCallAndBringsTheNewLinesAndNothingElse() {
        hydrateInvoices();
        String id = company.ids("invoices").get(20);
        company.edit("invoices", id, Map.of("notes", "gate 4", "reference_number", "PO-9"));
        sandbox.calls().clear();

        run("invoices", RunMode.DELTA);

        assertThat(details(INVOICES)).containsExactly(id);
        assertThat(application
                        .jdbc()
                        .sql("select notes || ' ' || reference_number from tds.invoices"
                                + " where organization_id = ? and source_id = ?")
                        .param(company.organizationId())
                        .param(id)
                        .query(String.class)
                        .single())
                .isEqualTo("gate 4 PO-9");
        run("invoices", RunMode.FULL);
        assertThat(waiting("invoices"))
                .as("a full import of unchanged rows queues nothing")
                .isZero();
        assertLinesEqual();
    }

    @Test
    void itemsComeAHundredWithACallAndBringStockPerLocation() {
        run("products", RunMode.FULL);
        run("stock", RunMode.FULL);
        sandbox.calls().clear();

        run("products", RunMode.DELTA);

        assertThat(sandbox.calls().of("/inventory/v1/itemdetails")).hasSize(2);
        assertThat(
                        number(
                                "select count(distinct item_id) from tds.stock where organization_id = ? and location_id <> ''"))
                .isPositive();
        assertThat(number("""
                        select count(*) from tds.stock as total where organization_id = ? and location_id = ''
                          and stock_on_hand is not null and stock_on_hand <> (
                            select sum(place.stock_on_hand) from tds.stock as place
                            where place.organization_id = total.organization_id and place.item_id = total.item_id
                              and place.location_id <> '')
                        """)).as("places add up to the total").isZero();

        String item = company.ids("items").stream()
                .filter(id -> !company.row("items", id)
                        .path("stock_on_hand")
                        .asString("")
                        .isEmpty())
                .findFirst()
                .orElseThrow();
        run("stock", RunMode.DELTA);
        String location = company.ids("locations").get(1);
        company.moveStock(item, location, new BigDecimal("3"));
        sandbox.calls().clear();
        run("stock", RunMode.DELTA);
        assertThat(sandbox.calls().of("/inventory/v1/itemdetails"))
                .as("one call for what moved")
                .hasSize(1)
                .first()
                .satisfies(call -> assertThat(call.query().get("item_ids")).isEqualTo(item));
        assertThat(application
                        .jdbc()
                        .sql("select stock_on_hand from tds.stock where organization_id = ? and item_id = ?"
                                + " and location_id = ?")
                        .param(company.organizationId())
                        .param(item)
                        .param(location)
                        .query(BigDecimal.class)
                        .single())
                .isEqualByComparingTo(place(item, location));
    }

    @Test
    void stockThatMovedFromOnePlaceToAnotherIsThereAfterTheNextFullImportForACallAHundredItems() {
        var mirror = new MirrorComparison(application.jdbc(), company);
        List<String> tables = List.of("products", "stock");
        for (String job : List.of("locations", "products", "stock")) {
            run(job, RunMode.FULL);
            run(job, RunMode.DELTA);
        }
        run("locations", RunMode.DELTA);
        mirror.assertComplete(tables);
        List<String> places = company.ids("locations");
        String item = company.ids("items").stream()
                .filter(id -> company.row("items", id).path("track_inventory").asBoolean(false))
                .findFirst()
                .orElseThrow();
        JsonNode row = company.row("items", item);
        company.moveStock(item, places.get(0), new BigDecimal("-2"));
        company.moveStock(item, places.get(1), new BigDecimal("2"));
        assertThat(company.row("items", item)).as("the list says nothing of it").isEqualTo(row);

        assertThat(run("stock", RunMode.DELTA).counts().written()).isZero();
        assertThat(waiting("stock")).isZero();
        RunFinished full = run("stock", RunMode.FULL);
        assertThat(full.counts().written()).isZero();
        assertThat(waiting("stock")).isEqualTo(130);
        sandbox.calls().clear();
        run("stock", RunMode.DELTA);

        assertThat(sandbox.calls().of("/inventory/v1/itemdetails")).hasSize(2);
        mirror.assertComplete(tables);
    }

    @Test
    void contactsBringTheirPersonsAndAddressesAndBillsAndOrdersTheirLines() {
        for (String job : List.of("customers", "bills", "orders")) {
            run(job, RunMode.FULL);
            run(job, RunMode.DELTA);
            assertThat(waiting(job)).isZero();
        }
        assertThat(count("tds.contact_persons")).isPositive();
        assertThat(count("tds.addresses")).isPositive();
        assertThat(number("""
                        select count(*) from tds.bills as bill where organization_id = ? and sub_total <> (
                          select sum(item_total) from tds.bill_lines as line
                          where line.organization_id = bill.organization_id and line.bill_id = bill.source_id)
                        """)).isZero();
        assertThat(count("tds.bill_lines")).isPositive();
        assertThat(count("tds.sales_order_lines")).isPositive();
    }

    @Test
    void everyTableAndEveryPartEqualsZohoOnceNothingIsWaitedFor() {
        var mirror = new MirrorComparison(application.jdbc(), company);
        JOBS.forEach(job -> run(job, RunMode.FULL));
        mirror.assertEverythingEqual();
        assertThatThrownBy(mirror::assertComplete).isInstanceOf(AssertionError.class);

        JOBS.forEach(job -> run(job, RunMode.DELTA));
        mirror.assertEverythingEqual();

        JOBS.forEach(job -> run(job, RunMode.DELTA));
        mirror.assertComplete();
        assertThat(documentsThatDoNotTie())
                .as("documents whose sums do not tie")
                .isEmpty();
        String kinds = "select count(distinct document) from reporting.document_arithmetic where organization_id = ?"
                + " and total_difference = 0 and line_taxes_difference = 0";
        assertThat(number(kinds)).as("kinds of documents whose sums are known").isEqualTo(4);
        assertThat(number(kinds + " and taxes > 0")).as("of these with taxes").isGreaterThanOrEqualTo(3);

        add("bill_line_taxes", "tax_amount", 1);
        add("sales_orders", "total", 1);
        assertThat(documentsThatDoNotTie()).containsExactlyInAnyOrder("bill", "sales order");
    }

    private List<String> documentsThatDoNotTie() {
        return application
                .jdbc()
                .sql("select document from reporting.document_arithmetic where organization_id = ? and"
                        + " (lines_difference <> 0 or taxes_difference <> 0 or line_taxes_difference <> 0"
                        + " or total_difference <> 0)")
                .param(company.organizationId())
                .query(String.class)
                .list();
    }

    @Test
    void aContactThatTurnsFromCustomerToVendorIsOneOfThemOnlyAndKeepsItsPeople() {
        run("customers", RunMode.FULL);
        run("customers", RunMode.DELTA);
        String id = company.ids("contacts").get(0);
        String person =
                "tds.contact_persons where deleted_at is null and contact_id = '" + id + "' and organization_id = ?";
        long people = number("select count(*) from " + person);
        assertThat(people).isPositive();
        assertThat(alive("customers", id)).isOne();

        company.edit("contacts", id, Map.of("contact_type", "vendor"));
        run("customers", RunMode.DELTA);

        assertThat(alive("customers", id)).isZero();
        assertThat(alive("vendors", id)).isOne();
        assertThat(number("select count(*) from " + person)).isEqualTo(people);
        assertThat(number("select count(*) from tds.vendors where detail_hash is not null and source_id = '" + id
                        + "' and organization_id = ?"))
                .as("its complete document is a vendor's")
                .isOne();
        assertThat(run("customers", RunMode.FULL).counts().written())
                .as("that is how it stays")
                .isZero();

        company.edit("contacts", id, Map.of("contact_type", "customer"));
        run("customers", RunMode.FULL);

        assertThat(alive("customers", id)).isOne();
        assertThat(alive("vendors", id)).isZero();
        assertThat(number("select count(*) from " + person)).isEqualTo(people);
    }

    @Test
    void whatChangesWithoutAModificationIsNoticedByTheNextFullImportDetailsIncluded() {
        run("invoices", RunMode.FULL);
        run("invoices", RunMode.DELTA);
        run("invoices", RunMode.DELTA);
        String id = company.ids("invoices").get(50);
        String invoice = "tds.invoices where source_id = '" + id + "' and organization_id = ?";
        BigDecimal before = decimal(company.row("invoices", id), "total");
        company.editSilently(
                "invoices",
                id,
                Map.of("status", "overdue", "balance", before, "payment_made", 0, "last_payment_date", "2031-05-06"));
        assertThat(run("invoices", RunMode.DELTA).counts().written())
                .as("a delta cannot know of it")
                .isZero();

        RunFinished full = run("invoices", RunMode.FULL);
        assertThat(full.counts().updated()).isOne();
        assertThat(number("select count(*) from " + invoice + " and status = 'overdue' and balance = total"))
                .isOne();
        run("invoices", RunMode.DELTA);

        assertThat(number("select count(*) from " + invoice + " and last_payment_date = '2031-05-06'"))
                .as("what only the document says")
                .isOne();
        assertThat(run("invoices", RunMode.FULL).counts().written()).isZero();
        new MirrorComparison(application.jdbc(), company)
                .assertEqual("invoices", "invoices", "invoice_id", row -> true, 25);
    }

    @Test
    void oneWrongValueInAnyTableOfPartsIsFound() {
        var mirror = new MirrorComparison(application.jdbc(), company);
        JOBS.forEach(job -> run(job, RunMode.FULL));
        JOBS.forEach(job -> run(job, RunMode.DELTA));
        JOBS.forEach(job -> run(job, RunMode.DELTA));
        mirror.assertComplete();
        Map<String, String> columns = Map.of(
                "invoice_lines", "item_total",
                "bill_lines", "quantity",
                "sales_order_lines", "rate",
                "credit_note_lines", "rate",
                "payment_allocations", "amount_applied",
                "composite_item_components", "quantity",
                "invoice_taxes", "tax_amount",
                "sales_order_line_taxes", "tax_amount",
                "stock", "committed_stock",
                "payments", "amount_refunded");
        columns.forEach((table, column) -> {
            add(table, column, 1);
            assertThatThrownBy(mirror::assertComplete)
                    .as("a wrong %s in %s", column, table)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining(table)
                    .hasMessageContaining(column);
            add(table, column, -1);
        });
        mirror.assertComplete();
    }

    private void add(String table, String column, int number) {
        assertThat(application
                        .jdbc()
                        .sql("""
                                update tds.%1$s set %2$s = %2$s + :number where organization_id = :organization
                                  and source_id = (select max(source_id) from tds.%1$s
                                    where organization_id = :organization and %2$s is not null)
                                """.formatted(table, column))
                        .param("number", number)
                        .param("organization", company.organizationId())
                        .update())
                .isOne();
    }

    @Test
    void aDocumentThatCannotBeHadWaitsAndHoldsUpNoOther() {
        run("invoices", RunMode.FULL);
        String broken = company.ids("invoices").get(69);
        sandbox.faults().on(INVOICES + "/" + broken).always().status(500, 1000);

        sandbox.calls().clear();
        var first = run("invoices", RunMode.DELTA);
        assertThat(first.counts().calls())
                .as("calls that came to nothing are calls")
                .isEqualTo(sandbox.calls().all().size());
        assertThat(first.documents().calls())
                .isEqualTo(39 + sandbox.calls().of(INVOICES + "/" + broken).size());
        var second = run("invoices", RunMode.DELTA);
        assertThat(waiting("invoices")).isOne();
        assertThat(first.waiting()).isEqualTo(31);
        assertThat(first.documents().asked()).isEqualTo(40);
        assertThat(first.documents().written()).isEqualTo(39);
        assertThat(first.documents().postponed()).isOne();
        assertThat(second.documents().written()).isEqualTo(30);
        assertThat(number("""
                        select count(*) from etl.run_steps as step join etl.runs as run using (run_id) where organization_id = ?
                          and (asked <> written + step.unchanged + step.quarantined + gone + postponed
                            or step.calls > run.calls)
                        """)).isZero();
        assertThat(number("select count(distinct invoice_id) from tds.invoice_lines where organization_id = ?"))
                .isEqualTo(69);

        sandbox.faults().clear();
        run("invoices", RunMode.DELTA);
        assertThat(waiting("invoices")).isZero();
        assertLinesEqual();
    }

    @Test
    void oneCallServesAllJobsThatWantTheSameDocuments() {
        run("products", RunMode.FULL);
        run("stock", RunMode.FULL);
        sandbox.calls().clear();
        run("products", RunMode.DELTA);
        assertThat(waiting("stock")).isZero();
        run("stock", RunMode.DELTA);
        assertThat(sandbox.calls().of("/inventory/v1/itemdetails")).hasSize(2);
    }

    @Test
    void aRunWhoseDocumentsDoNotAddUpFails() {
        run("invoices", RunMode.FULL);
        sandbox.faults()
                .beforeDelivery(
                        INVOICES,
                        1,
                        () -> application
                                .jdbc()
                                .sql(
                                        "insert into etl.run_steps (run_id, step, asked) select max(run_id), 'hydrate', 1 from etl.runs")
                                .update());
        RunFinished finished = application.run("invoices", company.organizationId(), RunMode.DELTA);
        assertThat(finished.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finished.cause()).contains("do not add up").contains("asked=40, written=39");
    }

    private long alive(String table, String id) {
        return number("select count(*) from tds." + table + " where deleted_at is null and source_id = '" + id
                + "' and organization_id = ?");
    }

    private void hydrateInvoices() {
        run("invoices", RunMode.FULL);
        run("invoices", RunMode.DELTA);
        run("invoices", RunMode.DELTA);
        assertThat(waiting("invoices")).isZero();
    }

    /** Every line of every invoice, and no other. */
    private void assertLinesEqual() {
        List<String> expected = new ArrayList<>();
        for (String id : company.ids("invoices")) {
            for (JsonNode line : company.detail("invoices", id).path("line_items")) {
                expected.add(id + " " + line.path("line_item_id").asString() + " "
                        + decimal(line, "quantity").stripTrailingZeros().toPlainString() + " "
                        + decimal(line, "item_total").stripTrailingZeros().toPlainString());
            }
        }
        List<String> actual = application
                .jdbc()
                .sql("select invoice_id, source_id, quantity, item_total from tds.invoice_lines"
                        + " where organization_id = ? and deleted_at is null")
                .param(company.organizationId())
                .query((row, number) -> row.getString(1) + " " + row.getString(2) + " "
                        + row.getBigDecimal(3).stripTrailingZeros().toPlainString() + " "
                        + row.getBigDecimal(4).stripTrailingZeros().toPlainString())
                .list();
        assertThat(actual).containsExactlyInAnyOrderElementsOf(expected).isNotEmpty();
    }

    private BigDecimal place(String item, String location) {
        for (JsonNode place : company.detail("items", item).path("locations")) {
            if (place.path("location_id").asString().equals(location)) {
                return decimal(place, "location_stock_on_hand");
            }
        }
        throw new AssertionError("no place " + location);
    }

    private static BigDecimal decimal(JsonNode node, String field) {
        return new BigDecimal(node.path(field).asString());
    }

    private static List<String> details(String list) {
        return sandbox.calls().all().stream()
                .filter(call -> call.path().startsWith(list + "/"))
                .map(call -> call.path().substring(list.length() + 1))
                .toList();
    }

    private RunFinished run(String job, RunMode mode) {
        RunFinished finished = application.run(job, company.organizationId(), mode);
        assertThat(finished.outcome()).as("cause: %s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        return finished;
    }

    private long waiting(String job) {
        return number("select count(*) from etl.hydration where organization_id = ? and job = '" + job + "'");
    }

    private long count(String table) {
        return number("select count(*) from " + table + " where organization_id = ?");
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
