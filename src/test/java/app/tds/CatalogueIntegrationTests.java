package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.RunCounts;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void anOrganizationThatStillHasWarehousesIsReadByChangingTheJob(@TempDir Path jobs) throws IOException {
        Files.copy(Path.of("jobs/_defaults.yaml"), jobs.resolve("_defaults.yaml"));
        Files.writeString(
                jobs.resolve("locations.yaml"),
                Files.readString(Path.of("jobs/locations.yaml"))
                        .replaceFirst("(?s)details:.*", "")
                        .replace("path: /locations", "path: /settings/warehouses")
                        .replace("records: locations", "records: warehouses")
                        .replace("key: location_id", "key: warehouse_id"));
        try (var older = Sandbox.start(SandboxSettings.tiny().withWarehouses(true), Clock.systemUTC());
                var reading = RunningApplication.start(
                        older, TestDatabase.create(), "tds.jobs.location=file:" + jobs + "/")) {
            Company warehouses = older.company(older.organizationIds().get(0));
            assertThat(completed(reading.run("locations", warehouses.organizationId(), RunMode.FULL))
                            .inserted())
                    .isEqualTo(3);
            assertThat(reading.jdbc()
                            .sql("select source_id || ' ' || location_name || ' ' || street_address1 || ' '"
                                    + " || is_primary_location || ' ' || is_location_active"
                                    + " from tds.locations order by source_id")
                            .query(String.class)
                            .list())
                    .isEqualTo(warehouses.ids("locations").stream()
                            .map(id -> warehouses.row("locations", id))
                            .map(it -> it.path("location_id").asString() + " "
                                    + it.path("location_name").asString() + " "
                                    + it.path("address").path("street_address1").asString() + " "
                                    + it.path("is_primary_location").asString() + " true")
                            .toList());
        }
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
