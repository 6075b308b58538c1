package app.tds.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.tds.MirrorComparison;
import app.tds.ServingApplication;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.launch.OrganizationRefresh;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import app.tds.sandbox.Call;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.sandbox.Webhooks.Body;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the body of a webhook is good for: no call, if it is the whole document and newer; else it only says that one is due. */
class DeliveredDocumentsIntegrationTests {

    private static final String BASE = "/api/v1/tds/webhooks/zoho/";
    private static final String SECRET = "thewebhooksecret1";
    private static final String STOCK = "/inventory/v1/itemdetails";

    private static final SettableClock clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    private static final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Sandbox sandbox;
    private static ServingApplication application;
    private static int next;

    private Company company;

    @BeforeAll
    static void start() {
        CompanySize[] sizes = new CompanySize[44];
        Arrays.fill(sizes, new CompanySize(8, 6, 6, 6, 6));
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(sizes), clock);
        List<String> settings = new ArrayList<>(List.of("tds.zoho.refresh-token=" + sandbox.refreshToken()));
        sandbox.organizationIds().forEach(id -> settings.add("tds.webhooks.secrets." + id + "=" + SECRET));
        application = ServingApplication.start(sandbox, TestDatabase.create(), clock, settings.toArray(String[]::new));
        application.bean(OrganizationRefresh.class).refresh();
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void takeCompany() {
        sandbox.faults().clear();
        sandbox.calls().clear();
        company = sandbox.company(sandbox.organizationIds().get(next++));
        clock.advance(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @CsvSource({
        "items, products, products, description",
        "contacts, customers, 'customers,vendors', notes",
        "invoices, invoices, invoices, notes",
        "bills, bills, bills, notes",
        "salesorders, orders, sales_orders, notes",
        "customerpayments, payments, payments, description",
        "creditnotes, creditnotes, credit_notes, notes"
    })
    void aCompleteBodyCostsNoCall(String list, String job, String tables, String field) {
        imported(list, job);
        company.webhooks().add(list, application.address(at(job)), SECRET, Body.JSON);
        var mirror = new MirrorComparison(jdbc(), company);
        List<String> ids = company.ids(list).stream().limit(3).toList();

        ids.forEach(id -> company.edit(list, id, Map.of(field, "said by a body")));
        deliver();
        assertThat(calls(list)).isEmpty();
        mirror.assertComplete(Set.of(tables.split(",")));

        String created = company.create(list);
        deliver();
        assertThat(calls(list)).isEmpty();
        assertThat(payloads(created)).isEqualTo(1);
        assertThat(rows("select read || ' ' || inserted || ' ' || updated || ' ' || calls from etl.runs"
                        + " where organization_id = ? and asked_by = 'webhook' and job = '" + job
                        + "' order by run_id"))
                .containsExactly(ids.size() + " 0 " + ids.size() + " 0", "1 1 0 0");
        sandbox.calls().clear();
        run(job, RunMode.DELTA);
        assertThat(calls(list)).as("those of the delta, but for its list").isEmpty();
        mirror.assertComplete(Set.of(tables.split(",")));
    }

    @ParameterizedTest
    @EnumSource(
            value = Body.class,
            names = {"JSON", "FORM"})
    void itBringsTheLinesAsWell(Body body) {
        imported("invoices", "invoices");
        String id = company.ids("invoices").get(2);
        company.webhooks().add("invoices", application.address(at("invoices")), SECRET, body);
        ArrayNode lines = (ArrayNode) company.detail("invoices", id).path("line_items");
        ((ObjectNode) lines.get(0)).put("description", "مرتجع").put("quantity", new BigDecimal("7.25"));
        ((ObjectNode) lines.get(lines.size() - 1)).put("line_item_id", "4711");

        company.edit("invoices", id, Map.of("line_items", lines, "total", 12.5, "balance", 12));
        deliver();

        assertThat(calls()).isEmpty();
        new MirrorComparison(jdbc(), company).assertComplete(Set.of("invoices"));
        assertThat(rows("select source_id from tds.invoice_lines where organization_id = ? and source_id = '4711'"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"line_items", "billing_address", "custom_fields", "terms", "line_items.rate", "unknown"})
    void whatSaysLessThanTheDetailsCostsACall(String missing) {
        imported("invoices", "invoices");
        String id = company.ids("invoices").get(1);
        company.edit("invoices", id, Map.of("terms", "of the delivery"));
        fetch("invoices", List.of(id));
        company.edit("invoices", id, Map.of("notes", "edited"));
        ObjectNode document = (ObjectNode) company.detail("invoices", id);
        document.remove(missing);
        if (missing.startsWith("line_items.")) {
            document.path("line_items").forEach(line -> ((ObjectNode) line).remove(missing.substring(11)));
        }

        post("invoices", "{\"invoice\":" + document + "}");
        drain();

        assertThat(calls())
                .hasSize(missing.equals("unknown") ? 0 : 1)
                .allSatisfy(call -> assertThat(call.path()).endsWith(id));
        new MirrorComparison(jdbc(), company).assertComplete(Set.of("invoices"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"invoice\":{\"invoice_id\":\"%s\"}}",
                "{\"invoice\":{\"invoice_id\":\"%s\",\"last_modified_time\":\"2034-01-01T00:00:00+0000\"}}",
                "{\"invoice_id\":\"%s\",\"last_modified_time\":\"2034-01-01T00:00:00+0000\",\"total\":1}",
                "{\"invoice\":{\"invoice_id\":\"%s\",\"last_modified_time\":\"2034-01-01T00:00:00+0000\",\"line_items\":[]}}"
            })
    void whatIsNoDocumentCostsACall(String body) {
        String id = company.ids("invoices").get(0);

        post("invoices", body.formatted(id));
        drain();

        assertThat(calls()).extracting(Call::path).containsExactly("/books/v3/invoices/" + id);
        assertThat(rows("select source_id from tds.invoices where organization_id = ?"))
                .containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOlderBodyAfterANewerOneChangesNothing(boolean together) {
        imported("invoices", "invoices");
        String id = company.ids("invoices").get(0);
        company.edit("invoices", id, Map.of("notes", "older"));
        String older = body("invoices", id);
        clock.advance(Duration.ofSeconds(1));
        company.edit("invoices", id, Map.of("notes", "newer"));

        post("invoices", body("invoices", id));
        if (!together) {
            drain();
        }
        post("invoices", older);
        drain();

        assertThat(calls()).isEmpty();
        new MirrorComparison(jdbc(), company).assertComplete(Set.of("invoices"));
        assertThat(rows("select payload->>'notes' from etl.payloads where organization_id = ? and source_id = '" + id
                        + "' and payload->>'notes' in ('older', 'newer')"))
                .as("both are history")
                .containsExactlyInAnyOrder("older", "newer");
    }

    @Test
    void ofTwoVersionsOfTheSameSecondTheSourceIsAsked() {
        imported("invoices", "invoices");
        String id = company.ids("invoices").get(0);
        company.webhooks().add("invoices", application.address(at("invoices")), SECRET, Body.JSON);
        company.edit("invoices", id, Map.of("notes", "first"));
        company.edit("invoices", id, Map.of("notes", "second"));
        company.webhooks().unreliable(0, 0, true, 3);

        deliver();

        assertThat(calls()).hasSize(1);
        new MirrorComparison(jdbc(), company).assertComplete(Set.of("invoices"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatChangesWithoutMovingItsTimeIsFetchedThoughABodyIsAtHand(boolean changes) {
        imported("invoices", "invoices");
        String id = company.ids("invoices").get(0);
        company.edit("invoices", id, Map.of("notes", "edited"));
        post("invoices", body("invoices", id));
        drain();
        if (changes) {
            company.editSilently("invoices", id, Map.of("balance", 1));
        }

        run("invoices", RunMode.DELTA);

        assertThat(sandbox.calls().of("/books/v3/invoices/" + id)).hasSize(changes ? 1 : 0);
        new MirrorComparison(jdbc(), company).assertComplete(Set.of("invoices"));
    }

    @Test
    void whatSaysLittleBesideAWholeDocumentCostsACall() {
        imported("invoices", "invoices");
        String id = company.ids("invoices").get(0);
        company.edit("invoices", id, Map.of("notes", "edited"));

        post("invoices", body("invoices", id));
        post(
                "invoices",
                "{\"invoice\":{\"invoice_id\":\"" + id + "\",\"last_modified_time\":"
                        + company.detail("invoices", id).path("last_modified_time") + "}}");
        drain();

        assertThat(calls()).hasSize(1);
        new MirrorComparison(jdbc(), company).assertComplete(Set.of("invoices"));
    }

    @Test
    void aDeletionIsToldWithTheLastDocumentAndConfirmed() {
        imported("invoices", "invoices");
        String id = company.ids("invoices").get(0);
        company.edit("invoices", id, Map.of("notes", "just before"));
        String late = body("invoices", id);
        fetch("invoices", List.of(company.ids("invoices").get(1)));
        String last = body("invoices", company.ids("invoices").get(1));
        List<String> gone = company.ids("invoices").subList(0, 2);
        gone.forEach(it -> company.delete("invoices", it));

        post("invoices", last);
        drain();
        assertThat(calls()).hasSize(1);
        assertThat(deleted()).containsExactly(gone.get(1));

        run("invoices", RunMode.FULL);
        assertThat(deleted()).containsExactlyInAnyOrderElementsOf(gone);
        sandbox.calls().clear();
        post("invoices", late);
        drain();

        assertThat(calls()).as("whether it has come back").hasSize(1);
        assertThat(deleted()).as("told late").containsExactlyInAnyOrderElementsOf(gone);
    }

    @Test
    void aRuleAboutDeletionsIsBelievedWhateverItsDocumentSays() {
        imported("invoices", "invoices");
        List<String> ids = company.ids("invoices").subList(0, 2);
        ids.forEach(id -> company.edit("invoices", id, Map.of("notes", "nobody was told")));
        company.webhooks().addOfDeletions("invoices", application.address(at("invoices") + "?event=deleted"), SECRET);
        company.delete("invoices", ids.get(0));
        company.webhooks().send();
        post("invoices?event=deleted", body("invoices", ids.get(1)), "eventdeleted");
        drain();

        assertThat(calls())
                .extracting(Call::path)
                .containsExactlyInAnyOrder("/books/v3/invoices/" + ids.get(0), "/books/v3/invoices/" + ids.get(1));
        assertThat(deleted()).as("the other one is still there").containsExactly(ids.get(0));
        new MirrorComparison(jdbc(), company).assertComplete(Set.of("invoices"));
    }

    @Test
    void theSameOnceMoreAfterAWhileMayTellOfADeletion() {
        imported("invoices", "invoices");
        String id = company.ids("invoices").get(0);
        company.webhooks().add("invoices", application.address(at("invoices")), SECRET, Body.JSON);
        company.edit("invoices", id, Map.of("notes", "the last edit"));
        deliver();
        assertThat(calls()).isEmpty();

        clock.advance(Duration.ofMinutes(2));
        company.delete("invoices", id);
        deliver();

        assertThat(rows("select deliveries::text from etl.inbox where organization_id = ? and job = 'invoices'"))
                .containsExactly("2");
        assertThat(calls()).hasSize(1);
        assertThat(deleted()).containsExactly(id);
    }

    @Test
    void whatCannotBeReadIsAskedForAndPutIntoQuarantineUntilItCan() {
        imported("invoices", "invoices");
        String id = company.ids("invoices").get(0);
        String good = company.ids("invoices").get(1);
        company.webhooks().add("invoices", application.address(at("invoices")), SECRET, Body.JSON);
        company.edit("invoices", id, Map.of("total", "twelve"));
        company.edit("invoices", good, Map.of("total", 12));
        deliver();

        assertThat(calls()).extracting(Call::path).containsExactly("/books/v3/invoices/" + id);
        assertThat(rows("select job || ': ' || source_id || ' ' || field || ' ' || cause from etl.quarantine"
                        + " where organization_id = ?"))
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry).contains("invoices details: " + id + " total", "\"twelve\" is not a number"));
        assertThat(rows("select source_id from tds.invoices where organization_id = ? and total = 12"))
                .contains(good);
        assertThat(rows("select read || ' ' || updated || ' ' || quarantined || ' ' || calls from etl.runs"
                        + " where organization_id = ? and asked_by = 'webhook' and job = 'invoices'"))
                .containsExactly("2 1 1 1");

        clock.advance(Duration.ofSeconds(5));
        company.edit("invoices", id, Map.of("total", 13));
        deliver();

        assertThat(rows("select source_id from etl.quarantine where organization_id = ?"))
                .isEmpty();
        new MirrorComparison(jdbc(), company).assertComplete(Set.of("invoices"));
    }

    /** The lists with a webhook, the job of each, and a field whose edit a table shows. */
    private static final Map<String, List<String>> KINDS = Map.of(
            "items", List.of("products", "products", "description"),
            "contacts", List.of("customers", "customers", "notes"),
            "invoices", List.of("invoices", "invoices", "notes"),
            "bills", List.of("bills", "bills", "notes"),
            "salesorders", List.of("orders", "sales_orders", "notes"),
            "customerpayments", List.of("payments", "payments", "description"),
            "creditnotes", List.of("creditnotes", "credit_notes", "notes"));

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "0, 0.5, 2", "0.3, 0.5, 3", "0.7, 0.5, 4", "1, 0, 5"})
    void lostDoubledAndShuffledDeliveriesChangeOnlyWhenThingsAreSeen(double dropped, double doubled, long seed) {
        KINDS.forEach((list, kind) -> {
            imported(list, kind.get(0));
            company.webhooks().add(list, application.address(at(kind.get(0))), SECRET, Body.JSON);
            company.webhooks().addOfDeletions(list, application.address(at(kind.get(0)) + "?event=deleted"), SECRET);
        });
        imported("items", "stock");
        company.webhooks().unreliable(dropped, doubled, true, seed);
        Map<String, String> deleted = new TreeMap<>();
        KINDS.forEach((list, kind) -> deleted.put(list, company.ids(list).get(0)));
        for (int round = 0; round < 3; round++) {
            String text = "round " + round;
            KINDS.forEach((list, kind) -> company.ids(list).stream()
                    .skip(1)
                    .limit(3)
                    .forEach(id -> company.edit(list, id, Map.of(kind.get(2), text))));
            clock.advance(Duration.ofSeconds(round));
        }
        deleted.forEach(company::delete);
        KINDS.keySet().forEach(company::create);

        company.webhooks().send();
        drain();
        if (dropped == 0) {
            KINDS.forEach((list, kind) -> {
                assertThat(rows("select source_id from tds." + kind.get(1) + " where organization_id = ? and "
                                + kind.get(2) + " ~ 'round [01]'"))
                        .isEmpty();
                assertThat(rows("select source_id from tds." + kind.get(1)
                                + " where organization_id = ? and deleted_at is null"))
                        .doesNotContain(deleted.get(list));
            });
        }
        for (RunMode mode : List.of(RunMode.FULL, RunMode.DELTA)) {
            KINDS.values().forEach(kind -> run(kind.get(0), mode));
            run("stock", mode);
        }

        new MirrorComparison(jdbc(), company)
                .assertComplete(Set.of(
                        "products",
                        "stock",
                        "customers",
                        "vendors",
                        "invoices",
                        "bills",
                        "sales_orders",
                        "payments",
                        "credit_notes"));
        assertThat(rows("select problem from etl.inbox where organization_id = ? and done_at is null"))
                .isEmpty();
    }

    @Test
    void whatADocumentMovesIsFetchedThoughTheDocumentIsNot() {
        imported("items", "stock");
        imported("invoices", "invoices");
        String id = company.ids("invoices").get(0);
        company.webhooks().add("invoices", application.address(at("invoices")), SECRET, Body.JSON);
        List<String> items = company.detail("invoices", id)
                .path("line_items")
                .valueStream()
                .map(line -> line.path("item_id").asString())
                .distinct()
                .filter(item ->
                        company.detail("items", item).path("track_inventory").asBoolean())
                .toList();
        assertThat(items).isNotEmpty();
        String place = company.ids("locations").get(0);

        items.forEach(item -> company.moveStock(item, place, new BigDecimal("-1")));
        company.edit("invoices", id, Map.of("status", "sent"));
        deliver();

        assertThat(sandbox.calls().all())
                .extracting(Call::path)
                .as("all items with one call, and no invoice")
                .containsExactly(STOCK);
        for (String item : items) {
            for (JsonNode location : company.detail("items", item).path("locations")) {
                assertThat(rows("select stock_on_hand::text from tds.stock where organization_id = ? and item_id = '"
                                + item + "' and location_id = '"
                                + location.path("location_id").asString() + "'"))
                        .singleElement()
                        .satisfies(stock -> assertThat(new BigDecimal(stock))
                                .isEqualByComparingTo(
                                        location.path("location_stock_on_hand").decimalValue()));
            }
        }
    }

    @Test
    void thePaymentOfAnInvoiceBringsTheInvoice() {
        imported("invoices", "invoices");
        imported("customerpayments", "payments");
        company.webhooks().add("customerpayments", application.address(at("payments")), SECRET, Body.JSON);

        String id = company.create("customerpayments");
        deliver();

        List<String> invoices = company.detail("customerpayments", id)
                .path("invoices")
                .valueStream()
                .map(invoice ->
                        "/books/v3/invoices/" + invoice.path("invoice_id").asString())
                .toList();
        assertThat(invoices).isNotEmpty();
        assertThat(calls()).extracting(Call::path).containsExactlyInAnyOrderElementsOf(invoices);
        new MirrorComparison(jdbc(), company).assertComplete(Set.of("invoices"));
    }

    @Test
    void stockIsFetchedWhateverTheItemSays() {
        imported("items", "stock");
        String id = company.ids("items").get(0);
        company.edit("items", id, Map.of("description", "edited"));

        post("inventory", body("items", id));
        drain();

        assertThat(sandbox.calls().all()).extracting(Call::path).containsExactly(STOCK);
    }

    @Test
    void whatComesWithABodyIsHistoryThoughItWasReplacedAtOnce() {
        imported("items", "products");
        String id = company.ids("items").get(0);
        company.webhooks().add("items", application.address(at("products")), SECRET, Body.JSON);
        company.webhooks().unreliable(0, 0.5, true, 7);
        long before = payloads(id);

        company.edit("items", id, Map.of("name", "First"));
        clock.advance(Duration.ofSeconds(4));
        company.edit("items", id, Map.of("name", "Second"));
        Instant second = clock.instant();
        deliver();
        clock.advance(Duration.ofMinutes(11));
        company.edit("items", id, Map.of("name", "Third"));
        deliver();

        assertThat(payloads(id) - before).isEqualTo(3);
        assertThat(rows("select payload->>'name' from etl.payloads where organization_id = ? and source_id = '" + id
                        + "' order by source_modified_at desc limit 3"))
                .containsExactly("Third", "Second", "First");
        assertThat(rows("select name from tds.products where organization_id = ? and source_id = '" + id + "'"))
                .containsExactly("Third");
        assertThat(rows("select document->>'name' from tds.as_of('tds.products', '" + second.plusSeconds(60) + "', '"
                        + id + "') where organization_id = ?"))
                .containsExactly("Second");
        assertThat(calls()).isEmpty();
        run("products", RunMode.DELTA);
        new MirrorComparison(jdbc(), company).assertComplete(Set.of("products"));
    }

    /** List rows and complete documents. */
    private void imported(String list, String job) {
        run(job, RunMode.FULL);
        fetch(job, company.ids(list));
        clock.advance(Duration.ofMinutes(1));
    }

    private void fetch(String job, List<String> ids) {
        var finished = application
                .bean(Launcher.class)
                .launch(new LaunchRequest(
                        job, company.organizationId(), RunMode.BY_ID, Selection.of(ids), AskedBy.person("test")))
                .finished()
                .join();
        assertThat(finished.outcome()).isEqualTo(Outcome.COMPLETED);
        sandbox.calls().clear();
        clock.advance(Duration.ofSeconds(1));
    }

    private void run(String job, RunMode mode) {
        var finished = application
                .bean(Launcher.class)
                .launch(new LaunchRequest(job, company.organizationId(), mode, AskedBy.person("test")))
                .finished()
                .join();
        assertThat(finished.outcome()).isEqualTo(Outcome.COMPLETED);
    }

    private String at(String path) {
        return BASE + company.organizationId() + "/" + path;
    }

    private void deliver() {
        assertThat(company.webhooks().send()).containsOnly(202);
        drain();
    }

    private String body(String list, String id) {
        String root = list.substring(0, list.length() - 1);
        return "{\"" + root + "\":" + company.detail(list, id) + "}";
    }

    private void post(String path, String body) {
        post(path, body, "");
    }

    private void post(String path, String body, String signedBefore) {
        HttpRequest request = HttpRequest.newBuilder(application.address(at(path)))
                .header("Content-Type", "application/json")
                .header("X-Zoho-Webhook-Signature", signature(signedBefore + body))
                .POST(BodyPublishers.ofString(body))
                .build();
        assertThat(http.sendAsync(request, BodyHandlers.discarding()).join().statusCode())
                .isEqualTo(202);
    }

    private static String signature(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until nothing is due, however soon after the last time. */
    private void drain() {
        clock.advance(DrainPace.LONGEST);
        var drain = application.bean(InboxDrain.class);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    drain.drain();
                    return drain.isIdle();
                });
        assertThat(rows("select cause from etl.inbox where organization_id = ? and done_at is null"))
                .isEmpty();
    }

    /** Without those for the stock of what a document names. */
    private static List<Call> calls() {
        return sandbox.calls().all().stream()
                .filter(call -> !call.path().equals(STOCK))
                .toList();
    }

    /** For documents of this list. */
    private static List<Call> calls(String list) {
        return calls().stream()
                .filter(call -> call.path().contains("/" + list + "/"))
                .toList();
    }

    private List<String> deleted() {
        return rows("select source_id from tds.invoices where organization_id = ? and deleted_at is not null");
    }

    private long payloads(String id) {
        return rows("select encode(payload_hash, 'hex') from etl.payloads where organization_id = ? and source_id = '"
                        + id + "' and resource like '%{id}'")
                .size();
    }

    private List<String> rows(String sql) {
        return jdbc().sql(sql)
                .param(company.organizationId())
                .query(String.class)
                .list();
    }

    private static JdbcClient jdbc() {
        return application.bean(JdbcClient.class);
    }
}
