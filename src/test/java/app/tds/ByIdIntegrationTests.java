package app.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.launch.LaunchRefused;
import app.tds.launch.LaunchRequest;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import app.tds.sandbox.Call;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs for records that are named: each document for one call, what is gone is marked, and nothing else is touched. */
class ByIdIntegrationTests {

    private static final String INVOICES = "/books/v3/invoices";
    private static final String ITEM = "/inventory/v1/items";
    private static final String BULK = "/inventory/v1/itemdetails";

    private static final SettableClock clock = new SettableClock(Instant.parse("2026-03-10T06:00:00Z"));

    private static Sandbox sandbox;
    private static RunningApplication application;
    private static int next;

    private Company company;

    @BeforeAll
    static void start() {
        CompanySize[] sizes = new CompanySize[15];
        Arrays.fill(sizes, new CompanySize(250, 10, 40, 5, 5));
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(sizes), clock);
        application = RunningApplication.start(sandbox, TestDatabase.create(), clock);
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
        sandbox.calls().clear();
    }

    @Test
    void twoHundredAndFiftyItemsCostThreeCalls() {
        List<String> ids = new ArrayList<>(company.ids("items"));
        ids.addAll(company.ids("items").subList(0, 30));
        Collections.shuffle(ids, new java.util.Random(1));

        RunFinished run = completed("products", ids);

        assertThat(sandbox.calls().of(BULK)).hasSize(3);
        assertThat(sandbox.calls().count()).isEqualTo(3);
        assertThat(run.counts().calls()).isEqualTo(3);
        assertThat(run.counts().read()).isEqualTo(250);
        assertThat(run.counts().inserted()).isEqualTo(250);
        assertThat(rows("select source_id from tds.products where organization_id = ? and detail_hash is not null"))
                .containsExactlyInAnyOrderElementsOf(company.ids("items"));
        assertThat(run.run().selection().ids()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aPoisonedItemKeepsNoOtherFromBeingFetchedById() {
        List<String> ids = company.ids("items").subList(0, 30);
        String poisoned = ids.get(7);
        sandbox.faults().onQuery(BULK, poisoned).always().status(500, 1000);
        sandbox.faults().on(ITEM + "/" + poisoned).always().status(500, 1000);

        RunFinished run = ask("products", ids);

        assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(run.cause())
                .startsWith(
                        "1 of the 30 products asked for could not be had, asking again goes on with them: " + poisoned);
        assertThat(run.counts().inserted()).isEqualTo(29);
        assertThat(rows("select unnest(ids_left) from etl.runs where organization_id = ?"))
                .containsExactly(poisoned);
    }

    @Test
    void aProductThatIsGoneTakesItsStockAndWhatItConsistsOfAlongAtOnce() {
        for (String job : List.of("locations", "products", "stock", "composites")) {
            run(job, RunMode.FULL);
            run(job, RunMode.DELTA);
        }
        String id = company.ids("compositeitems").get(0);
        Map<String, String> shows = Map.of(
                "products", "source_id",
                "stock", "item_id",
                "composite_items", "source_id",
                "composite_item_components", "composite_item_id");
        shows.forEach((table, column) ->
                assertThat(alive(table, column, id)).as("rows of tds.%s", table).isNotEmpty());
        company.delete("items", id);

        RunFinished gone = completed("products", List.of(id));

        assertThat(gone.counts().deleted()).isOne();
        shows.forEach((table, column) ->
                assertThat(alive(table, column, id)).as("rows of tds.%s", table).isEmpty());
        assertThat(rows("select source_id from etl.hydration where organization_id = ?"))
                .doesNotContain(id);
        assertThat(rows("select source_id from tds.stock where organization_id = ? and deleted_at is not null"
                        + " and item_id <> '" + id + "'"))
                .isEmpty();
        run("composites", RunMode.FULL);
    }

    private List<String> alive(String table, String column, String id) {
        return rows("select source_id from tds." + table + " where organization_id = ? and deleted_at is null and "
                + column + " = '" + id + "'");
    }

    @Test
    void threeInvoicesCostThreeCallsBringTheirLinesAndLeaveTheQueue() {
        run("invoices", RunMode.FULL);
        List<String> ids = company.ids("invoices").subList(4, 7);
        ids.forEach(id -> company.edit("invoices", id, Map.of("notes", "asked for " + id)));
        String watermark = watermark();
        sandbox.calls().clear();

        RunFinished run = completed("invoices", ids);

        assertThat(paths()).containsExactlyInAnyOrderElementsOf(addresses(INVOICES, ids));
        assertThat(run.counts().updated()).isEqualTo(3);
        assertThat(run.counts().pages()).isZero();
        assertThat(rows("select notes from tds.invoices where organization_id = ? and notes like 'asked for %'"))
                .containsExactlyInAnyOrderElementsOf(
                        ids.stream().map(id -> "asked for " + id).toList());
        assertThat(rows("select distinct invoice_id from tds.invoice_lines where organization_id = ?"))
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(rows("select source_id from etl.hydration where organization_id = ? and job = 'invoices'"))
                .hasSize(37)
                .doesNotContainAnyElementsOf(ids);
        assertThat(watermark()).as("not everything was seen").isEqualTo(watermark);
        assertThat(payloads(ids)).isEqualTo(6);

        assertThat(completed("invoices", ids).counts().unchanged()).isEqualTo(3);
    }

    @Test
    void whatZohoDeletedIsMarkedOnItsOwnWordAndComesBackWhenItIsThereAgain() {
        run("products", RunMode.FULL);
        List<String> ids = company.ids("items").subList(0, 120);
        List<String> gone = List.copyOf(ids.subList(40, 43));
        gone.forEach(id -> company.delete("items", id));
        sandbox.calls().clear();

        RunFinished run = completed("products", ids);

        assertThat(run.counts().read()).isEqualTo(117);
        assertThat(run.counts().deleted()).isEqualTo(3);
        assertThat(paths()).filteredOn(BULK::equals).hasSize(2);
        assertThat(paths())
                .filteredOn(path -> !path.equals(BULK))
                .containsExactlyInAnyOrderElementsOf(addresses(ITEM, gone));
        assertThat(deleted("products")).containsExactlyInAnyOrderElementsOf(gone);
        assertThat(rows("select source_id from etl.hydration where organization_id = ? and job = 'products'"))
                .hasSize(130);

        String alive = ids.get(0);
        mark("products", alive);
        assertThat(completed("products", List.of(alive)).counts().updated()).isOne();
        assertThat(deleted("products")).containsExactlyInAnyOrderElementsOf(gone);
    }

    @Test
    void aBulkAnswerThatLeavesOneOutIsNoProof() {
        List<String> ids = company.ids("items").subList(0, 3);
        run("products", RunMode.FULL);
        sandbox.calls().clear();
        sandbox.faults().on(BULK).status(404, 1002);

        RunFinished run = completed("products", ids);

        assertThat(paths()).hasSize(4).containsAll(addresses(ITEM, ids));
        assertThat(run.counts().updated()).isEqualTo(3);
        assertThat(deleted("products")).isEmpty();
    }

    @Test
    void anIdThatNeverWasMarksNothing() {
        run("invoices", RunMode.FULL);
        RunFinished run =
                completed("invoices", List.of("1", company.ids("invoices").get(0)));

        assertThat(run.counts().read()).isOne();
        assertThat(run.counts().deleted()).isZero();
        assertThat(rows("select source_id from tds.invoices where organization_id = ?"))
                .hasSize(40);
        assertThat(deleted("invoices")).isEmpty();
    }

    @Test
    void oneThatCannotBeHadFailsTheRunByNameAndTheOthersLand() {
        List<String> ids = company.ids("invoices").subList(0, 30);
        String broken = ids.get(11);
        sandbox.faults().on(INVOICES + "/" + broken).always().status(500, 1000);

        RunFinished failed = ask("invoices", ids);

        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failed.cause())
                .startsWith("1 of the 30 invoices asked for could not be had")
                .contains(": " + broken + ". ")
                .contains("Zoho answered 500");
        assertThat(rows("select source_id from tds.invoices where organization_id = ?"))
                .hasSize(29)
                .doesNotContain(broken);

        sandbox.faults().clear();
        sandbox.calls().clear();
        List<String> reversed = new ArrayList<>(ids);
        Collections.reverse(reversed);
        RunFinished again = completed("invoices", reversed);

        assertThat(again.run().id())
                .as("the same was asked")
                .isEqualTo(failed.run().id());
        assertThat(paths()).containsExactly(INVOICES + "/" + broken);
        assertThat(again.counts().read()).isEqualTo(30);
        assertThat(rows("select source_id from tds.invoices where organization_id = ?"))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void oneThatZohoRefusesHoldsUpNoOther() {
        List<String> ids = company.ids("invoices").subList(0, 3);
        sandbox.faults().on(INVOICES + "/" + ids.get(0)).always().status(400, 2);

        assertThat(ask("invoices", ids).cause()).contains("1 of the 3 invoices", ids.get(0), "code 2");
        assertThat(rows("select source_id from tds.invoices where organization_id = ?"))
                .containsExactlyInAnyOrder(ids.get(1), ids.get(2));
    }

    @Test
    void aDocumentThatCannotBeUsedIsPutAsideAndCounted() {
        List<String> ids = company.ids("invoices").subList(0, 3);
        company.edit("invoices", ids.get(1), Map.of("total", "much"));

        RunFinished run = completed("invoices", ids);

        assertThat(run.counts().read()).isEqualTo(3);
        assertThat(run.counts().quarantined()).isOne();
        assertThat(run.counts().inserted()).isEqualTo(2);
        assertThat(rows("select source_id from etl.quarantine where organization_id = ?"))
                .containsExactly(ids.get(1));
    }

    @Test
    void aRunThatIsLockedOutParksAndGoesOnWithTheRest() {
        List<String> ids = company.ids("invoices").subList(0, 25);
        // The second commit begins with the 21st.
        sandbox.faults().on(INVOICES + "/" + sorted(ids).get(20)).status(429, 44, Duration.ofMinutes(30));

        RunFinished parked = ask("invoices", ids);

        assertThat(parked.outcome()).isEqualTo(Outcome.PARKED);
        assertThat(rows("select source_id from tds.invoices where organization_id = ?"))
                .containsAll(sorted(ids).subList(0, 20));
        assertThat(rows("select unnest(ids_left) from etl.runs where organization_id = ?"))
                .contains(sorted(ids).get(20))
                .hasSizeLessThanOrEqualTo(5);
        assertThatThrownBy(() -> ask("invoices", ids))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("goes on by itself");

        clock.advance(Duration.ofMinutes(31));
        sandbox.calls().clear();
        RunFinished again = completed("invoices", ids);
        assertThat(again.run().id()).isEqualTo(parked.run().id());
        assertThat(again.counts().read()).isEqualTo(25);
        assertThat(paths())
                .doesNotContainAnyElementsOf(addresses(INVOICES, sorted(ids).subList(0, 20)));
        assertThat(rows("select source_id from tds.invoices where organization_id = ?"))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void whenCallsRunShortWebhooksStillGoAndOthersWaitLikeADelta() {
        application
                .jdbc()
                .sql("insert into etl.budgets (organization_id, calls_per_day, remaining, resets_at)"
                        + " values (?, 1000, 120, ?)")
                .param(company.organizationId())
                .param(Timestamp.from(clock.instant().plusSeconds(3600)))
                .update();
        List<String> ids = company.ids("invoices");

        RunFinished parked = ask("invoices", List.of(ids.get(0)));
        assertThat(parked.outcome()).isEqualTo(Outcome.PARKED);
        assertThat(parked.cause()).contains("not for DELTA");
        assertThat(sandbox.calls().count()).isZero();

        assertThat(ask("invoices", List.of(ids.get(1)), AskedBy.WEBHOOK).outcome())
                .isEqualTo(Outcome.COMPLETED);
        assertThat(paths()).containsExactly(INVOICES + "/" + ids.get(1));
    }

    @Test
    void whatWebhooksNameBeyondTheirShareOfTheDaysCallsWaitsForADelta() {
        run("invoices", RunMode.DELTA);
        List<String> ids = company.ids("invoices").subList(0, 2);
        ids.forEach(id -> company.edit("invoices", id, Map.of("notes", "said")));
        assertThat(ask("invoices", ids.subList(0, 1), AskedBy.WEBHOOK).counts().calls())
                .isOne();
        application
                .jdbc()
                .sql("insert into etl.budgets (organization_id, calls_per_day, remaining, resets_at)"
                        + " values (?, 1000, 900, ?)")
                .param(company.organizationId())
                .param(Timestamp.from(clock.instant().plusSeconds(3600)))
                .update();
        assertThat(application
                        .jdbc()
                        .sql("update etl.runs set calls = 300 where organization_id = ? and asked_by = ?")
                        .params(company.organizationId(), AskedBy.WEBHOOK.name())
                        .update())
                .isOne();
        sandbox.calls().clear();

        assertThat(ask("invoices", ids.subList(1, 2), AskedBy.WEBHOOK).outcome())
                .isEqualTo(Outcome.COMPLETED);

        assertThat(sandbox.calls().count()).isZero();
        assertThat(rows("select source_id from etl.hydration where organization_id = ? and job = 'invoices'"))
                .containsExactly(ids.get(1));
        run("invoices", RunMode.DELTA);
        assertThat(rows("select source_id from tds.invoices where organization_id = ? and notes = 'said'"))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void aGoneProcessLeavesARunThatOnlyTheSameRequestTakesOver() {
        List<String> ids = company.ids("invoices").subList(0, 3);
        long orphan = application
                .jdbc()
                .sql("""
                        insert into etl.runs (job, organization_id, mode, ids, ids_left, asked_by, asked_at, until, node_id,
                          started_at)
                        select 'invoices', ?, 'BY_ID', ?, ?, 'test', now, now, 4711, now from (values (?::timestamptz)) as asked (now)
                        returning run_id
                        """)
                .param(company.organizationId())
                .param(sorted(ids).toArray(String[]::new))
                .param(new String[] {sorted(ids).get(2)})
                .param(Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();

        assertThat(ask("invoices", ids.subList(0, 2)).run().id()).isNotEqualTo(orphan);
        assertThat(rows("select outcome || ' ' || cause from etl.runs where organization_id = ? order by run_id"))
                .first()
                .isEqualTo("STOPPED The process that executed the run is gone. The run goes on by itself.");

        sandbox.calls().clear();
        assertThat(ask("invoices", ids).run().id()).isEqualTo(orphan);
        assertThat(paths())
                .as("the others were done")
                .containsExactly(INVOICES + "/" + sorted(ids).get(2));
    }

    @Test
    void whatCannotBeDoneIsRefusedInWords() {
        refused("invoices", List.of(), "needs at least one id");
        refused("invoices", List.of("1", "2/void"), "\"2/void\" is not an id");
        refused("invoices", List.of("1,2"), "\"1,2\" is not an id");
        refused(
                "invoices",
                IntStream.range(0, Selection.MOST_IDS + 1)
                        .mapToObj(String::valueOf)
                        .toList(),
                "takes at most 1000 ids, and these are 1001");
        assertThat(sandbox.calls().count()).isZero();
        assertThat(rows("select job from etl.runs where organization_id = ?")).isEmpty();
    }

    private void refused(String job, List<String> ids, String words) {
        assertThatThrownBy(() -> ask(job, ids))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining(words);
    }

    private RunFinished completed(String job, List<String> ids) {
        RunFinished finished = ask(job, ids);
        assertThat(finished.outcome()).as("cause: %s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(finished.counts().addUp()).isTrue();
        assertThat(rows("select unnest(ids_left) from etl.runs where organization_id = ?"))
                .isEmpty();
        return finished;
    }

    private RunFinished ask(String job, List<String> ids) {
        return ask(job, ids, AskedBy.person("test"));
    }

    private RunFinished ask(String job, List<String> ids, AskedBy askedBy) {
        return application
                .launch(new LaunchRequest(job, company.organizationId(), RunMode.BY_ID, Selection.of(ids), askedBy))
                .join();
    }

    private void run(String job, RunMode mode) {
        assertThat(application.run(job, company.organizationId(), mode).outcome())
                .isEqualTo(Outcome.COMPLETED);
    }

    private static List<String> sorted(List<String> ids) {
        return ids.stream().sorted().toList();
    }

    private static List<String> addresses(String list, List<String> ids) {
        return ids.stream().map(id -> list + "/" + id).toList();
    }

    private static List<String> paths() {
        return sandbox.calls().all().stream().map(Call::path).toList();
    }

    private String watermark() {
        return rows("select seen_until::text from etl.watermarks where organization_id = ?")
                .get(0);
    }

    private List<String> deleted(String table) {
        return rows("select source_id from tds." + table + " where organization_id = ? and deleted_at is not null");
    }

    private void mark(String table, String id) {
        application
                .jdbc()
                .sql("update tds." + table + " set deleted_at = now() where organization_id = ? and source_id = ?")
                .param(company.organizationId())
                .param(id)
                .update();
    }

    private long payloads(List<String> ids) {
        return application
                .jdbc()
                .sql("select count(*) from etl.payloads where organization_id = ? and source_id = any(?)")
                .param(company.organizationId())
                .param(ids.toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    private List<String> rows(String sql) {
        return application
                .jdbc()
                .sql(sql)
                .param(company.organizationId())
                .query(String.class)
                .list();
    }
}
