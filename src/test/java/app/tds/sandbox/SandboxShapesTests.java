package app.tds.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.Entities;
import app.tds.Entities.Entity;
import app.tds.SamplesTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class SandboxShapesTests {

    private static Sandbox sandbox;
    private static Caller caller;

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start(SandboxSettings.tiny(), new MovableClock());
        caller = Caller.authorized(sandbox);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({
        "books-invoices-list.json, /books/v3/invoices?filter_by=Status.All",
        "books-invoices-list.incremental.json, /books/v3/invoices?last_modified_time=2020-01-01T00:00:00Z",
        "books-bills-list.json, /books/v3/bills?filter_by=Status.All",
        "books-salesorders-list.json, /books/v3/salesorders?filter_by=Status.All",
        "books-customerpayments-list.json, /books/v3/customerpayments",
        "books-creditnotes-list.json, /books/v3/creditnotes?filter_by=Status.All",
        "contacts-list.json, /books/v3/contacts?filter_by=Status.All",
        "inventory-items-list.json, /inventory/v1/items?filter_by=Status.All",
        "books-items-list.json, /books/v3/items?filter_by=Status.All",
        "inventory-itemgroups-list.json, /inventory/v1/itemgroups",
        "inventory-compositeitems-list.json, /inventory/v1/compositeitems?filter_by=Status.All",
        "locations-list.json, /inventory/v1/locations",
        "organizations-list.json, /books/v3/organizations"
    })
    void listsLookLikeZohos(String sample, String path) throws Exception {
        assertThat(differences(sample, List.of(caller.get(path).json()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "books-invoice-detail.json, /books/v3/invoices, invoices",
        "books-bill-detail.json, /books/v3/bills, bills",
        "books-salesorder-detail.json, /books/v3/salesorders, salesorders",
        "books-customerpayment-detail.json, /books/v3/customerpayments, customerpayments",
        "books-creditnote-detail.json, /books/v3/creditnotes, creditnotes",
        "inventory-item-detail.locations.json, /inventory/v1/items, items",
        "books-item-detail.json, /books/v3/items, items",
        "inventory-itemgroup-detail.wrapped.json, /inventory/v1/itemgroups, itemgroups",
        "inventory-compositeitem-detail.json, /inventory/v1/compositeitems, compositeitems",
        "locations-detail.json, /inventory/v1/locations, locations"
    })
    void detailsLookLikeZohos(String sample, String path, String list) throws Exception {
        assertThat(differences(sample, details(path, company().ids(list)))).isEmpty();
    }

    /** Of every entity whose samples are beside those of its rows alone, all samples of a kind together. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("entities")
    void whatAJobReadsLooksLikeZohos(Entity entity) throws Exception {
        var job = entity.job();
        String path = "/" + job.source().api() + (job.source().api().equals("books") ? "/v3" : "/v1");
        assertThat(Shape.of(samples(entity, "-list", job.source().records()))
                        .differences(Shape.of(
                                List.of(caller.get(path + job.source().path()).json()))))
                .isEmpty();
        if (job.details() != null) {
            assertThat(Shape.of(samples(entity, "-detail", job.details().record()))
                            .differences(Shape.of(documents(
                                    path + job.details().path(), company().ids(entity.list())))))
                    .isEmpty();
        }
    }

    static List<Entity> entities() {
        return Entities.all().stream()
                .filter(it -> !it.isCompanion())
                .filter(SandboxShapesTests::hasSamplesThatAreNotHere)
                .toList();
    }

    private static boolean hasSamplesThatAreNotHere(Entity entity) {
        var samples = samples(entity, "-list", entity.job().source().records());
        return !samples.isEmpty() && samples.stream().noneMatch(SandboxShapesTests::isHere);
    }

    private static boolean isHere(JsonNode sample) {
        return files("src/test/resources/app/tds/sandbox").anyMatch(it -> read(it).equals(sample));
    }

    /** The samples of an entity's answers that Zoho really gave, the documented ones left out. */
    private static List<JsonNode> samples(Entity entity, String kind, String member) {
        return files("src/test/resources/app/tds/zoho")
                .filter(it ->
                        it.toString().matches(".*/" + entity.job().source().api() + "-.*" + kind + "\\b.*"))
                .filter(it -> !it.toString().matches(".*(\\.rows|as-documented.*)\\.json"))
                .map(SandboxShapesTests::read)
                .filter(it -> kind.equals("-list")
                        ? SamplesTests.recordsAt(it, member).isArray()
                        : it.has(member))
                .toList();
    }

    private static Stream<Path> files(String folder) {
        try (var files = Files.list(Path.of(folder))) {
            return files.filter(it -> it.toString().endsWith(".json")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return Overlay.JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void contactDetailsLookLikeZohos() throws Exception {
        assertThat(differences(
                        "contact-detail.customer.crm-linked.json", details("/books/v3/contacts", contacts("customer"))))
                .isEmpty();
        assertThat(differences("contact-detail.vendor.json", details("/books/v3/contacts", contacts("vendor"))))
                .isEmpty();
    }

    @Test
    void itemDetailsInBulkLookLikeZohos() throws Exception {
        String ids = String.join(",", company().ids("items"));
        var heard = caller.get("/inventory/v1/itemdetails?item_ids=" + ids);
        assertThat(differences("itemdetails-bulk.json", List.of(heard.json()))).isEmpty();
    }

    @Test
    void servicesHaveBlankStockAndNoPlaces() throws Exception {
        var services = company().ids("items").stream()
                .filter(it -> company()
                        .row("items", it)
                        .path("product_type")
                        .asString()
                        .equals("service"))
                .toList();
        var documents = details("/inventory/v1/items", services);
        assertThat(differences("inventory-item-detail.service-untracked.json", documents))
                .isEmpty();
        assertThat(documents).allSatisfy(it -> {
            assertThat(it.path("item").path("stock_on_hand").asString()).isEmpty();
            assertThat(it.path("item").has("locations")).isFalse();
        });
    }

    @Test
    void organizationDetailLooksLikeZohos() throws Exception {
        var heard = caller.plain("/books/v3/organizations/" + company().organizationId());
        assertThat(differences("organizations-detail.json", List.of(heard.json())))
                .isEmpty();
    }

    @Test
    void olderOrganizationsHaveWarehouses() throws Exception {
        try (var older = Sandbox.start(SandboxSettings.tiny().withWarehouses(true), new MovableClock())) {
            var visitor = Caller.authorized(older);
            var documents = new ArrayList<JsonNode>();
            for (String id : older.company(older.organizationIds().get(0)).ids("items")) {
                documents.add(visitor.get("/inventory/v1/items/" + id).json());
            }
            assertThat(differences("inventory-item-detail.warehouses-legacy.json", documents))
                    .isEmpty();
            assertThat(differences(
                            "warehouses-list.legacy.json",
                            List.of(visitor.get("/inventory/v1/settings/warehouses")
                                    .json())))
                    .isEmpty();
        }
    }

    @Test
    void onlyOlderOrganizationsListWarehouses() throws Exception {
        assertThat(caller.get("/inventory/v1/settings/warehouses").code()).isEqualTo(5);
    }

    private static Company company() {
        return sandbox.company(sandbox.organizationIds().get(0));
    }

    private static List<String> contacts(String type) {
        return company().ids("contacts").stream()
                .filter(it -> company()
                        .row("contacts", it)
                        .path("contact_type")
                        .asString()
                        .equals(type))
                .toList();
    }

    private static List<JsonNode> details(String path, List<String> ids) throws Exception {
        return documents(path + "/{id}", ids);
    }

    private static List<JsonNode> documents(String path, List<String> ids) throws Exception {
        var documents = new ArrayList<JsonNode>();
        for (String id : ids) {
            documents.add(caller.get(path.replace("{id}", id)).json());
        }
        assertThat(documents).isNotEmpty();
        return documents;
    }

    private static Set<String> differences(String sample, List<JsonNode> documents) {
        return Shape.of(List.of(sample(sample))).differences(Shape.of(documents));
    }

    static JsonNode sample(String name) {
        try (var in = SandboxShapesTests.class.getResourceAsStream(name)) {
            return Overlay.JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
