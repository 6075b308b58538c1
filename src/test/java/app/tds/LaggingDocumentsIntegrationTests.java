package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.alarm.Finding;
import app.tds.alarm.Watch;
import app.tds.launch.LaunchRequest;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import app.tds.pipeline.WaitingDocuments;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A record waits for its document until one as new as its list row is stored; older, unknown for once, or refused is not done. */
class LaggingDocumentsIntegrationTests {

    private static final String INVOICES = "/books/v3/invoices";
    private static final String ITEMS = "/inventory/v1/itemdetails";

    private static final SettableClock clock = new SettableClock(Instant.parse("2026-03-02T09:00:00Z"));
    private static Sandbox sandbox;
    private static RunningApplication application;
    private static int next;

    private Company company;

    @BeforeAll
    static void start() {
        CompanySize size = new CompanySize(30, 5, 25, 5, 5);
        sandbox = Sandbox.start(
                SandboxSettings.tiny()
                        .withCompanies(Collections.nCopies(12, size).toArray(CompanySize[]::new)),
                clock);
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
    }

    @Test
    void aDocumentOlderThanItsListRowIsAskedForAgainLaterAndLaterUntilItIsAsNew() {
        run("invoices", RunMode.FULL);
        run("invoices", RunMode.DELTA);
        String id = company.ids("invoices").get(7);
        clock.advance(Duration.ofMinutes(10));
        company.lag("invoices", id);
        company.edit("invoices", id, Map.of("notes", "gate 4"));

        RunFinished lagging = run("invoices", RunMode.DELTA);

        assertThat(lagging.waiting()).isOne();
        assertThat(lagging.documents().asked()).isOne();
        assertThat(lagging.documents().postponed()).isOne();
        assertThat(lagging.notice())
                .startsWith("1 complete documents are still waited for: 1 are older than their list rows."
                        + " They are asked for again from " + clock.instant().plusSeconds(30) + " on. The first, " + id
                        + ": its document is of ")
                .endsWith("its list row of " + clock.instant());
        assertThat(notes(id)).isNotEqualTo("gate 4");

        clock.advance(Duration.ofSeconds(29));
        assertThat(asked(id)).as("too early").isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(asked(id)).isOne();
        clock.advance(Duration.ofSeconds(59));
        assertThat(asked(id)).as("twice as long").isZero();
        clock.advance(Duration.ofSeconds(1));
        company.catchUp();
        assertThat(asked(id)).isOne();

        assertThat(notes(id)).isEqualTo("gate 4");
        assertThat(waiting("invoices")).isZero();
        RunFinished done = run("invoices", RunMode.DELTA);
        assertThat(done.notice()).isNull();
        assertThat(done.waiting()).isZero();
    }

    @Test
    void aDocumentThatLagsForAnHourCostsFewCallsAndThenItsLinesAreThere() {
        run("invoices", RunMode.FULL);
        run("invoices", RunMode.DELTA);
        clock.advance(Duration.ofMinutes(10));
        String id = company.create("invoices");
        clock.advance(Duration.ofSeconds(1));
        company.lag("invoices", id);
        company.edit("invoices", id, Map.of("notes", "gate 4"));
        run("invoices", RunMode.DELTA);
        assertThat(lines(id)).as("of a version that is over").isZero();
        sandbox.calls().clear();

        for (int minute = 0; minute < 60; minute += 5) {
            assertThat(alarms()).as("after %s minutes", minute).isEmpty();
            clock.advance(Duration.ofMinutes(5));
            run("invoices", RunMode.DELTA);
        }
        clock.advance(Duration.ofSeconds(1));
        assertThat(alarms())
                .singleElement()
                .satisfies(
                        sentence -> assertThat(sentence)
                                .startsWith(
                                        "invoices: 1 complete documents are still waited for: 1 are older than their list rows"));
        assertThat(sandbox.calls().of(INVOICES + "/" + id)).hasSizeBetween(4, 7);
        company.catchUp();
        clock.advance(Duration.ofMinutes(64));
        run("invoices", RunMode.DELTA);

        assertThat(lines(id))
                .isEqualTo(company.detail("invoices", id).path("line_items").size());
        assertThat(waiting("invoices")).isZero();
        assertThat(alarms()).isEmpty();
    }

    @Test
    void aRecordThatItsListShowsIsNotDoneWithOnePassingNotFound() {
        run("invoices", RunMode.FULL);
        sandbox.faults().on(INVOICES + "/*").times(2 * 25).notFound();

        RunFinished blind = run("invoices", RunMode.DELTA);

        assertThat(blind.documents().gone()).isEqualTo(25);
        assertThat(blind.documents().written())
                .as("asked once more in the same run, which fetches 40")
                .isEqualTo(15);
        assertThat(blind.counts().deleted()).isZero();
        run("invoices", RunMode.DELTA);
        assertThat(waiting("invoices")).isZero();
        assertThat(number("select count(*) from tds.invoices where detail_hash is null and organization_id = ?"))
                .isZero();
    }

