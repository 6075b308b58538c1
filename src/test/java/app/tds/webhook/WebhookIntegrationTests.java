package app.tds.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.tds.ServingApplication;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.launch.OrganizationRefresh;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.sandbox.Webhooks;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From a delivery to the row, and everything that is no delivery. */
class WebhookIntegrationTests {

    private static final String BASE = "/api/v1/tds/webhooks/zoho";
    private static final String FIRST = "firstwebhooksecret1";
    private static final String FORMER = "formerwebhooksecret";
    private static final String SECOND = "secondwebhooksecret";
    private static final String JSON = "application/json";

    private static final SettableClock clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    private static final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Sandbox sandbox;
    private static TestDatabase database;
    private static ServingApplication application;
    private static Company company;
    private static Company other;

    @BeforeAll
    static void start() {
        CompanySize size = new CompanySize(30, 12, 25, 12, 12);
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(size, size), clock);
        company = sandbox.company(sandbox.organizationIds().get(0));
        other = sandbox.company(sandbox.organizationIds().get(1));
        database = TestDatabase.create();
        application = start("spring.datasource.hikari.connection-timeout=1000");
    }

    private static ServingApplication start(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "tds.zoho.refresh-token=" + sandbox.refreshToken(),
                "tds.webhooks.secrets." + company.organizationId() + "=" + FIRST + "," + FORMER,
                "tds.webhooks.secrets." + other.organizationId() + "=" + SECOND,
                "tds.webhooks.max-body=64KB",
                "tds.webhooks.attempts=2"));
        settings.addAll(List.of(more));
        var started = ServingApplication.start(sandbox, database, clock, settings.toArray(String[]::new));
        started.bean(OrganizationRefresh.class).refresh();
        return started;
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void clean() {
        sandbox.faults().clear();
        company.webhooks().clear();
        other.webhooks().clear();
        clock.advance(Duration.ofMinutes(2));
        jdbc().sql("truncate etl.inbox").update();
    }

    static Stream<Arguments> entitiesAndBodies() {
        return Stream.of(
                        List.of("items", "products", "tds.products", "source_id"),
                        List.of("items", "inventory", "tds.stock", "item_id"),
                        List.of("contacts", "customers", "tds.customers", "source_id"),
                        List.of("invoices", "invoices", "tds.invoices", "source_id"),
                        List.of("bills", "bills", "tds.bills", "source_id"),
                        List.of("salesorders", "orders", "tds.sales_orders", "source_id"),
                        List.of("customerpayments", "payments", "tds.payments", "source_id"),
                        List.of("creditnotes", "creditnotes", "tds.credit_notes", "source_id"))
                .flatMap(entity -> Stream.of(Webhooks.Body.values())
                        .map(body -> Arguments.of(entity.get(0), entity.get(1), entity.get(2), entity.get(3), body)));
    }

    @ParameterizedTest
    @MethodSource("entitiesAndBodies")
    void aDeliveryBecomesARow(String list, String path, String table, String key, Webhooks.Body body) {
        company.webhooks().add(list, application.address(BASE + "/" + path + "?rule=1"), FIRST, body);

        String id = company.create(list);
        assertThat(company.webhooks().send()).containsExactly(202);
        drain();

        assertThat(number("select count(*) from etl.inbox where done_at is null"))
                .isZero();
        assertThat(number("select count(*) from etl.inbox join etl.runs using (run_id) where outcome = 'COMPLETED'"))
                .isPositive();
        boolean vendor = list.equals("contacts")
                && company.row("contacts", id).path("contact_type").asString().equals("vendor");
        assertThat(number("select count(*) from " + (vendor ? "tds.vendors" : table) + " where deleted_at is null and "
                        + key + " = '" + id + "'"))
                .isPositive();
    }

    @Test
    void theAddressForAllTellsTheEntityByTheRoot() {
        for (String list : List.of("items", "contacts", "invoices", "bills", "salesorders")) {
            company.webhooks().add(list, application.address(BASE), FIRST, Webhooks.Body.JSON);
            company.create(list);
        }

        assertThat(company.webhooks().send()).containsOnly(202).hasSize(5);

        assertThat(rows("select job from etl.inbox where body is not null"))
                .containsExactlyInAnyOrder("products", "customers", "invoices", "bills", "orders");
    }

    @Test
    void whatADocumentMovesIsAskedForAsWell() {
        company.webhooks().add("invoices", application.address(BASE + "/invoices"), FIRST, Webhooks.Body.JSON);
        String id = company.create("invoices");
        jdbc().sql("delete from tds.stock").update();
        List<String> items = company.detail("invoices", id)
                .path("line_items")
                .valueStream()
                .map(line -> line.path("item_id").asString())
                .distinct()
                .toList();

        company.webhooks().send();
        drain();

        assertThat(rows("select distinct item_id from tds.stock")).containsExactlyInAnyOrderElementsOf(items);
        assertThat(rows("select job from etl.inbox where done_at is not null order by job"))
                .containsExactly("invoices", "stock");
    }

    @Test
    void whatWasDeletedIsConfirmedAndMarked() {
        String id = company.create("bills");
        post("/bills", "{\"bill\":{\"bill_id\":\"" + id + "\"}}", FIRST);
        drain();
        company.delete("bills", id);
        sandbox.faults().on("/books/v3/bills/" + id).always().status(500, 1000);

        post("/bills", "{\"bill\":{\"bill_id\":\"" + id + "\",\"status\":\"deleted\"}}", FIRST);
        drain();
        assertThat(rows("select source_id from tds.bills where deleted_at is not null and source_id = '" + id + "'"))
                .as("not confirmed yet")
                .isEmpty();
        sandbox.faults().clear();
        clock.advance(Duration.ofSeconds(11));
        drain();

        assertThat(rows("select source_id from tds.bills where deleted_at is not null and source_id = '" + id + "'"))
                .containsExactly(id);
    }

    @Test
    void aDeletionThatReadsLikeTheLastEditIsWorkedOffAsWell() {
        String id = company.create("bills");
        String body = "{\"bill\":" + company.detail("bills", id) + "}";
        post("/bills", body, FIRST);
        drain();
        company.delete("bills", id);

        assertThat(send("POST", "/bills?event=deleted", JSON, body, signature(FIRST, "eventdeleted" + body))
                        .statusCode())
                .isEqualTo(202);
        drain();

        assertThat(rows("select source_id from tds.bills where deleted_at is not null and source_id = '" + id + "'"))
                .containsExactly(id);
    }

    @Test
    void aHundredOfTheSameAtOnceAreOneRowAndAllAreTaken() {
        String id = company.create("invoices");
        sandbox.calls().clear();
        String body = "{\"invoice\":{\"invoice_id\":\"" + id + "\",\"last_modified_time\":"
                + company.detail("invoices", id).path("last_modified_time") + ",\"line_items\":"
                + company.detail("invoices", id).path("line_items") + "}}";

        List<Integer> statuses = IntStream.range(0, 100)
                .mapToObj(i -> sendAsync("POST", "/invoices", JSON, body, signature(FIRST, body)))
                .toList()
                .stream()
                .map(answer -> answer.join().statusCode())
                .toList();
        drain();

        assertThat(statuses).hasSize(100).containsOnly(202);
        assertThat(rows("select job || ' ' || deliveries from etl.inbox order by job"))
                .containsExactly("invoices 100", "stock 100");
        assertThat(sandbox.calls().of("/books/v3/invoices/" + id)).hasSize(1);
    }

    @Test
    void theSameOnceMoreIsOnlyCountedIfItSaysWhenItWasModified() {
        String id = company.create("bills");
        String dated = "{\"bill\":" + company.detail("bills", id) + "}";
        String undated = "{\"bill\":{\"bill_id\":\"" + id + "\"}}";
        for (int i = 0; i < 2; i++) {
            post("/bills", dated, FIRST);
            post("/bills", undated, FIRST);
            drain();
            clock.advance(Duration.ofSeconds(10));
        }
        post("/bills", undated, FIRST);
        post("/bills", dated, FIRST);

        assertThat(rows("select deliveries || ' ' || (done_at is null) from etl.inbox where job = 'bills'"
                        + " order by source_modified_at nulls last"))
                .containsExactly("3 false", "3 true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cattle\":{\"cow_id\":\"1\"}}",
                "{\"invoice\":{\"number\":\"7\"}}",
                "{\"invoice\":{\"invoice_id\":\"7/../8\"}}",
                "{\"invoice\":[1,2]}",
                "[]",
                "not json",
                "",
                "\u0000",
                "{\"\\u0000\":{\"invoice_id\":\"1\\u0000\"}}",
                "{\"event_type\":\"x\",\"data\":{\"a\":\"b\"}}"
            })
    void whateverIsSignedIsKept(String body) {
        assertThat(post("/invoices", body, FIRST)).isEqualTo(202);
        assertThat(post("/cattle", body, FIRST)).isEqualTo(202);
        assertThat(post("", body, FIRST)).isEqualTo(202);
        drain();

        assertThat(rows("select distinct encode(body, 'escape') || job from etl.inbox"))
                .containsExactly(body.replace("\u0000", "\\000").replace("\\u", "\\\\u"));
        assertThat(number("select count(*) from etl.inbox where problem is null or organization_id = ''"))
                .isZero();
    }

    @Test
    void aFlatBodyAtItsJobsAddressIsRecognized() {
        String id = company.create("invoices");

        post("/invoices", "{\"invoice_id\":" + id + ",\"what\":\"edited\"}", FIRST);

        assertThat(rows("select job || source_ids::text from etl.inbox")).containsExactly("invoices{" + id + "}");
    }

    @Test
    void theOrganizationIsTheAddressesTheQuerysOrTheOneThatSigned() {
        String body = "{\"bill\":{\"bill_id\":\"1\"}}";
        String first = company.organizationId();
        String second = other.organizationId();

        assertThat(post("/" + second + "/bills", body, SECOND)).isEqualTo(202);
        assertThat(post("/" + second + "/bills", body, FIRST)).isEqualTo(401);
        assertThat(post("/" + first, body, FIRST)).isEqualTo(202);
        assertThat(send(
                                "POST",
                                "/bills?organization_id=" + first,
                                JSON,
                                body,
                                signature(FORMER, "organization_id" + first + body))
                        .statusCode())
                .isEqualTo(202);
        assertThat(send(
                                "POST",
                                "/bills?organization_id=" + second,
                                JSON,
                                body,
                                signature(FIRST, "organization_id" + second + body))
                        .statusCode())
                .isEqualTo(401);
        assertThat(post("/4711/bills", body, FIRST)).isEqualTo(401);
        assertThat(post("/bills", body, SECOND)).isEqualTo(202);
        assertThat(post("/bills", "{\"organization_id\":\"4711\",\"bill\":{\"bill_id\":\"1\"}}", FIRST))
                .isEqualTo(202);

        assertThat(rows("select organization_id || ' ' || deliveries || ' ' || job from etl.inbox order by inbox_id"))
                .containsExactly(second + " 2 bills", first + " 2 bills", " 1 ");
    }

    @Test
    void bothSecretsAreGoodWhileOneTakesTheOthersPlace() {
        assertThat(post("/bills", "{}", FIRST)).isEqualTo(202);
        assertThat(post("/bills", "{}", FORMER)).isEqualTo(202);
        assertThat(post("/bills", "{}", "neitherofthesetwo1")).isEqualTo(401);
    }

    @Test
    void aProbeIsKeptAndNoChange() {
        String body = new String(Probe.next().body(), StandardCharsets.UTF_8);

        assertThat(post("/bills", body, FIRST)).isEqualTo(202);
        assertThat(post("/bills", body, FIRST)).isEqualTo(202);
        assertThat(post("/bills", body, "neitherofthesetwo1")).isEqualTo(401);
        assertThat(post("/cattle", body, FIRST)).isEqualTo(202);
        assertThat(post("/cattle", new String(Probe.next().body(), StandardCharsets.UTF_8), FIRST))
                .isEqualTo(202);
        drain();

        assertThat(rows("select job || entity || deliveries || (due_at is null) || (done_at is null)"
                        + " || coalesce(problem, '') from etl.inbox order by inbox_id"))
                .satisfiesExactly(
                        probe -> assertThat(probe).isEqualTo("tds_probe3truefalse"),
                        other -> assertThat(other)
                                .startsWith("tds_probe1truetruethe body holds no document with an id"));
    }

    @Test
    void formsAreTakenByEitherMethod() {
        String id = company.create("bills");
        String form = "bill_id=" + id + "&vendor=%D8%B4+x";
        String type = "application/x-www-form-urlencoded";
        String signature = signature(FIRST, "bill_id" + id + "vendorش xzone1");

        assertThat(send("PUT", "/bills?zone=1", type, form, signature).statusCode())
                .isEqualTo(202);
        assertThat(send("POST", "/bills?zone=1", type, form, signature).statusCode())
                .isEqualTo(202);
        assertThat(rows("select encode(body, 'escape') || deliveries from etl.inbox"))
                .containsExactly(form + "2");
    }

    @Test
    void whatIsNotGenuineIsCountedAndSampledAndLeavesNoTrace() {
        String body = "{\"bill\":{\"bill_id\":\"1\",\"vendor_name\":\"Secretive\"}}";
        double before = refusals();
        for (int i = 0; i < 30; i++) {
            var answer = send("POST", "/bills?a=Secretive", JSON, body, signature("wrongwrongwrong", body));
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.body())
                    .contains("\"status\":401", "need the same secret")
                    .doesNotContain("Secretive");
        }
        assertThat(send("POST", "/bills", JSON, body, null).statusCode()).isEqualTo(401);
        assertThat(send("POST", "/bills", JSON, "x".repeat(70_000), signature(FIRST, "x".repeat(70_000)))
                        .statusCode())
                .isEqualTo(413);
        var chunked = HttpRequest.newBuilder(application.address(BASE + "/bills"))
                .header("X-Zoho-Webhook-Signature", signature("wrongwrongwrong", body))
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("x".repeat(70_000))))
                .build();
        assertThat(send(chunked).join().statusCode()).isEqualTo(413);
        assertThat(send("DELETE", "/bills", JSON, body, signature(FIRST, body)).statusCode())
                .isEqualTo(405);

        assertThat(refusals() - before).isEqualTo(33);
        assertThat(application.bean(RefusedDeliveries.class).samples())
                .hasSizeLessThanOrEqualTo(3 * RefusedDeliveries.KEPT)
                .allSatisfy(sample -> assertThat(sample.toString()).doesNotContain("Secretive"))
                .extracting(RefusedDeliveries.Sample::reason)
                .contains(Refusal.WRONG_SIGNATURE, Refusal.NO_SIGNATURE, Refusal.TOO_LARGE);
        assertThat(number("select count(*) from etl.inbox")).isZero();
    }

    @Test
    void aFloodOfForgedOnesKeepsNoGenuineOneOut() {
        List<CompletableFuture<Integer>> genuine = new ArrayList<>();
        List<CompletableFuture<Integer>> forged = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            String body = "{\"bill\":{\"bill_id\":\"" + i + "\"}}";
            boolean real = i % 20 == 0;
            (real ? genuine : forged)
                    .add(sendAsync("POST", "/bills", JSON, body, signature(real ? FIRST : "forgedforgedforged", body))
                            .thenApply(HttpResponse::statusCode));
            if (i % 50 == 49) {
                forged.get(forged.size() - 1).join();
            }
        }
        assertThat(genuine).extracting(CompletableFuture::join).containsOnly(202);
        assertThat(forged).extracting(CompletableFuture::join).containsOnly(401, 429);
        assertThat(number("select count(*) from etl.inbox")).isEqualTo(100);
    }

    @Test
    void withoutADatabaseNothingIsSaidToBeTaken() throws SQLException {
        String name = rows("select current_database()").get(0);
        String body = "{\"bill\":{\"bill_id\":\"5\"}}";
        String server = database.url().replace("/" + name + "?", "/postgres?");
        try (var admin = java.sql.DriverManager.getConnection(server);
                var statement = admin.createStatement()) {
            statement.execute("alter database " + name + " allow_connections false");
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
            assertThat(post("/bills", body, FIRST)).isEqualTo(503);
            assertThat(post("/bills", body, "forgedforgedforged")).isEqualTo(401);
            statement.execute("alter database " + name + " allow_connections true");
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> post("/bills", body, FIRST) == 202);
        assertThat(number("select count(*) from etl.inbox")).isOne();
    }

    @Test
    void whatCannotBeHadWaitsLongerAndLongerAndItsSiblingsAreDone() {
        String good = company.create("bills");
        String bad = company.create("bills");
        sandbox.faults().on("/books/v3/bills/" + bad).always().status(500, 1000);
        post("/bills", "{\"bill\":{\"bill_id\":\"" + good + "\"}}", FIRST);
        post("/bills", "{\"bill\":{\"bill_id\":\"" + bad + "\"}}", FIRST);

        drain();
        assertThat(rows("select source_ids[1] from etl.inbox where done_at is not null"))
                .containsExactly(good);
        assertThat(rows("select attempts || ' ' || (due_at - now_at.it) || ' ' || (cause like '%500%') from etl.inbox,"
                        + " (select '" + clock.instant() + "'::timestamptz as it) as now_at where done_at is null"))
                .containsExactly("1 00:00:10 true");
        clock.advance(Duration.ofSeconds(11));
        drain();
        assertThat(rows("select attempts::text from etl.inbox where done_at is null"))
                .containsExactly("2");
        sandbox.faults().clear();
        clock.advance(Duration.ofSeconds(15));
        drain();
        assertThat(rows("select attempts::text from etl.inbox where done_at is null"))
                .as("not yet")
                .containsExactly("2");
        clock.advance(Duration.ofSeconds(6));
        drain();

        assertThat(number("select count(*) from etl.inbox where done_at is null"))
                .isZero();
        assertThat(rows("select source_id from tds.bills where source_id = '" + bad + "'"))
                .containsExactly(bad);
    }

    @Test
    void whileARunOfTheJobIsLiveItsWebhooksWait() {
        String id = company.create("bills");
        sandbox.faults().on("/books/v3/bills").hang();
        var full = application
                .bean(Launcher.class)
                .launch(new LaunchRequest("bills", company.organizationId(), RunMode.FULL, AskedBy.person("test")))
                .finished();
        await().until(() -> sandbox.faults().hanging() == 1);
        post("/bills", "{\"bill\":{\"bill_id\":\"" + id + "\"}}", FIRST);

        drain();
        assertThat(rows("select attempts || ' ' || (done_at is null) from etl.inbox"))
                .containsExactly("0 true");
        sandbox.faults().release();
        assertThat(full.join().outcome()).isEqualTo(Outcome.COMPLETED);
        drain();

        assertThat(number("select count(*) from etl.inbox where done_at is null"))
                .isZero();
    }

    @Test
    void whatAProcessHadTakenWhenItEndedIsDueAgain() {
        String id = company.create("bills");
        post("/bills", "{\"bill\":{\"bill_id\":\"" + id + "\"}}", FIRST);
        var group = new Inbox.Group(company.organizationId(), "bills");
        var inbox = application.bean(Inbox.class);
        assertThat(inbox.take(group, 10, clock.instant().plus(InboxDrain.LOAN))).hasSize(1);
        assertThat(inbox.take(group, 10, clock.instant().plus(InboxDrain.LOAN))).isEmpty();

        application.close();
        application = start("spring.datasource.hikari.connection-timeout=1000");
        drain();
        assertThat(number("select count(*) from tds.bills where source_id = '" + id + "'"))
                .isZero();
        clock.advance(InboxDrain.LOAN);
        drain();

        assertThat(number("select count(*) from tds.bills where source_id = '" + id + "'"))
                .isOne();
        assertThat(number("select count(*) from etl.inbox where done_at is null"))
                .isZero();
    }

    @Test
    void whatWasWorkedOffOrNobodyRecognizesIsForgottenAfterAMonthAndNothingElse() {
        String done = company.create("bills");
        String waiting = company.create("bills");
        sandbox.faults().on("/books/v3/bills/" + waiting).always().status(500, 1000);
        post("/bills", "{\"bill\":{\"bill_id\":\"" + done + "\"}}", FIRST);
        post("/bills", "{\"cattle\":1}", FIRST);
        drain();
        post("/bills", "{\"bill\":{\"bill_id\":\"" + waiting + "\"}}", FIRST);

        clock.advance(Duration.ofDays(30));
        application.bean(InboxRetention.class).purge();
        assertThat(number("select count(*) from etl.inbox")).isEqualTo(3);
        clock.advance(Duration.ofHours(2));
        application.bean(InboxRetention.class).purge();
        assertThat(rows("select source_ids[1] from etl.inbox")).containsExactly(waiting);
    }

    @Test
    void whatNobodyRecognizedIsFiledAgainByTheNextProcess() {
        String id = company.create("bills");
        post("/bills", "{\"bill\":{\"bill_id\":\"" + id + "\"}}", FIRST);
        post("/bills", "{\"cattle\":1}", FIRST);
        jdbc().sql(
                        "update etl.inbox set job = '', source_ids = '{}', due_at = null, problem = 'as an older job file had it'"
                                + " where problem is null")
                .update();
        drain();
        assertThat(rows("select distinct job from etl.inbox")).containsExactly("");

        application.close();
        application = start("spring.datasource.hikari.connection-timeout=1000");
        drain();

        assertThat(rows("select source_id from tds.bills where source_id = '" + id + "'"))
                .containsExactly(id);
        assertThat(rows("select job || ' ' || (done_at is not null) from etl.inbox order by job"))
                .containsExactly(" false", "bills true");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.3, 0.5", "1, 0"})
    void lostDoubledAndShuffledDeliveriesChangeOnlyWhenThingsAreSeen(double dropped, double doubled) {
        company.webhooks().add("invoices", application.address(BASE + "/invoices"), FIRST, Webhooks.Body.JSON);
        company.webhooks().unreliable(dropped, doubled, true, 5);
        List<String> ids = company.ids("invoices").subList(0, 8);
        for (int i = 0; i < 3; i++) {
            for (String id : ids) {
                company.edit("invoices", id, Map.of("reference_number", "R" + i + dropped + id.substring(15)));
            }
            clock.advance(Duration.ofSeconds(5));
        }

        assertThat(company.webhooks().send()).allMatch(status -> status == 202);
        drain();
        application
                .bean(Launcher.class)
                .launch(new LaunchRequest("invoices", company.organizationId(), RunMode.DELTA, AskedBy.person("test")))
                .finished()
                .join();

        assertThat(rows("select reference_number from tds.invoices where source_id = any('{" + String.join(",", ids)
                        + "}')"))
                .containsExactlyInAnyOrderElementsOf(ids.stream()
                        .map(id -> "R2" + dropped + id.substring(15))
                        .toList());
    }

    @Test
    void thousandChangesBecomeFewRuns() {
        IntStream.range(0, 1000)
                .mapToObj(i -> {
                    String body = "{\"bill\":{\"bill_id\":\"" + (900_000 + i) + "\"}}";
                    return sendAsync("POST", "/bills", JSON, body, signature(FIRST, body));
                })
                .toList()
                .forEach(CompletableFuture::join);
        long before = number("select count(*) from etl.runs");

        drain();
        clock.advance(DrainPace.LONGEST);
        drain();

        assertThat(number("select count(*) from etl.inbox where done_at is null"))
                .isZero();
        assertThat(number("select count(*) from etl.runs") - before).isEqualTo(2);
    }

    @Test
    void withoutASignatureOnlyProgramsOfThisMachineAreHeardAndOnlyIfThatIsSaid() {
        String body = "{\"bill\":{\"bill_id\":\"5\"},\"organization_id\":\"" + company.organizationId() + "\"}";
        assertThat(send("POST", "/bills", JSON, body, null).statusCode()).isEqualTo(401);
        try (var open = start("tds.webhooks.unsigned=true")) {
            var address = open.address(BASE + "/bills");
            assertThat(send(HttpRequest.newBuilder(address)
                                    .POST(BodyPublishers.ofString(body))
                                    .build())
                            .join()
                            .statusCode())
                    .isEqualTo(202);
            for (String header : List.of("X-Forwarded-For", "Forwarded", "Via", "Origin", "Sec-Fetch-Site")) {
                assertThat(send(HttpRequest.newBuilder(address)
                                        .header(header, "x")
                                        .POST(BodyPublishers.ofString(body))
                                        .build())
                                .join()
                                .statusCode())
                        .as(header)
                        .isEqualTo(401);
            }
            assertThat(passedOnByNginx(address, body)).startsWith("HTTP/1.1 401");
            assertThat(send(HttpRequest.newBuilder(address)
                                    .header("X-Zoho-Webhook-Signature", "0")
                                    .POST(BodyPublishers.ofString(body))
                                    .build())
                            .join()
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(rows("select organization_id from etl.inbox")).containsExactly(company.organizationId());
    }

    /** As nginx does it if its settings only say where to. */
    private static String passedOnByNginx(URI address, String body) {
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write(("POST " + address.getPath() + " HTTP/1.0\r\nHost: " + address.getAuthority()
                                    + "\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Until nothing is due, at this moment of the clock. */
    private static void drain() {
        var drain = application.bean(InboxDrain.class);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    drain.drain();
                    return drain.isIdle();
                });
    }

    private static double refusals() {
        return application.bean(MeterRegistry.class).find("tds.webhooks.refused").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static int post(String path, String body, String secret) {
        return send("POST", path, JSON, body, signature(secret, body)).statusCode();
    }

    private static HttpResponse<String> send(String method, String path, String type, String body, String signature) {
        return sendAsync(method, path, type, body, signature).join();
    }

    private static CompletableFuture<HttpResponse<String>> sendAsync(
            String method, String path, String type, String body, String signature) {
        var request = HttpRequest.newBuilder(application.address(BASE + path))
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofString(body));
        if (signature != null) {
            request.header("X-Zoho-Webhook-Signature", signature);
        }
        return send(request.build());
    }

    private static CompletableFuture<HttpResponse<String>> send(HttpRequest request) {
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String signature(String secret, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JdbcClient jdbc() {
        return application.bean(JdbcClient.class);
    }

    private static long number(String sql) {
        return jdbc().sql(sql).query(Long.class).single();
    }

    private static List<String> rows(String sql) {
        return jdbc().sql(sql).query(String.class).list();
    }
}
