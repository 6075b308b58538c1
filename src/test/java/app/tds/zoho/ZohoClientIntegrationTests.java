package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.source.Priority;
import app.tds.source.SourceFailure.Denied;
import app.tds.source.SourceFailure.Refused;
import app.tds.source.SourceFailure.Throttled;
import app.tds.source.SourceFailure.Unavailable;
import app.tds.source.WaitedForLimit;
import app.tds.zoho.PageReading.Page;
import app.tds.zoho.ScriptedZoho.Call;
import app.tds.zoho.ScriptedZoho.Reply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Timeout(30)
class ZohoClientIntegrationTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Reply OK = Reply.json(200, ScriptedZoho.EMPTY_PAGE);
    private static final Reply EXPIRED = Reply.json(401, "{\"code\":14,\"message\":\"enter a valid value\"}");
    private static final Reply BROKEN = Reply.json(500, "{\"code\":1000,\"message\":\"Internal error\"}");

    private final TestDatabase database = TestDatabase.create();
    private final SettableClock clock = new SettableClock(NOON);
    private final ScriptedZoho zoho = new ScriptedZoho();
    private final JsonMapper mapper = new JsonMapper();

    @AfterEach
    void stop() {
        zoho.close();
    }

    private ZohoClient client(ZohoSettings settings) {
        return TestClients.client(database.dataSource(), settings, clock);
    }

    private ZohoClient.Answer<Page> get() {
        return get(client(zoho.settings()));
    }

    private ZohoClient.Answer<Page> get(ZohoClient client) {
        var request =
                new ZohoRequest(zoho.connection(), Priority.DELTA, "inventory", "/items", "10", Map.of("page", "1"), 1);
        return client.get(request, new PageReading(mapper, Queries.items()));
    }

    @Test
    void aPageCarriesTheTokenAndTheOrganization() {
        var answer = get();

        assertThat(answer).isEqualTo(new ZohoClient.Answer<>(new Page(List.of(), false, null, true), 1));
        assertThat(zoho.apiCalls())
                .containsExactly(new Call(
                        "GET",
                        "/inventory/v1/items",
                        "organization_id=10&page=1",
                        "Zoho-oauthtoken 1000.access.1",
                        null,
                        ""));
    }

    @Test
    void whatACallWaitsForTheMinuteIsToldWithItsRun() {
        var events = new ArrayList<Object>();
        var client = TestClients.client(
                database.dataSource(), zoho.settings(32 << 20, 60), clock, new SimpleMeterRegistry(), events::add);
        get(client);
        get(client);
        get(client);
        assertThat(events).as("a minute may begin with three").isEmpty();

        get(client);

        assertThat(events).hasSize(1).allSatisfy(event -> {
            var wait = (WaitedForLimit) event;
            assertThat(wait.runId()).isEqualTo(1);
            assertThat(wait.waited()).isEqualTo(Duration.between(NOON, clock.instant()));
            assertThat(wait.waited()).as("54 a minute").isBetween(Duration.ofMillis(1_100), Duration.ofMillis(1_130));
        });
    }

    @Test
    void anExpiredTokenIsRefreshedOnce() {
        zoho.api(EXPIRED, OK);

        assertThat(get().calls()).isEqualTo(2);
        assertThat(zoho.apiCalls())
                .extracting(Call::authorization)
                .containsExactly("Zoho-oauthtoken 1000.access.1", "Zoho-oauthtoken 1000.access.2");
        assertThat(zoho.tokenCalls()).hasSize(2);
    }

    @Test
    void aFreshTokenThatIsRefusedAsWellIsTheEnd() {
        zoho.api(EXPIRED);

        assertThatThrownBy(this::get).isInstanceOf(Denied.class).hasMessageContaining("data-center");
        assertThat(zoho.apiCalls()).hasSize(2);
        assertThat(zoho.tokenCalls()).hasSize(2);
    }

    @Test
    void troubleThatPassesIsSatOut() {
        zoho.api(BROKEN, BROKEN, BROKEN, OK);

        assertThat(get().calls()).isEqualTo(4);
        assertThat(zoho.apiCalls()).hasSize(4);
    }

    @Test
    void troubleThatDoesNotPassEndsAfterFourCalls() {
        zoho.api(BROKEN);

        assertThatThrownBy(this::get).isInstanceOf(Unavailable.class).hasMessageContaining("Internal error");
        assertThat(zoho.apiCalls()).hasSize(4);
    }

    @Test
    void aLockOutIsNotKnockedAt() {
        zoho.api(Reply.json(429, "{\"code\":44,\"message\":\"blocked\"}").with("Retry-After", "1800"));

        var failure = catchThrowableOfType(Throttled.class, this::get);

        assertThat(failure.until()).isEqualTo(NOON.plusSeconds(1800));
        assertThat(zoho.apiCalls()).hasSize(1);
    }

    @Test
    void aUsedUpQuotaIsNewWhenZohoSays() {
        zoho.api(Reply.json(429, "{\"code\":45,\"message\":\"exceeded\"}").with("x-rate-limit-reset", "30000"));

        assertThat(catchThrowableOfType(Throttled.class, this::get).until()).isEqualTo(NOON.plusSeconds(30000));
        assertThat(zoho.apiCalls()).hasSize(1);
    }

    @Test
    void tooManyCallsInProgressAreWaitedFor() {
        zoho.api(Reply.json(429, "{\"code\":1070,\"message\":\"in process\"}").with("Retry-After", "0"), OK);

        assertThat(get().calls()).isEqualTo(2);
    }

    @Test
    void whatAPersonHasToChangeIsNotRepeated() {
        zoho.api(Reply.json(401, "{\"code\":57,\"message\":\"not authorized\"}"));
        assertThatThrownBy(this::get).isInstanceOf(Denied.class);

        zoho.api(Reply.json(400, "{\"code\":2,\"message\":\"Invalid value passed for page\"}"));
        assertThatThrownBy(this::get).isInstanceOf(Refused.class).hasMessageContaining("Invalid value passed for page");
        assertThat(zoho.apiCalls()).hasSize(2);

        zoho.api(Reply.json(200, "{\"code\":6041,\"message\":\"not associated\"}"));
        assertThatThrownBy(this::get).isInstanceOf(Denied.class).hasMessageContaining("tds.zoho.organizations");
        assertThat(zoho.apiCalls()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNoPageIsNeverTheEndOfTheList(Reply reply) {
        zoho.api(reply);

        assertThatThrownBy(() -> get(client(zoho.settings(4096, 0))))
                .isInstanceOf(Unavailable.class)
                .hasMessageStartingWith("GET inventory/items page 1 of organization 10: ");
        assertThat(zoho.apiCalls()).hasSize(4);
    }

    static Stream<Reply> whatIsNoPageIsNeverTheEndOfTheList() {
        var page = ScriptedZoho.EMPTY_PAGE;
        return Stream.of(
                Reply.of(200, "text/html;charset=UTF-8", "<html><body>Maintenance</body></html>"),
                Reply.of(200, ScriptedZoho.JSON, "<html><body>Maintenance</body></html>"),
                Reply.of(200, ScriptedZoho.JSON, ""),
                Reply.of(200, null, ""),
                Reply.of(204, ScriptedZoho.JSON, ""),
                Reply.of(200, "text/plain", page),
                Reply.of(200, null, page),
                Reply.of(200, ScriptedZoho.JSON, page.substring(0, page.length() - 1)),
                Reply.of(200, ScriptedZoho.JSON, page).cutOff(),
                Reply.of(200, ScriptedZoho.JSON, "").cutOff(),
                Reply.of(200, ScriptedZoho.JSON, page.replace("[]", "[{\"name\":\"" + "x".repeat(5000) + "\"}]")),
                Reply.of(503, "text/html", "<html/>"));
    }

    @Test
    void aConnectionThatIsResetIsNoEndEither() throws IOException {
        var connections = new AtomicInteger();
        try (var resetting = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var thread = new Thread(() -> resetEverything(resetting, connections), "resetting");
            thread.setDaemon(true);
            thread.start();
            zoho.accounts(Reply.json(
                    200,
                    "{\"access_token\":\"t\",\"api_domain\":\"http://127.0.0.1:" + resetting.getLocalPort() + "\"}"));

            assertThatThrownBy(this::get)
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("no complete answer from Zoho");
        }
        assertThat(connections.get()).isEqualTo(4);
    }

    private static void resetEverything(ServerSocket server, AtomicInteger connections) {
        try {
            while (true) {
                try (var connection = server.accept()) {
                    connections.incrementAndGet();
                    connection.getInputStream().read();
                    connection.setSoLinger(true, 0);
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Test
    void whatIsNoPageMayBeOneTheNextTime() {
        zoho.api(
                Reply.of(200, "text/html", "<html/>"),
                Reply.json(200, ScriptedZoho.EMPTY_PAGE).cutOff(),
                BROKEN,
                OK);

        assertThat(get().value()).isEqualTo(new Page(List.of(), false, null, true));
    }

    @Test
    void noTokenFollowsARedirect() {
        try (var elsewhere = new ScriptedZoho()) {
            zoho.api(
                    Reply.of(302, ScriptedZoho.JSON, "").with("Location", elsewhere.address() + "/inventory/v1/items"));

            assertThatThrownBy(this::get).isInstanceOf(Refused.class).hasMessageContaining("302");
            assertThat(elsewhere.apiCalls()).isEmpty();
            assertThat(zoho.apiCalls()).hasSize(1);
        }
    }

    @Test
    void theTokenGoesToTheDomainItWasGivenForAndNowhereElse() {
        try (var api = new ScriptedZoho()) {
            zoho.accounts(api.grant(5));

            get();

            assertThat(zoho.apiCalls()).isEmpty();
            assertThat(zoho.tokenCalls()).extracting(Call::authorization).containsOnlyNulls();
            assertThat(api.apiCalls()).extracting(Call::authorization).containsExactly("Zoho-oauthtoken 1000.access.5");
            assertThat(api.tokenCalls()).isEmpty();
        }
    }

    @Test
    void everyCallAndEveryRepeatTakesItsShareOfTheBudget() {
        zoho.api(BROKEN, OK);
        get(client(zoho.settings(4096, 1000)));

        var buckets = JdbcClient.create(database.dataSource())
                .sql("select id from etl.rate_buckets")
                .query(String.class)
                .list();
        assertThat(buckets).containsExactly("10/1000");
    }

    @Test
    void withoutALimitNoBudgetIsKept() {
        var client = client(zoho.settings());
        for (int i = 0; i < 150; i++) {
            get(client);
        }

        assertThat(zoho.apiCalls()).hasSize(150);
        assertThat(JdbcClient.create(database.dataSource())
                        .sql("select count(*) from etl.rate_buckets")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void anInterruptEndsTheWaitAtOnce() {
        zoho.api(BROKEN);
        var client = client(zoho.settings());
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> get(client)).isInstanceOf(RuntimeException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(zoho.apiCalls()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void callsAreLoggedWithoutTokensOrParameters() {
        zoho.api(EXPIRED, BROKEN, OK);
        try (var logged = new Logged()) {
            get();

            assertThat(logged.lines())
                    .anySatisfy(line -> assertThat(line)
                            .contains("method=GET api=inventory path=/items page=1", "run=1", "status=401", "code=14"))
                    .anySatisfy(line -> assertThat(line).contains("status=200"))
                    .allSatisfy(line -> assertThat(line)
                            .doesNotContain("1000.access", "very-secret", "1000.refresh", "Zoho-oauthtoken"));
        }
    }
}