    @Test
    void aRecordThatItsListShowsAndZohoDoesNotKnowIsWaitedForAndSaidAndNotMarked() {
        run("invoices", RunMode.FULL);
        String id = company.ids("invoices").get(3);
        sandbox.faults().on(INVOICES + "/" + id).always().notFound();

        RunFinished first = run("invoices", RunMode.DELTA);

        assertThat(first.counts().deleted()).isZero();
        assertThat(first.notice())
                .contains("1 are of records that the source lists but does not know")
                .contains(id + ": the source does not know the record");
        assertThat(waiting("invoices")).isOne();
        assertThat(number("select count(*) from tds.invoices where deleted_at is not null and organization_id = ?"))
                .isZero();
        sandbox.faults().clear();
        clock.advance(Duration.ofMinutes(1));
        run("invoices", RunMode.DELTA);
        assertThat(waiting("invoices")).isZero();
    }

    @Test
    void aRecordThatWasDeletedAfterItWasListedWaitsUntilTheNextFullImportMarksIt() {
        run("invoices", RunMode.FULL);
        String id = company.ids("invoices").get(3);
        company.delete("invoices", id);
        sandbox.calls().clear();

        run("invoices", RunMode.DELTA);

        assertThat(sandbox.calls().of(INVOICES + "/" + id)).hasSize(2);
        assertThat(waiting("invoices")).isOne();
        run("invoices", RunMode.FULL);
        assertThat(waiting("invoices")).isZero();
        assertThat(number("select count(*) from tds.invoices where deleted_at is not null and organization_id = ?"))
                .isOne();
    }

