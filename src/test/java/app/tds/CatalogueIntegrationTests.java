package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.RunCounts;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Call;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands around the products: their groups, what they consist of, and the places where they are kept. */
class CatalogueIntegrationTests {

    private static final String GROUPS = "/inventory/v1/itemgroups";
    private static final String COMPOSITES = "/inventory/v1/compositeitems";
    private static final String LOCATIONS = "/inventory/v1/locations";

    private static Sandbox sandbox;
    private static RunningApplication application;
    private static int next;

    private Company company;
    private MirrorComparison mirror;

    @BeforeAll
    static void start() {
        CompanySize size = new CompanySize(90, 5, 5, 5, 5);
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(size, size, size, size), Clock.systemUTC());
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
        mirror = new MirrorComparison(application.jdbc(), company);
    }

    @Test
    void groupsFollowZohoAndStockDoesNotTouchThem() {
        assertThat(run("groups", RunMode.FULL).inserted())
                .isEqualTo(company.ids("itemgroups").size())
                .isGreaterThan(5);
        run("groups", RunMode.DELTA);
        assertGroupsEqual();

        String group = company.ids("itemgroups").get(1);
        String item = company.row("itemgroups", group)
                .path("items")
                .get(0)
                .path("item_id")
                .asString();
        company.moveStock(item, company.ids("locations").get(0), BigDecimal.ONE);
        sandbox.calls().clear();
        assertThat(run("groups", RunMode.DELTA).written()).isZero();
        assertThat(sandbox.calls().count()).as("one page and no document").isOne();

        company.edit("itemgroups", group, Map.of("group_name", "خيمة / Tent", "description", "waterproof"));
        String created = company.create("itemgroups");
        sandbox.calls().clear();
        assertThat(run("groups", RunMode.DELTA).written()).isEqualTo(2);
        assertThat(sandbox.calls().of(GROUPS + "/" + created)).hasSize(1);
        assertGroupsEqual();

        company.delete("itemgroups", group);
        assertThat(run("groups", RunMode.FULL).deleted()).isOne();
        assertGroupsEqual();
    }

    @Test
    void compositeItemsBringWhatTheyConsistOf() {
        assertThat(run("composites", RunMode.FULL).inserted())
                .isEqualTo(company.ids("compositeitems").size())
                .isGreaterThan(1);
        run("composites", RunMode.DELTA);
        assertCompositesEqual();
        assertThat(components(company.ids("compositeitems").get(0))).isBetween(2L, 3L);

        String composite = company.ids("compositeitems").get(0);
        String item = company.ids("compositeitems").get(1);
        var first =
                company.detail("compositeitems", composite).path("mapped_items").get(0);
        company.edit("compositeitems", composite, Map.of("mapped_items", List.of(first)));
        company.edit("items", item, Map.of("name", "Kit of everything", "rate", 99));
        String created = company.create("compositeitems");
        sandbox.calls().clear();
        RunCounts delta = run("composites", RunMode.DELTA);
        assertThat(delta.written()).isEqualTo(2 + 1);
        assertThat(sandbox.calls().of(COMPOSITES + "/" + created)).hasSize(1);
        assertCompositesEqual();
        assertThat(components(composite)).isOne();

        company.moveStock(composite, company.ids("locations").get(0), BigDecimal.ONE);
        sandbox.calls().clear();
        assertThat(run("composites", RunMode.FULL).written()).isZero();
        assertThat(sandbox.calls().count()).as("one page and no document").isOne();

        company.delete("items", item);
        assertThat(run("composites", RunMode.FULL).deleted()).isOne();
        assertCompositesEqual();
    }

    @Test
    void locationsComeWithoutPagesAndAreReadWithOneCall() {
        sandbox.calls().clear();
        assertThat(run("locations", RunMode.FULL).inserted()).isEqualTo(3);
        assertThat(sandbox.calls().of(LOCATIONS)).hasSize(1);
        run("locations", RunMode.DELTA);
        assertLocationsEqual();

        String renamed = company.ids("locations").get(1);
        company.edit("locations", renamed, Map.of("location_name", "فرع أربيل", "website", "https://erbil.example"));
        String opened = company.create("locations");
        sandbox.calls().clear();
        assertThat(run("locations", RunMode.DELTA).written()).isEqualTo(2);
        assertThat(sandbox.calls().count()).isEqualTo(1 + 2);
        assertLocationsEqual();

        company.delete("locations", opened);
        assertThat(run("locations", RunMode.FULL).deleted()).isOne();
        assertLocationsEqual();
    }

    /** With another time zone too, of half an hour and with summer time. */
    @Test
    void anOrganizationThatHasWarehousesAndNoLocationsIsReadWithTheSameJobs() {
        var later = new SettableClock(Instant.parse("2026-03-10T06:10:00Z"));
        SandboxSettings settings = SandboxSettings.tiny().withWarehouses(true).withZone(ZoneId.of("America/St_Johns"));
        try (var older = Sandbox.start(settings, later);
                var reading = RunningApplication.start(older, TestDatabase.create(), later)) {
            Company warehouses = older.company(older.organizationIds().get(0));
            Entities.jobs().forEach(job -> completed(reading.run(job, warehouses.organizationId(), RunMode.FULL)));
            Entities.jobs().forEach(job -> completed(reading.run(job, warehouses.organizationId(), RunMode.DELTA)));
            assertThat(places(reading)).isEqualTo(places(warehouses)).hasSize(3);
            new MirrorComparison(reading.jdbc(), warehouses)
                    .assertEverythingEqual(Entities.tables().stream()
                            .filter(it -> !it.equals("locations"))
                            .toList());
            for (String table : List.of(
                    "invoices",
                    "sales_orders",
                    "bills",
                    "credit_notes",
                    "payments",
                    "vendor_payments",
                    "vendor_credits",
                    "purchase_orders",
                    "invoice_lines",
                    "bill_lines",
                    "sales_order_lines",
                    "stock")) {
                assertThat(unknownPlaces(reading, table)).as(table).isZero();
            }
            Entities.jobs()
                    .forEach(job -> assertThat(completed(reading.run(job, warehouses.organizationId(), RunMode.FULL))
                                    .written())
                            .as(job)
                            .isZero());

            warehouses.edit("locations", warehouses.ids("locations").get(1), Map.of("location_name", "مخزن أربيل"));
            String opened = warehouses.create("locations");
            later.advance(Duration.ofHours(2));
            older.calls().clear();
            reading.run("locations", warehouses.organizationId(), RunMode.DELTA);
            assertThat(older.calls().all())
                    .extracting(Call::path)
                    .filteredOn(it -> !it.startsWith("/oauth"))
                    .containsOnly("/inventory/v1/settings/warehouses");
            assertThat(places(reading)).isEqualTo(places(warehouses)).hasSize(4);
            warehouses.delete("locations", opened);
            assertThat(completed(reading.run("locations", warehouses.organizationId(), RunMode.FULL))
                            .deleted())
                    .isOne();
        }
    }

    /** Of those that name a place: how many name none that is there. */
    private static long unknownPlaces(RunningApplication reading, String table) {
        long named = reading.jdbc()
                .sql("select count(*) from tds." + table + " where location_id <> ''")
                .query(Long.class)
                .single();
        assertThat(named).as(table).isPositive();
        return reading.jdbc()
                .sql("select count(*) from tds." + table + " as row where location_id <> '' and not exists ("
                        + "select from tds.locations as place where place.source_id = row.location_id)")
                .query(Long.class)
                .single();
    }

    private static List<String> places(RunningApplication reading) {
        return reading.jdbc()
                .sql(
                        "select source_id || ' ' || location_name || ' ' || street_address1 || ' ' || is_primary_location || ' '"
                                + " || is_location_active from tds.locations where deleted_at is null order by source_id")
                .query(String.class)
                .list();
    }

    private static List<String> places(Company company) {
        return company.ids("locations").stream()
                .map(id -> company.row("locations", id))
                .map(it -> it.path("location_id").asString() + " "
                        + it.path("location_name").asString() + " "
                        + it.path("address").path("street_address1").asString() + " "
                        + it.path("is_primary_location").asString() + " true")
                .sorted()
                .toList();
    }

    private void assertGroupsEqual() {
        mirror.assertEqual("product_groups", "itemgroups", "group_id", row -> true, 16);
    }

    private void assertCompositesEqual() {
        mirror.assertEqual("composite_items", "compositeitems", "composite_item_id", row -> true, 13);
        mirror.assertPartsEqual();
    }

    private void assertLocationsEqual() {
        mirror.assertEqual("locations", "locations", "location_id", row -> true, 14);
    }

    private long components(String composite) {
        return application
                .jdbc()
                .sql("select count(*) from tds.composite_item_components"
                        + " where organization_id = ? and composite_item_id = ?")
                .param(company.organizationId())
                .param(composite)
                .query(Long.class)
                .single();
    }

    private RunCounts run(String job, RunMode mode) {
        return completed(application.run(job, company.organizationId(), mode));
    }

    private static RunCounts completed(RunFinished run) {
        assertThat(run.outcome()).as(String.valueOf(run.cause())).isEqualTo(Outcome.COMPLETED);
        assertThat(run.counts().addUp()).isTrue();
        assertThat(run.counts().quarantined()).isZero();
        return run.counts();
    }
}
