package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.access.ApiKeys;
import app.tds.access.Role;
import app.tds.launch.OrganizationRefresh;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.zoho.Logged;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What strangers, and people with little rights, can do to a service that others depend on. */
@Timeout(120)
class AttacksIntegrationTests {

    private static final String WEBHOOKS = "/api/v1/tds/webhooks/zoho/invoices";
    private static final String SECRET = "attackedwebhooksecret";
    private static final String OPERATOR = "operators-own-password";
    private static final String SIGNATURE = "X-Zoho-Webhook-Signature: " + "0".repeat(64);

    private static final TestDatabase database = TestDatabase.create();
    private static final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private static Sandbox sandbox;
    private static ServingApplication application;

    @BeforeAll
    static void start() {
        sandbox =
                Sandbox.start(SandboxSettings.tiny().withCompanies(new CompanySize(20, 5, 5, 5, 5)), Clock.systemUTC());
        application = ServingApplication.start(
                sandbox,
                database,
                Clock.systemUTC(),
                "management.server.port=0",
                "tds.security.operator-password=" + OPERATOR,
                "tds.zoho.refresh-token=" + sandbox.refreshToken(),
                "tds.webhooks.body-timeout=2s",
                "tds.webhooks.refused-per-minute=100000",
                "tds.webhooks.secrets." + sandbox.organizationIds().get(0) + "=" + SECRET);
        application.bean(OrganizationRefresh.class).refresh();
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @Test
    void twoHundredHalfSentWebhooksWithoutASignatureAreSentAwayUnread() throws Exception {
        try (var attack = new HalfSentRequests(application.address(WEBHOOKS), 220)) {
            serves();
            assertThat(attack.statuses()).containsOnly(401);
            assertThat(attack.announced()).isEqualTo(220);
            assertThat(attack.ended()).isEqualTo(220);
        }
    }

    @Test
    void halfSentWebhooksThatCouldBeSignedHoldNoThreadAndEndAtTheirDeadline() throws Exception {
        try (var attack = new HalfSentRequests(application.address(WEBHOOKS), 520, SIGNATURE)) {
            serves();
            assertThat(attack.statuses()).containsOnly(408);
            assertThat(attack.ended()).isEqualTo(520);
        }
        serves();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/json",
                "Content-Type: application/x-www-form-urlencoded",
                "Authorization: Basic YWRtaW46YWRtaW4=\r\nContent-Type: application/x-www-form-urlencoded",
                "X-API-Key: tds_1_2\r\nContent-Type: application/json"
            })
    void halfSentRequestsOfStrangersHoldNoThread(String headers) throws Exception {
        var address = application.address("/api/v1/tds/integrations/zoho/sync/full");
        try (var attack = new HalfSentRequests(address, 220, headers)) {
            serves();
            assertThat(attack.statuses()).isSubsetOf(401, 403);
            assertThat(attack.ended()).isEqualTo(220);
        }
    }

