package app.tds.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.MirrorComparison;
import app.tds.RunningApplication;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.alarm.Finding;
import app.tds.alarm.Watch;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Who knows the secret can tell of versions that do not exist: each is provisional until Zoho itself shows one as new. */
class ForgedDeliveriesIntegrationTests {

    private static final SettableClock clock = new SettableClock(Instant.parse("2026-03-02T09:00:00Z"));
    private static Sandbox sandbox;
    private static RunningApplication application;
    private static SignedDeliveries deliveries;
    private static int next;

    private Company company;

    @BeforeAll
    static void start() {
        CompanySize[] sizes = new CompanySize[14];
        Arrays.fill(sizes, new CompanySize(8, 6, 6, 6, 6));
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(sizes), clock);
        application = RunningApplication.start(sandbox, TestDatabase.create(), clock);
        deliveries = new SignedDeliveries(application, clock);
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
        clock.advance(Duration.ofMinutes(10));
    }

    @Test
    void aDeliveryFromTheFutureOnlySaysThatSomethingHasHappened() {
        imported("invoices", "invoices");
        String id = company.ids("invoices").get(0);

        come("invoices", forged("invoices", id, Instant.parse("2099-01-01T00:00:00Z")));

        assertThat(documents()).containsExactly("/books/v3/invoices/" + id);
        assertThat(notes("invoices", id)).isNotEqualTo("forged");
        assertThat(rows("select source_id from etl.provisional where organization_id = ?"))
                .isEmpty();
        new MirrorComparison(application.jdbc(), company).assertComplete(Set.of("invoices"));
    }

    @Test
    void aForgedDeliveryStaysForAnHourAndThenWhatZohoAnswersWinsForOneCall() {
        imported("invoices", "invoices");
        String id = company.ids("invoices").get(0);
        Instant claimed = clock.instant();
        come("invoices", forged("invoices", id, claimed));
        assertThat(notes("invoices", id)).isEqualTo("forged");

        clock.advance(Duration.ofMinutes(50));
        run("invoices", RunMode.DELTA);
        run("invoices", RunMode.FULL);
        assertThat(documents()).as("a copy may lag").isEmpty();
        assertThat(notes("invoices", id)).isEqualTo("forged");

        clock.advance(Duration.ofMinutes(11));
        RunFinished decided = run("invoices", RunMode.DELTA);

        assertThat(documents()).containsExactly("/books/v3/invoices/" + id);
        assertThat(decided.notice())
                .isEqualTo("1 delivered versions were not the source's: its own have taken their place. The first is of"
                        + " record " + id + ". If nobody here sent these webhooks, change the webhook secret.");
        assertThat(rows("select source_id || ' ' || (modified_at > source_modified_at) from etl.refuted_deliveries"
                        + " where organization_id = ?"))
                .containsExactly(id + " true");
        assertThat(rows("select source_id from etl.provisional where organization_id = ?"))
                .isEmpty();
        assertThat(waiting()).isEmpty();
        assertThat(application.beans(Watch.class).stream()
                        .flatMap(watch -> watch.look().stream())
                        .filter(finding -> finding.organizationId().equals(company.organizationId()))
                        .map(Finding::sentence))
                .contains(
                        "In the last day, webhooks told of 1 versions of invoices that the source does not know, such as"
                                + " of record " + id + ". Its own versions have taken their place.");
        new MirrorComparison(application.jdbc(), company).assertComplete(Set.of("invoices"));
        sandbox.calls().clear();
        clock.advance(Duration.ofHours(2));
        run("invoices", RunMode.DELTA);
        run("invoices", RunMode.FULL);
        run("invoices", RunMode.DELTA);
        assertThat(documents()).as("that was all").isEmpty();
    }

    @Test
    void nothingIsVerifiedFurtherWhileAForgedVersionIsTakenForTheNewest() {
        run("invoices", RunMode.FULL);
        run("invoices", RunMode.DELTA);
        clock.advance(Duration.ofMinutes(1));
        run("invoices", RunMode.DELTA);
        Instant before = verified();
        String id = company.ids("invoices").get(0);
        // Four minutes in the future: as far as two clocks may be apart.
        come("invoices", forged("invoices", id, clock.instant().plus(Duration.ofMinutes(4))));
        assertThat(notes("invoices", id)).isEqualTo("forged");

        for (int i = 0; i < 6; i++) {
            clock.advance(Duration.ofMinutes(9));
            run("invoices", i == 3 ? RunMode.FULL : RunMode.DELTA);
            run("invoices", RunMode.VERIFY);
            assertThat(verified()).isEqualTo(before);
        }
        clock.advance(Duration.ofMinutes(11));
        run("invoices", RunMode.DELTA);
        clock.advance(Duration.ofMinutes(1));
        RunFinished after = run("invoices", RunMode.DELTA);

        new MirrorComparison(application.jdbc(), company).assertComplete(Set.of("invoices"));
        assertThat(verified()).isEqualTo(after.run().until());
        assertThat(rows("select field from etl.differences where organization_id = ? and repaired_at is null"))
                .isEmpty();
    }

    private Instant verified() {
        return application
                .jdbc()
                .sql("select verified_through from etl.job_state where organization_id = ? and job = 'invoices'")
                .param(company.organizationId())
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .single();
    }

    /** The document of a contact does not say the phone. The list says it once, while a forged version is in its way. */
    @Test
    void whatOnlyTheListSaysIsNotLostBehindAForgedVersion() {
        imported("contacts", "customers");
        String id = rows("select source_id from tds.customers where organization_id = ? and deleted_at is null"
                        + " order by source_id")
                .get(0);
        company.edit("contacts", id, Map.of("phone", "+964 770 000 1008"));
        clock.advance(Duration.ofMinutes(1));
        come("customers", "{\"contact\":" + document("contacts", id, clock.instant()) + "}");
        clock.advance(Duration.ofMinutes(61));

        run("customers", RunMode.DELTA);

        assertThat(rows("select phone from tds.customers where organization_id = ? and source_id = '" + id + "'"))
                .containsExactly("+964 770 000 1008");
        assertThat(rows("select field from etl.differences where organization_id = ?"))
                .isEmpty();
        new MirrorComparison(application.jdbc(), company).assertComplete(Set.of("customers", "vendors"));
    }

    @Test
    void aGenuineEditEndsAForgedVersionAtOnce() {
        imported("invoices", "invoices");
        String id = company.ids("invoices").get(0);
        come("invoices", forged("invoices", id, clock.instant()));
        clock.advance(Duration.ofMinutes(5));
        company.edit("invoices", id, Map.of("notes", "genuine"));

        run("invoices", RunMode.DELTA);

        assertThat(notes("invoices", id)).isEqualTo("genuine");
        assertThat(rows("select source_id from etl.provisional where organization_id = ?"))
                .isEmpty();
        new MirrorComparison(application.jdbc(), company).assertComplete(Set.of("invoices"));
    }

    @Test
    void aDocumentOlderThanWhatTheListHasShownSinceDecidesNothing() {
        imported("invoices", "invoices");
        String id = company.ids("invoices").get(0);
        come("invoices", forged("invoices", id, clock.instant().plus(Duration.ofMinutes(4))));
        clock.advance(Duration.ofMinutes(1));
        company.lag("invoices", id);
        company.edit("invoices", id, Map.of("notes", "genuine"));
        run("invoices", RunMode.DELTA);
        assertThat(notes("invoices", id))
                .as("the forged version claims to be newer")
                .isEqualTo("forged");

        clock.advance(Duration.ofMinutes(61));
        run("invoices", RunMode.DELTA);
        assertThat(notes("invoices", id)).isNotIn("forged", "genuine");
        assertThat(waiting()).as("the document lags behind its list row").containsExactly(id);
        assertThat(rows("select source_id from etl.provisional where organization_id = ?"))
                .containsExactly(id);

        company.catchUp();
        clock.advance(Duration.ofMinutes(1));
        run("invoices", RunMode.DELTA);
        assertThat(notes("invoices", id)).isEqualTo("genuine");
        assertThat(waiting()).isEmpty();
        assertThat(rows("select source_id from etl.provisional where organization_id = ?"))
                .isEmpty();
        new MirrorComparison(application.jdbc(), company).assertComplete(Set.of("invoices"));
    }

    @Test
    void aRecordThatOnlyAForgedDeliveryKnowsIsMarkedAnHourLater() {
        imported("invoices", "invoices");
        String id = company.ids("invoices").get(0);
        String body =
                forged("invoices", id, clock.instant()).replace("\"invoice_id\":\"" + id, "\"invoice_id\":\"4711");
        come("invoices", body);
        assertThat(notes("invoices", "4711")).isEqualTo("forged");

        clock.advance(Duration.ofMinutes(61));
        RunFinished decided = run("invoices", RunMode.DELTA);

        assertThat(decided.counts().deleted()).isOne();
        assertThat(rows("select source_id from tds.invoices where organization_id = ? and deleted_at is not null"))
                .containsExactly("4711");
        assertThat(rows("select source_id from etl.refuted_deliveries where organization_id = ?"
                        + " and source_modified_at is null"))
                .containsExactly("4711");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void aForgedTurnFromCustomerToVendorIsUndoneWithItsPeople() {
        imported("contacts", "customers");
        String id = rows("select source_id from tds.customers where organization_id = ? and deleted_at is null"
                        + " order by source_id")
                .get(0);
        ObjectNode document = document("contacts", id, clock.instant());
        document.put("contact_type", "vendor").put("vendor_name", "forged");
        come("customers", "{\"contact\":" + document + "}");
        assertThat(rows("select source_id from tds.vendors where organization_id = ? and deleted_at is null"))
                .contains(id);

        clock.advance(Duration.ofMinutes(61));
        run("customers", RunMode.DELTA);

        assertThat(rows("select source_id from tds.vendors where organization_id = ? and deleted_at is null"))
                .doesNotContain(id);
        new MirrorComparison(application.jdbc(), company).assertComplete(Set.of("customers", "vendors"));
    }

    @Test
    void aGenuineDeliveryIsConfirmedByTheNextDeltaWithoutAnotherCall() {
        imported("invoices", "invoices");
        String id = company.ids("invoices").get(0);
        company.edit("invoices", id, Map.of("notes", "genuine"));
        come("invoices", "{\"invoice\":" + company.detail("invoices", id) + "}");
        assertThat(rows("select source_id from etl.provisional where organization_id = ?"))
                .containsExactly(id);

        clock.advance(Duration.ofMinutes(5));
        run("invoices", RunMode.DELTA);

        assertThat(rows("select source_id from etl.provisional where organization_id = ?"))
                .isEmpty();
        clock.advance(Duration.ofMinutes(61));
        run("invoices", RunMode.DELTA);
        assertThat(documents()).isEmpty();
        assertThat(rows("select source_id from etl.refuted_deliveries where organization_id = ?"))
                .isEmpty();
        new MirrorComparison(application.jdbc(), company).assertComplete(Set.of("invoices"));
    }

    @Test
    void aLaggingCopyDoesNotUndoAGenuineDelivery() {
        imported("invoices", "invoices");
        String id = company.ids("invoices").get(0);
        company.lag("invoices", id);
        company.edit("invoices", id, Map.of("notes", "genuine"));
        come("invoices", "{\"invoice\":" + company.detail("invoices", id) + "}");
        clock.advance(Duration.ofMinutes(30));

        fetch("invoices", List.of(id));
        assertThat(notes("invoices", id)).isEqualTo("genuine");
        run("invoices", RunMode.DELTA);
        clock.advance(Duration.ofHours(2));
        run("invoices", RunMode.DELTA);

        assertThat(notes("invoices", id)).as("its list row has confirmed it").isEqualTo("genuine");
        company.catchUp();
        new MirrorComparison(application.jdbc(), company).assertComplete(Set.of("invoices"));
    }

    @Test
    void whatADeliveryClaimsAndNoDocumentShowsYetIsAskedForAgainForAnHour() {
        imported("invoices", "invoices");
        String id = company.ids("invoices").get(0);
        company.lag("invoices", id);
        company.edit("invoices", id, Map.of("notes", "genuine"));
        come(
                "invoices",
                "{\"invoice\":{\"invoice_id\":\"" + id + "\",\"last_modified_time\":"
                        + company.detail("invoices", id).path("last_modified_time") + "}}");
        assertThat(documents()).hasSize(1);
        assertThat(waiting()).containsExactly(id);

        company.catchUp();
        clock.advance(Duration.ofMinutes(1));
        run("invoices", RunMode.DELTA);
        assertThat(notes("invoices", id)).isEqualTo("genuine");
        assertThat(waiting()).isEmpty();

        String other = company.ids("invoices").get(1);
        come(
                "invoices",
                "{\"invoice\":{\"invoice_id\":\"" + other + "\",\"last_modified_time\":\"" + text(clock.instant())
                        + "\"}}");
        assertThat(waiting()).containsExactly(other);
        clock.advance(Duration.ofMinutes(61));
        run("invoices", RunMode.DELTA);
        assertThat(waiting()).as("it was not true").isEmpty();
        new MirrorComparison(application.jdbc(), company).assertComplete(Set.of("invoices"));
    }

    @Test
    void aRowNewerThanZohosOwnListIsReportedByTheNightlyRunAndReplaced() {
        imported("invoices", "invoices");
        String id = company.ids("invoices").get(2);
        application.jdbc().sql("""
                        update tds.invoices set notes = 'old forgery', source_modified_at = '2099-01-01Z',
                          detail_modified_at = '2099-01-01Z' where organization_id = ? and source_id = ?
                        """).params(company.organizationId(), id).update();
        company.edit("invoices", id, Map.of("notes", "genuine"));
        clock.advance(Duration.ofHours(2));
        run("invoices", RunMode.DELTA);
        assertThat(notes("invoices", id)).as("hidden by its future").isEqualTo("old forgery");

        RunFinished nightly = run("invoices", RunMode.FULL);
        assertThat(nightly.notice())
                .isEqualTo("1 rows of invoices are newer than the source's own list rows. The next deltas ask for these"
                        + " records, and what the source answers is right. The first is " + id
                        + ", of 2099-01-01T00:00:00Z.");
        run("invoices", RunMode.DELTA);

        assertThat(notes("invoices", id)).isEqualTo("genuine");
        assertThat(run("invoices", RunMode.FULL).notice()).isNull();
        new MirrorComparison(application.jdbc(), company).assertComplete(Set.of("invoices"));
    }

    private ObjectNode document(String list, String id, Instant modified) {
        return ((ObjectNode) company.detail(list, id)).put("last_modified_time", text(modified));
    }

    private static String text(Instant time) {
        return time.toString().replace("Z", "+0000");
    }

    private String forged(String list, String id, Instant modified) {
        ObjectNode document = document(list, id, modified);
        document.put("notes", "forged");
        ((ObjectNode) document.path("line_items").get(0)).put("quantity", 4711);
        return "{\"" + list.substring(0, list.length() - 1) + "\":" + document + "}";
    }

    private void come(String path, String body) {
        deliveries.come(company.organizationId(), path, body);
        deliveries.workOff();
    }

    /** List rows and complete documents. */
    private void imported(String list, String job) {
        run(job, RunMode.FULL);
        fetch(job, company.ids(list));
        clock.advance(Duration.ofMinutes(1));
        sandbox.calls().clear();
    }

    private void fetch(String job, List<String> ids) {
        finished(new LaunchRequest(
                job, company.organizationId(), RunMode.BY_ID, Selection.of(ids), AskedBy.person("test")));
    }

    private RunFinished run(String job, RunMode mode) {
        return finished(new LaunchRequest(job, company.organizationId(), mode, AskedBy.SCHEDULE));
    }

    private static RunFinished finished(LaunchRequest request) {
        RunFinished finished = application.launch(request).join();
        assertThat(finished.outcome()).as("cause: %s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        return finished;
    }

    private static List<String> documents() {
        return sandbox.calls().all().stream()
                .map(Call::path)
                .filter(path -> path.matches(".*/[0-9]+"))
                .toList();
    }

    private List<String> waiting() {
        return rows(
                "select source_id from etl.hydration where organization_id = ? and job in ('invoices', 'customers')");
    }

    private String notes(String table, String id) {
        return rows("select coalesce(notes, '') from tds." + table + " where organization_id = ? and source_id = '" + id
                        + "'")
                .stream()
                .findFirst()
                .orElse("no row");
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