    @Test
    void aPassingNotFoundMarksNothingAsDeletedThatIsFetchedById() {
        run("invoices", RunMode.FULL);
        String id = company.ids("invoices").get(3);
        sandbox.faults().on(INVOICES + "/" + id).notFound();

        RunFinished finished = application
                .launch(new LaunchRequest(
                        "invoices",
                        company.organizationId(),
                        RunMode.BY_ID,
                        Selection.of(List.of(id)),
                        AskedBy.person("test")))
                .join();

        assertThat(finished.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(finished.counts().deleted()).isZero();
        assertThat(finished.counts().calls()).isEqualTo(2);
        assertThat(number("select count(*) from tds.invoices where deleted_at is not null and organization_id = ?"))
                .isZero();
    }

    @Test
    void anOlderDocumentThatIsFetchedByIdIsWaitedForToo() {
        run("invoices", RunMode.FULL);
        run("invoices", RunMode.DELTA);
        String id = company.ids("invoices").get(3);
        clock.advance(Duration.ofMinutes(10));
        company.lag("invoices", id);
        company.edit("invoices", id, Map.of("notes", "gate 5"));
        run("invoices", RunMode.FULL);
        application.jdbc().sql("delete from etl.hydration").update();

        RunFinished finished = application
                .launch(new LaunchRequest(
                        "invoices",
                        company.organizationId(),
                        RunMode.BY_ID,
                        Selection.of(List.of(id)),
                        AskedBy.person("test")))
                .join();

        assertThat(finished.notice()).contains("1 are older than their list rows");
        assertThat(waiting("invoices")).isOne();
    }

    @Test
    void theNightlyRunQueuesWhatNobodyWaitsForAndSaysSo() {
        run("invoices", RunMode.FULL);
        run("invoices", RunMode.DELTA);
        application
                .jdbc()
                .sql("""
                        update tds.invoices set detail_modified_at = source_modified_at - interval '1 second'
                        where organization_id = ? and source_id = any(?)
                        """)
                .param(company.organizationId())
                .param(company.ids("invoices").subList(4, 7).toArray(String[]::new))
                .update();

        RunFinished nightly = run("invoices", RunMode.FULL);

        assertThat(nightly.notice())
                .isEqualTo(
                        "3 complete documents of invoices were missing or older than their list rows, and nobody waited"
                                + " for them. They are queued now. The first is of record "
                                + company.ids("invoices").get(4) + ".");
        assertThat(application
                        .jdbc()
                        .sql("select asked || ' ' || postponed from etl.run_steps where run_id = ? and step = 'check'")
                        .param(nightly.run().id())
                        .query(String.class)
                        .single())
                .isEqualTo("3 3");
        assertThat(waiting("invoices")).isEqualTo(3);
        assertThat(alarms())
                .containsExactly(
                        "In the last day, 3 complete documents of invoices were missing or older than their list"
                                + " rows, and nobody waited for them.");
        assertThat(run("invoices", RunMode.FULL).notice()).as("it is mended").isNull();
    }

    @Test
    void aPersonCanGiveADocumentUpUntilItsRecordChangesAgain() {
        run("invoices", RunMode.FULL);
        String id = company.ids("invoices").get(3);
        sandbox.faults().on(INVOICES + "/" + id).always().status(500, 1000);
        run("invoices", RunMode.DELTA);
        var documents = application.bean(WaitingDocuments.class);
        assertThat(documents.inVain(List.of("invoices"), 9))
                .filteredOn(one -> one.organizationId().equals(company.organizationId()))
                .singleElement()
                .satisfies(one -> assertThat(one.sourceId() + one.cause()).startsWith(id + "GET books/invoices/" + id));

        assertThat(documents.giveUp(company.organizationId(), "invoices", List.of(id, "1"), "test"))
                .isOne();

        assertThat(waiting("invoices")).isZero();
        assertThat(run("invoices", RunMode.FULL).notice()).isNull();
        assertThat(waiting("invoices")).isZero();
        clock.advance(Duration.ofMinutes(10));
        company.edit("invoices", id, Map.of("notes", "changed"));
        run("invoices", RunMode.DELTA);
        assertThat(waiting("invoices")).isOne();
    }

    @Test
    void threePoisonedItemsKeepNoneOfAHundredFromBeingHadAndStopNoOtherJob() {
        run("products", RunMode.FULL);
        List<String> poisoned = List.of(
                company.ids("items").get(2),
                company.ids("items").get(11),
                company.ids("items").get(29));
        poisoned.forEach(id -> {
            sandbox.faults().onQuery(ITEMS, id).always().status(500, 1000);
            sandbox.faults().on("/inventory/v1/items/" + id).always().status(500, 1000);
        });

        RunFinished first = run("products", RunMode.DELTA);
        clock.advance(Duration.ofMinutes(1));
        RunFinished second = run("products", RunMode.DELTA);

        assertThat(first.notice()).contains("could not be had").contains("code 1000");
        assertThat(second.notice())
                .startsWith(
                        "3 complete documents are still waited for: 3 could not be had. They are asked for again from ");
        assertThat(waiting("products")).isEqualTo(3);
        sandbox.calls().clear();
        clock.advance(Duration.ofMinutes(3));
        run("products", RunMode.DELTA);
        assertThat(sandbox.calls().of(ITEMS)).as("not yet").isEmpty();
        clock.advance(Duration.ofMinutes(1));
        run("products", RunMode.DELTA);
        assertThat(sandbox.calls().of(ITEMS)).as("alone, not with others").isEmpty();
        assertThat(waiting("products")).isEqualTo(3);
        run("customers", RunMode.FULL);
        run("stock", RunMode.FULL);
    }

    @Test
    void threeInvoicesThatAlwaysAnswerWithAnErrorStopNoOtherJobAndAreNamedInTheRun() {
        run("invoices", RunMode.FULL);
        List<String> poisoned = company.ids("invoices").subList(0, 3);
        poisoned.forEach(id -> sandbox.faults().on(INVOICES + "/" + id).always().status(500, 1000));

        for (int delta = 0; delta < 12; delta++) {
            RunFinished invoices = run("invoices", RunMode.DELTA);
            assertThat(invoices.notice()).contains("3 complete documents are still waited for: 3 could not be had");
            run("payments", RunMode.DELTA);
            run("creditnotes", RunMode.DELTA);
            clock.advance(Duration.ofMinutes(5));
        }

        assertThat(number("select count(*) from tds.invoices where detail_hash is null and organization_id = ?"))
                .isEqualTo(3);
        assertThat(sandbox.calls().of(INVOICES + "/" + poisoned.get(0)).size())
                .as("four attempts each time, later and later")
                .isBetween(16, 28);
        sandbox.faults().clear();
        clock.advance(Duration.ofHours(6));
        assertThat(run("invoices", RunMode.DELTA).notice()).isNull();
        assertThat(waiting("invoices")).isZero();
    }

    private RunFinished run(String job, RunMode mode) {
        RunFinished finished = application
                .launch(new LaunchRequest(job, company.organizationId(), mode, AskedBy.SCHEDULE))
                .join();
        assertThat(finished.outcome()).as("cause: %s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        return finished;
    }

    private List<String> alarms() {
        return application.beans(Watch.class).stream()
                .flatMap(watch -> watch.look().stream())
                .filter(finding -> finding.organizationId().equals(company.organizationId()))
                .filter(finding -> finding.kind().startsWith("documents"))
                .map(Finding::sentence)
                .toList();
    }

    /** How often a delta asks for the document. */
    private int asked(String id) {
        sandbox.calls().clear();
        run("invoices", RunMode.DELTA);
        return sandbox.calls().of(INVOICES + "/" + id).size();
    }

    private String notes(String id) {
        return application
                .jdbc()
                .sql("select coalesce(notes, '') from tds.invoices where organization_id = ? and source_id = ?")
                .param(company.organizationId())
                .param(id)
                .query(String.class)
                .single();
    }

    private long lines(String id) {
        return number("select count(*) from tds.invoice_lines where invoice_id = '" + id + "' and organization_id = ?");
    }

    private long waiting(String job) {
        return number("select count(*) from etl.hydration where organization_id = ? and job = '" + job + "'");
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