    @Test
    void probesAndMetricsHaveAPortOfTheirOwnWithTheSameRules() throws Exception {
        assertThat(application.get(management("/actuator/health/liveness"), "").statusCode())
                .isEqualTo(200);
        assertThat(application.get(management("/actuator/health/readiness"), "").statusCode())
                .isEqualTo(200);
        assertThat(application.get(management("/actuator/prometheus"), "").statusCode())
                .isEqualTo(401);
        assertThat(application
                        .get(management("/actuator/prometheus"), ServingApplication.ADMIN)
                        .statusCode())
                .isEqualTo(200);
        assertThat(application.get(management("/api/v1/tds/runs"), "").statusCode())
                .isEqualTo(401);
        try (var attack = new HalfSentRequests(management("/actuator/health/liveness"), 220)) {
            assertThat(attack.statuses()).containsOnly(401);
            assertThat(application
                            .get(management("/actuator/health/liveness"), "")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aBodyThatComesInPiecesIsTakenWhenItIsComplete() throws Exception {
        String body = "{\"invoice\":{\"invoice_id\":\"1\",\"notes\":\"" + "x".repeat(300_000) + "\"}}";
        var request = HttpRequest.newBuilder(application.address(WEBHOOKS))
                .header("X-Zoho-Webhook-Signature", signature(body))
                .POST(BodyPublishers.ofString(body));
        assertThat(application.send(request, "").statusCode()).isEqualTo(202);
        assertThat(jdbc.sql("select body from etl.inbox where source_ids = '{1}'")
                        .query((row, number) -> new String(row.getBytes(1), StandardCharsets.UTF_8))
                        .list())
                .containsExactly(body);
    }

    @Test
    void oneDeliveryMovesABoundedNumberOfRecords() throws Exception {
        String lines = IntStream.range(0, 20_000)
                .mapToObj(i -> "{\"item_id\":\"" + (900_000 + i) + "\"}")
                .collect(Collectors.joining(","));
        String body = "{\"invoice\":{\"invoice_id\":\"2\",\"line_items\":[" + lines + "]}}";
        var request = HttpRequest.newBuilder(application.address(WEBHOOKS))
                .header("X-Zoho-Webhook-Signature", signature(body))
                .POST(BodyPublishers.ofString(body));

        assertThat(application.send(request, "").statusCode()).isEqualTo(202);

        assertThat(jdbc.sql("select cardinality(source_ids) from etl.inbox where job = 'stock'")
                        .query(Integer.class)
                        .list())
                .containsExactly(500);
    }

    @Test
    void idsAndBodiesOfARequestAreBounded() {
        String ids = IntStream.range(0, 1_001).mapToObj(i -> "\"" + i + "\"").collect(Collectors.joining(","));
        assertThat(post("/api/v1/tds/integrations/zoho/sync/entity/invoices", "{\"ids\":[" + ids + "]}"))
                .isEqualTo(422);
        String large = "{\"ids\":[\"" + "1".repeat(1 << 20) + "\"]}";
        assertThat(post("/api/v1/tds/integrations/zoho/sync/entity/invoices", large))
                .isEqualTo(413);
        var chunked = csrf(HttpRequest.newBuilder(
                        application.address("/api/v1/tds/integrations/zoho/sync/entity/invoices")))
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(large)));
        assertThat(application.send(chunked, ServingApplication.ADMIN).statusCode())
                .isEqualTo(413);
        var small = csrf(HttpRequest.newBuilder(
                        application.address("/api/v1/tds/integrations/zoho/sync/entity/invoices")))
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("{\"mode\":\"no such\"}")));
        assertThat(application.send(small, ServingApplication.ADMIN).body()).contains("mode is full or delta");
    }

    @Test
    void passwordsAreNotGuessedInNumbersAndOthersAreServedMeanwhile() {
        List<CompletableFuture<Integer>> guesses = IntStream.range(0, 80)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> application
                        .get("/api/v1/tds/runs", "operator:guess-number-" + i)
                        .statusCode()))
                .toList();
        assertThat(guesses).extracting(CompletableFuture::join).containsOnly(401, 429);
        assertThat(guesses.stream().filter(guess -> guess.join() == 401))
                .as("ten, and those that were looked at together with the tenth")
                .hasSizeBetween(10, 20);

        var late = application.get("/api/v1/tds/runs", "operator:" + OPERATOR);
        assertThat(late.statusCode()).as("the right one, too late").isEqualTo(429);
        assertThat(late.headers().firstValue("Retry-After")).isPresent();
        assertThat(late.body()).contains("Too many logins have failed. Try again in 15 minutes");
        assertThat(application.get("/api/v1/tds/runs", ServingApplication.ADMIN).statusCode())
                .as("another user")
                .isEqualTo(200);
        assertThat(application
                        .get(management("/actuator/health"), "operator:no-matter-which")
                        .statusCode())
                .as("where no login is looked at")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/tds/events?organization=%00",
                "/api/v1/tds/events?event=a%00b",
                "/api/v1/tds/runs?job=%00",
                "/api/v1/tds/runs?organization=%00",
                "/api/v1/tds/runs?from=%2B1000000000-01-01T00:00:00Z",
                "/api/v1/tds/runs?to=-1000000000-01-01T00:00:00Z",
                "/api/v1/tds/runs?from=294277-01-01T00:00:00Z",
                "/api/v1/tds/quarantine?organization=%00",
                "/api/v1/tds/quarantine?job=%00",
                "/api/v1/tds/quarantine?after=%00",
                "/api/v1/tds/plan?organization=%00",
                "/api/v1/bff/tds/zoho/sync/history?before=1e400",
            })
    void whatNoValueCanBeIsABadRequestAndNothingInTheLog(String address) {
        try (var log = new Logged()) {
            var answer = application.get(address, ServingApplication.ADMIN);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(log.lines()).noneMatch(line -> line.contains("not foreseen") || line.contains("Exception"));
        }
    }

    @Test
    void daysThatAreTooFarOffAreRefused() {
        for (String day : List.of("+999999999-12-31", "-999999999-01-01", "9999999-01-01", "1899-12-31")) {
            assertThat(post("/api/v1/tds/integrations/zoho/sync/entity/invoices", "{\"from\":\"" + day + "\"}"))
                    .as(day)
                    .isIn(400, 422);
        }
    }

    @Test
    void oneLoginHasABoundedNumberOfStreamsAndLeavesTheOthers() throws Exception {
        String key =
                application.bean(ApiKeys.class).create("greedy", Role.VIEWER).value();
        List<HttpResponse<InputStream>> streams = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                streams.add(listen(key));
            }
            assertThat(streams).extracting(HttpResponse::statusCode).containsOnly(200);
            assertThat(listen(key).statusCode()).isEqualTo(429);
            String other = application
                    .bean(ApiKeys.class)
                    .create("greedy", Role.VIEWER)
                    .value();
            streams.add(listen(other));
            assertThat(streams.get(20).statusCode()).isEqualTo(200);
        } finally {
            for (var stream : streams) {
                stream.body().close();
            }
        }
    }

    @Test
    void theStreamOfARevokedKeyEnds() throws Exception {
        String key =
                application.bean(ApiKeys.class).create("leaves", Role.VIEWER).value();
        var stream = listen(key);
        assertThat(stream.statusCode()).isEqualTo(200);

        application.bean(ApiKeys.class).revoke(key.split("_")[1]);

        assertThat(CompletableFuture.supplyAsync(() -> lengthOf(stream.body())).get(20, TimeUnit.SECONDS))
                .isPositive();
    }

    private static long lengthOf(InputStream stream) {
        try {
            return stream.readAllBytes().length;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static HttpResponse<InputStream> listen(String key) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(application.address("/api/v1/tds/events"))
                                .header("X-API-Key", key)
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
    }

    @Test
    void notEvenTheFinestLogTellsAKeyOrAPassword() throws Exception {
        String key =
                application.bean(ApiKeys.class).create("traced", Role.VIEWER).value();
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        try (var log = new Logged()) {
            root.setLevel(Level.TRACE);
            var withKey = HttpRequest.newBuilder(application.address("/api/v1/tds/jobs"))
                    .header("X-API-Key", key);
            assertThat(application.send(withKey, "").statusCode()).isEqualTo(200);
            assertThat(application
                            .get("/api/v1/tds/jobs", ServingApplication.ADMIN)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(application
                            .get("/api/v1/tds/jobs", "viewer:mistyped-password")
                            .statusCode())
                    .isEqualTo(401);
            root.setLevel(before);

            assertThat(log.lines()).anyMatch(line -> line.contains("/api/v1/tds/jobs"));
            assertThat(String.join("\n", log.lines()))
                    .doesNotContain(
                            key.substring(17),
                            ServingApplication.ADMIN.split(":")[1],
                            "mistyped-password",
                            base64(ServingApplication.ADMIN),
                            base64("viewer:mistyped-password"));
        } finally {
            root.setLevel(before);
        }
    }

    @Test
    void whoDidWhatAndWhoWasRefusedIsKept() throws Exception {
        jdbc.sql("truncate etl.audit").update();
        String key =
                application.bean(ApiKeys.class).create("shop", Role.OPERATOR).value();
        String viewer =
                application.bean(ApiKeys.class).create("eyes", Role.VIEWER).value();
        String id = key.split("_")[1];
        var launched = application.send(
                HttpRequest.newBuilder(application.address("/api/v1/tds/integrations/zoho/sync/entity/bills"))
                        .header("X-API-Key", key)
                        .POST(BodyPublishers.noBody()),
                "");
        assertThat(launched.statusCode()).isEqualTo(202);
        String run = launched.headers().firstValue("Location").orElseThrow().replaceAll(".*/", "");
        for (String used : List.of(key, viewer)) {
            application.send(
                    HttpRequest.newBuilder(application.address("/api/v1/tds/jobs/bills/pause"))
                            .header("X-API-Key", used)
                            .POST(BodyPublishers.noBody()),
                    "");
        }
        application.get("/api/v1/tds/jobs", "viewer-password-in-the-wrong-field:x");
        application.bean(ApiKeys.class).revoke(id);

        assertThat(jdbc.sql(
                                "select who || '|' || login || '|' || coalesce(address, '') || '|' || action || '|' || outcome"
                                        + " || '|' || coalesce(run_id::text, '') from etl.audit order by audit_id")
                        .query(String.class)
                        .list())
                .anyMatch(it -> it.matches(".*\\|command\\|\\|key " + id + " made for shop, OPERATOR\\|done\\|"))
                .contains(
                        "key shop|key " + id + "|127.0.0.1|POST /api/v1/tds/integrations/zoho/sync/entity/bills|202|"
                                + run,
                        "key shop|key " + id + "|127.0.0.1|POST /api/v1/tds/jobs/bills/pause|404|",
                        "key eyes|key " + viewer.split("_")[1]
                                + "|127.0.0.1|POST /api/v1/tds/jobs/bills/pause|not allowed|",
                        "unknown user|user|127.0.0.1|login|wrong user or password, 1 in 15 minutes|")
                .anyMatch(it -> it.endsWith("|key " + id + " revoked|done|"))
                .noneMatch(it -> it.contains("wrong-field") || it.contains(key));
        assertThat(jdbc.sql("select last_used_at > now() - interval '10 minutes' from etl.api_keys where key_id = ?")
                        .param(id)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    private static String base64(String login) {
        return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether everybody else is served, and soon. */
    private static void serves() throws Exception {
        long begun = System.nanoTime();
        String body = "{\"invoice\":{\"invoice_id\":\"7\"}}";
        var genuine = HttpRequest.newBuilder(application.address(WEBHOOKS))
                .timeout(Duration.ofSeconds(10))
                .header("X-Zoho-Webhook-Signature", signature(body))
                .POST(BodyPublishers.ofString(body));
        assertThat(application.send(genuine, "").statusCode()).isEqualTo(202);
        assertThat(application.get("/api/v1/tds/runs", ServingApplication.ADMIN).statusCode())
                .isEqualTo(200);
        assertThat(application.get(management("/actuator/health/liveness"), "").statusCode())
                .isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    private static URI management(String path) {
        return URI.create(
                "http://127.0.0.1:" + application.bean(Environment.class).getProperty("local.management.port") + path);
    }

    private static int post(String path, String body) {
        return application
                .send(
                        csrf(HttpRequest.newBuilder(application.address(path))).POST(BodyPublishers.ofString(body)),
                        ServingApplication.ADMIN)
                .statusCode();
    }

    private static HttpRequest.Builder csrf(HttpRequest.Builder request) {
        return request.headers(
                "Content-Type", "application/json", "Cookie", "XSRF-TOKEN=0123456789", "X-XSRF-TOKEN", "0123456789");
    }

    private static String signature(String body) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }
}
