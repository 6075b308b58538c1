package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.tds.Secret;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.source.SourceFailure;
import app.tds.source.SourceFailure.Denied;
import app.tds.source.SourceFailure.Throttled;
import app.tds.source.SourceFailure.Unavailable;
import app.tds.zoho.ScriptedZoho.Reply;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.reactive.function.client.WebClient;
import tools.jackson.databind.json.JsonMapper;

class AccessTokensIntegrationTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final SettableClock clock = new SettableClock(NOON);
    private final ScriptedZoho zoho = new ScriptedZoho();
    private final ZohoConnection connection = zoho.connection();
    private final AccessTokens tokens = instance(KEY);

    @AfterEach
    void stop() {
        zoho.close();
    }

    private AccessTokens instance(String key) {
        var settings = zoho.settings();
        var http = new ZohoConfiguration().zohoHttp(WebClient.builder(), settings);
        var endpoint = new TokenEndpoint(http, settings, new ZohoFailures(clock), new JsonMapper(), clock);
        return new AccessTokens(
                endpoint,
                new TokenCipher(new Secret(key), null),
                jdbc,
                new TransactionTemplate(new JdbcTransactionManager(database.dataSource())),
                clock);
    }

    @Test
    void theRefreshTokenTravelsInTheBodyAndNotInTheAddress() {
        assertThat(tokens.current(connection))
                .isEqualTo(new Access(new Secret("1000.access.1"), zoho.address(), "", NOON.plusSeconds(3600)));

        var call = zoho.tokenCalls().get(0);
        assertThat(call.path()).isEqualTo("/oauth/v2/token");
        assertThat(call.query()).isNull();
        assertThat(call.body().split("&"))
                .containsExactlyInAnyOrder(
                        "grant_type=refresh_token",
                        "client_id=1000.CLIENT",
                        "client_secret=very-secret",
                        "refresh_token=1000.refresh.token");
    }

    @Test
    void twoHundredThreadsAtTheMomentOfExpiryRefreshOnce() throws Exception {
        tokens.current(connection);
        clock.advance(Duration.ofHours(1));

        var found = together(200, () -> tokens.current(connection));

        assertThat(found).extracting(access -> access.token().value()).containsOnly("1000.access.2");
        assertThat(zoho.tokenCalls()).hasSize(2);
    }

    @Test
    void twoProcessesOnOneDatabaseRefreshOnce() throws Exception {
        var other = instance(KEY);
        var turn = new java.util.concurrent.atomic.AtomicInteger();

        var found = together(20, () -> (turn.getAndIncrement() % 2 == 0 ? tokens : other).current(connection));

        assertThat(found).extracting(access -> access.token().value()).containsOnly("1000.access.1");
        assertThat(zoho.tokenCalls()).hasSize(1);
    }

    @Test
    void aRestartUsesTheStoredTokenWhichNobodyCanRead() {
        tokens.current(connection);

        assertThat(instance(KEY).current(connection).token().value()).isEqualTo("1000.access.1");
        assertThat(zoho.tokenCalls()).hasSize(1);
        assertThat(jdbc.sql("select row_to_json(t)::text || encode(access_token, 'escape') from etl.connections t")
                        .query(String.class)
                        .list())
                .singleElement()
                .asString()
                .doesNotContain("1000.access", "very-secret", "1000.refresh");
    }

    @Test
    void aTokenIsReplacedFiveMinutesBeforeItExpires() {
        tokens.current(connection);

        clock.advance(Duration.ofMinutes(55).minusSeconds(1));
        assertThat(tokens.current(connection).token().value()).isEqualTo("1000.access.1");

        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.current(connection).token().value()).isEqualTo("1000.access.2");
        assertThat(tokens.current(connection).expiresAt())
                .isEqualTo(clock.instant().plusSeconds(3600));
    }

    @Test
    void allWhoWereRefusedWithATokenGetTheSameOther() throws Exception {
        var rejected = tokens.current(connection);

        var found = together(50, () -> tokens.instead(connection, rejected));

        assertThat(found).extracting(access -> access.token().value()).containsOnly("1000.access.2");
        assertThat(zoho.tokenCalls()).hasSize(2);
        assertThat(instance(KEY).instead(connection, rejected).token().value()).isEqualTo("1000.access.2");
        assertThat(zoho.tokenCalls()).hasSize(2);
    }

    @Test
    void whatCannotBeDecryptedIsRefreshed() {
        tokens.current(connection);
        var key = new byte[32];
        key[0] = 1;

        assertThat(instance(Base64.getEncoder().encodeToString(key))
                        .current(connection)
                        .token()
                        .value())
                .isEqualTo("1000.access.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"decode('00', 'hex')", "decode(repeat('00', 20), 'hex')", "null"})
    void whatIsDamagedIsRefreshed(String damaged) {
        tokens.current(connection);
        jdbc.sql("update etl.connections set access_token = " + damaged).update();

        assertThat(instance(KEY).current(connection).token().value()).isEqualTo("1000.access.2");
    }

    @ParameterizedTest
    @CsvSource({"api_domain, 1000.access.2", "expires_at, 1000.access.2", "scope, 1000.access.1"})
    void whatIsMissingIsRefreshedIfItIsNeeded(String column, String token) {
        tokens.current(connection);
        jdbc.sql("update etl.connections set " + column + " = null").update();

        assertThat(instance(KEY).current(connection).token().value()).isEqualTo(token);
    }

    @ParameterizedTest
    @CsvSource({"{\"error\":\"invalid_redirect_uri\"}, Refused", "{\"error\":\"invalid_client\"}, Denied"})
    void aRefusalHoldsAfterARestartAndKeepsItsKind(String body, String kind) {
        zoho.accounts(Reply.json(200, body));
        var first = catchThrowable(() -> tokens.current(connection));

        var second = catchThrowable(() -> instance(KEY).current(connection));

        assertThat(second.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(second).hasMessage(first.getMessage());
        assertThat(zoho.tokenCalls()).hasSize(1);

        jdbc.sql("update etl.connections set refused_until = null").update();
        catchThrowable(() -> instance(KEY).current(connection));
        assertThat(zoho.tokenCalls()).as("a refusal without an end is none").hasSize(2);
    }

    @Test
    void noMoreThanEightTokensAreAskedForInTenMinutesOverRestartsAndNodes() {
        for (int i = 0; i < 8; i++) {
            var node = instance(KEY);
            node.instead(connection, node.current(connection));
            if (zoho.tokenCalls().size() == 8) {
                break;
            }
        }
        assertThat(zoho.tokenCalls()).hasSize(8);
        var last = instance(KEY);

        var failure = catchThrowableOfType(Throttled.class, () -> last.instead(connection, last.current(connection)));

        assertThat(failure).hasMessageContaining("8 access tokens in ten minutes");
        assertThat(failure.until()).isEqualTo(NOON.plus(Duration.ofMinutes(10)));
        assertThat(zoho.tokenCalls()).hasSize(8);
        clock.advance(Duration.ofMinutes(10));
        assertThat(instance(KEY).current(connection).token().value()).isEqualTo("1000.access.9");
    }

    @Test
    void aCodeWhoseRedirectDoesNotFitSaysWhatToDo() {
        zoho.accounts(Reply.json(200, "{\"error\":\"invalid_redirect_uri\"}"));
        var open = new ZohoConnection(
                "open", zoho.address(), "1000.CLIENT", new Secret("very-secret"), null, List.of("10"));

        assertThat(catchThrowable(() -> tokens.connect(open, new Secret("code"), null, null)))
                .isInstanceOf(Denied.class)
                .hasMessageContaining("Self Client");
        assertThat(catchThrowable(() -> tokens.connect(
                        open, new Secret("code"), java.net.URI.create("https://tds.example/callback"), null)))
                .isInstanceOf(Denied.class)
                .hasMessageContaining("https://tds.example/callback");
    }

    @Test
    void aRefusalIsRememberedForTenMinutes() {
        zoho.accounts(Reply.json(200, "{\"error\":\"invalid_code\"}"), zoho.grant(7));

        assertThat(catchThrowable(() -> tokens.current(connection))).isInstanceOf(Denied.class);
        clock.advance(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(catchThrowable(() -> tokens.current(connection))).isInstanceOf(Denied.class);
        assertThat(zoho.tokenCalls()).hasSize(1);

        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.current(connection).token().value()).isEqualTo("1000.access.7");
    }

    @Test
    void tooManyTokensAreNotAskedForAgainBeforeTheirWindowIsOver() {
        zoho.accounts(
                Reply.json(
                        400,
                        "{\"error_description\":\"You have made too many requests continuously.\","
                                + "\"error\":\"Access Denied\",\"status\":\"failure\"}"),
                zoho.grant(7));

        var throttled = catchThrowableOfType(Throttled.class, () -> tokens.current(connection));
        assertThat(throttled.until()).isEqualTo(NOON.plus(Duration.ofMinutes(10)));
        clock.advance(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(catchThrowable(() -> tokens.current(connection))).isInstanceOf(Throttled.class);
        assertThat(zoho.tokenCalls()).hasSize(1);

        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.current(connection).token().value()).isEqualTo("1000.access.7");
    }

    @Test
    void anErrorOfTheServerIsZohosTroubleAndNoSettingIsBlamed() {
        zoho.accounts(
                Reply.json(503, "{\"code\":0,\"message\":\"Down\"}"), Reply.json(500, "{\"error\":\"general_error\"}"));

        assertThat(catchThrowable(() -> tokens.current(connection)))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("Zoho answered 503")
                .hasMessageNotContaining("tds.zoho");
        assertThat(catchThrowable(() -> tokens.current(connection))).isInstanceOf(Unavailable.class);
    }

    @Test
    void anAnswerThatBrokeOffIsAskedForAgainAtOnce() {
        zoho.accounts(zoho.grant(1).cutOff(), Reply.of(502, "text/html", "<html/>"), zoho.grant(2));

        assertThat(catchThrowable(() -> tokens.current(connection))).isInstanceOf(Unavailable.class);
        assertThat(catchThrowable(() -> tokens.current(connection))).isInstanceOf(Unavailable.class);
        assertThat(tokens.current(connection).token().value()).isEqualTo("1000.access.2");
    }

    @ParameterizedTest
    @CsvSource({"200", "400", "201"})
    void onlyTheAccessTokenMeansSuccess(int status) {
        zoho.accounts(new Reply(status, ScriptedZoho.JSON, zoho.grant(3).body(), java.util.Map.of(), 0));

        assertThat(tokens.current(connection).token().value()).isEqualTo("1000.access.3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"access_token\":\"\"}",
                "{\"access_token\":null,\"error\":\"invalid_client\"}",
                "{\"error\":\"invalid_client_secret\"}",
                "{\"error\":{\"deep\":1}}",
                "[]",
                "null",
                "",
                "<html>1000.access.9</html>",
                "{\"access_token\":\"1000.access.9\"}",
                "{\"access_token\":\"1000.access.9\",\"api_domain\":\"\"}",
                "{\"access_token\":\"1000.access.9\",\"api_domain\":\"not an address\"}",
                "{\"access_token\":\"1000.access.9\",\"api_domain\":\"www.zohoapis.com\"}",
                "{\"access_token\":\"1000.access.9\",\"api_domain\":\"http://www.zohoapis.com\"}",
                "{\"access_token\":\"1000.access.9\",\"api_domain\":\"https://www.zohoapis.com.evil.example\"}",
                "{\"access_token\":\"1000.access.9\",\"api_domain\":\"https://evil.example/www.zohoapis.com\"}",
                "{\"access_token\":\"1000.access.9\",\"api_domain\":\"https://www.zohoapis.com@evil.example\"}",
                "{\"access_token\":\"1000.access.9\",\"api_domain\":\"https://evilzohoapis.com\"}",
                "{\"access_token\":\"1000.access.9\",\"api_domain\":\"http://127.0.0.1.evil.example\"}",
                "{\"access_token\":\"1000.access.9\",\"api_domain\":\"file:///etc/passwd\"}"
            })
    void anythingElseIsAFailureAndNothingIsStored(String body) {
        zoho.accounts(Reply.json(200, body));

        assertThat(catchThrowable(() -> tokens.current(connection)))
                .isInstanceOf(SourceFailure.class)
                .message()
                .doesNotContain("1000.access.9", "very-secret", "1000.refresh");
        assertThat(jdbc.sql("select count(access_token) from etl.connections")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "3600, 3600",
        "'\"1800\"', 1800",
        "null, 3600",
        "600, 600",
        "3600000, 3600",
        "86400, 3600",
        "-1, 3600",
        "0, 3600",
        "9223372036854775807, 3600"
    })
    void lifeIsInSeconds(String sent, long seconds) {
        zoho.accounts(Reply.json(
                200,
                "{\"access_token\":\"t\",\"api_domain\":\"%s\",\"expires_in\":%s}".formatted(zoho.address(), sent)));

        assertThat(tokens.current(connection).expiresAt()).isEqualTo(NOON.plusSeconds(seconds));
    }

    @Test
    void noSecretIsLoggedOrPartOfAFailure() {
        var told = new StringWriter();
        try (var logged = new Logged()) {
            told.append(tokens.current(connection).toString());
            for (var reply : List.of(
                    Reply.json(200, "{\"error\":\"invalid_code\"}"),
                    Reply.json(200, "{\"access_token\":\"1000.access.8\",\"api_domain\":\"http://x.example\"}"),
                    Reply.json(200, "{\"access_token\":\"1000.access.8\",\"api_domain\":17")
                            .cutOff(),
                    Reply.of(500, "text/html", "1000.access.8"))) {
                zoho.accounts(reply);
                clock.advance(Duration.ofHours(2));
                catchThrowable(() -> tokens.current(connection)).printStackTrace(new PrintWriter(told, true));
            }
            told.append(String.join("\n", logged.lines()));
        }

        assertThat(told.toString())
                .contains("Zoho gave a new access token", "refresh token", "cannot be read")
                .doesNotContain("1000.access", "very-secret", "1000.refresh.token", KEY);
    }

    private static List<Access> together(int threads, Supplier<Access> call) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            var start = new CountDownLatch(1);
            List<Future<Access>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(executor.submit(() -> {
                    start.await();
                    return call.get();
                }));
            }
            start.countDown();
            return results(futures);
        } finally {
            executor.shutdownNow();
        }
    }

    private static List<Access> results(List<Future<Access>> futures) throws InterruptedException, ExecutionException {
        List<Access> results = new ArrayList<>();
        for (var future : futures) {
            results.add(future.get());
        }
        return results;
    }
}
