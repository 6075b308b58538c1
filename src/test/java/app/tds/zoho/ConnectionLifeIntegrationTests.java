package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import app.tds.Secret;
import app.tds.ServingApplication;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.sandbox.Call;
import app.tds.sandbox.Limits;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.source.ConnectionMade;
import app.tds.source.SourceFailure;
import app.tds.source.SourceFailure.Denied;
import app.tds.source.SourceFailure.Throttled;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.reactive.function.client.WebClient;
import tools.jackson.databind.json.JsonMapper;

/** A connection from its making to its end: new keys, new tokens, more nodes, and a Zoho that says no. */
class ConnectionLifeIntegrationTests {

    private static final String SCOPE = "ZohoBooks.settings.READ";
    private static final String TOKEN = "/oauth/v2/token";
    private static final String GRANTED_FOR_EVER = "{\"access_token\":\"for.an.hour\",\"refresh_token\":\"for.ever\","
            + "\"api_domain\":\"https://www.zohoapis.com\",\"expires_in\":3600}";
    private static final String GRANTED_FOR_AN_HOUR =
            "{\"access_token\":\"for.an.hour\",\"api_domain\":\"https://www.zohoapis.com\",\"expires_in\":3600}";
    private static final Secret FIRST_KEY = key(1);
    private static final Secret SECOND_KEY = key(2);
    private static final Secret THIRD_KEY = key(3);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T09:00:00Z"));
    private final Sandbox sandbox =
            Sandbox.start(SandboxSettings.tiny().withLimits(Limits.none().withTokensPerTenMinutes(10)), clock);
    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final ZohoSettings settings = settings(Map.of());
    private final ZohoConnection connection = settings.all().get(0);
    private final List<Object> told = new ArrayList<>();
    private final AccessTokens tokens = process(FIRST_KEY, null);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aSelfClientsCodeMakesTheConnectionAndASecondUseDoesNot() {
        Secret code = new Secret(sandbox.grantCode(SCOPE));

        assertThat(tokens.connect(connection, code, null, null).scope()).isEqualTo(SCOPE);

        assertThat(catchThrowable(() -> tokens.connect(connection, code, null, null)))
                .isInstanceOf(Denied.class)
                .hasMessageContaining("used before")
                .message()
                .doesNotContain(code.value());
        clock.advance(Duration.ofHours(1));
        assertThat(process(FIRST_KEY, null).current(connection).scope()).isEqualTo(SCOPE);
    }

    @Test
    void anEndedConnectionSaysHowToMakeItAgain() {
        connect();
        Access access = tokens.current(connection);

        tokens.disconnect(connection);

        assertThat(catchThrowable(() -> tokens.current(connection)))
                .isInstanceOf(Denied.class)
                .hasMessageContaining("\"default\" is not connected")
                .hasMessageContaining("run connect")
                .hasMessageContaining("/connect/default");
        assertThat(catchThrowable(() -> process(FIRST_KEY, null).instead(connection, access)))
                .isInstanceOf(Denied.class);
        assertThat(sandbox.calls().of(TOKEN + "/revoke")).hasSize(1);
        assertThat(jdbc.sql("select count(*) from etl.connections where refresh_token is not null"
                                + " or access_token is not null")
                        .query(Integer.class)
                        .single())
                .isZero();
        connect();
        assertThat(tokens.current(connection).token()).isNotEqualTo(access.token());
    }

    @Test
    void endingTwiceOrWhatZohoHasEndedIsNoFailure() {
        connect();
        sandbox.faults().on(TOKEN + "/revoke").status(400, 0);
        assertThat(catchThrowable(() -> tokens.disconnect(connection))).isInstanceOf(SourceFailure.class);
        assertThat(tokens.current(connection).scope()).isEqualTo(SCOPE);

        tokens.disconnect(connection);
        tokens.disconnect(connection);

        assertThat(catchThrowable(() -> tokens.current(connection))).isInstanceOf(Denied.class);
    }

    @Test
    void whatIsConfiguredIsNotConnectedOver() {
        ZohoConnection configured =
                settings(Map.of("refresh-token", sandbox.refreshToken())).all().get(0);

        assertThat(catchThrowable(() -> tokens.connect(configured, new Secret(sandbox.grantCode(SCOPE)), null, null)))
                .isInstanceOf(Denied.class)
                .hasMessageContaining("remove it there");
        assertThat(sandbox.calls().of(TOKEN)).isEmpty();
    }

    @Test
    void aNewKeyReadsWhatTheFormerWroteAndWritesItAgain() {
        connect();
        Access access = tokens.current(connection);

        assertThat(process(SECOND_KEY, FIRST_KEY).current(connection)).isEqualTo(access);

        assertThat(process(SECOND_KEY, null).current(connection)).isEqualTo(access);
        assertThat(catchThrowable(() -> process(FIRST_KEY, null).current(connection)))
                .isInstanceOf(Denied.class)
                .hasMessageContaining("tds.secret-key-previous");
        clock.advance(Duration.ofHours(1));
        assertThat(process(THIRD_KEY, SECOND_KEY).current(connection).scope()).isEqualTo(SCOPE);
        assertThat(process(THIRD_KEY, null).current(connection).scope()).isEqualTo(SCOPE);
        assertThat(sandbox.calls().of(TOKEN)).hasSize(2);
    }

    @Test
    void aLostKeyIsSaidAndConnectingAgainHelps() {
        connect();
        AccessTokens other = process(SECOND_KEY, THIRD_KEY);
        assertThat(catchThrowable(() -> other.current(connection)))
                .isInstanceOf(Denied.class)
                .hasMessageContaining("cannot be decrypted");

        other.connect(connection, new Secret(sandbox.grantCode(SCOPE)), null, null);

        assertThat(process(SECOND_KEY, null).current(connection).scope()).isEqualTo(SCOPE);
    }

    @Test
    void whateverIsRefusedZohoIsNeverAskedForMoreThanTenTokensInTenMinutes() {
        connect();
        int throttled = 0;
        for (int step = 0; step < 400; step++) {
            clock.advance(Duration.ofSeconds(7));
            AccessTokens asking = step % 3 == 0 ? process(FIRST_KEY, null) : tokens;
            try {
                asking.instead(connection, asking.current(connection));
            } catch (Throttled wait) {
                throttled++;
                assertThat(wait.until()).isAfter(clock.instant());
                assertThat(wait).hasMessageContaining("something refuses good tokens");
            }
        }

        List<Instant> asked = sandbox.calls().of(TOKEN).stream().map(Call::at).toList();
        assertThat(throttled).isGreaterThan(300);
        assertThat(asked).hasSizeBetween(32, 48);
        for (Instant one : asked) {
            assertThat(asked)
                    .filteredOn(it -> !it.isBefore(one) && it.isBefore(one.plus(Duration.ofMinutes(10))))
                    .hasSizeLessThanOrEqualTo(10);
        }
        assertThat(sandbox.calls().of(TOKEN)).allMatch(call -> call.status() == 200);
    }

    @Test
    void aTokenThatWasRefusedIsNotHandedOutAgain() {
        connect();
        Access refused = tokens.current(connection);
        sandbox.faults().on(TOKEN).always().reset();

        assertThat(catchThrowable(() -> tokens.instead(connection, refused))).isInstanceOf(SourceFailure.class);
        assertThat(catchThrowable(() -> tokens.current(connection))).isInstanceOf(SourceFailure.class);
        sandbox.faults().clear();

        assertThat(process(FIRST_KEY, null).current(connection).token()).isNotEqualTo(refused.token());
        assertThat(tokens.current(connection).token()).isNotEqualTo(refused.token());
        assertThat(sandbox.calls().of(TOKEN).stream().filter(call -> call.status() == 200))
                .hasSize(2);
    }

    @Test
    void endingAndMakingConnectionsIsCountedToo() {
        for (int i = 0; i < 8; i++) {
            connect();
            tokens.disconnect(connection);
        }

        assertThat(catchThrowable(this::connect)).isInstanceOf(Throttled.class);
        assertThat(sandbox.calls().of(TOKEN)).hasSize(8);
    }

    @Test
    void twoNodesAtTheMomentOfExpiryAskForOneToken() throws Exception {
        connect();
        String[] more = {"tds.secret-key=" + FIRST_KEY.value(), "spring.datasource.hikari.maximum-pool-size=8"};
        try (var one = ServingApplication.start(sandbox, database, clock, more);
                var two = ServingApplication.start(sandbox, database, clock, more)) {
            var nodes = List.of(one.bean(AccessTokens.class), two.bean(AccessTokens.class));
            assertThat(nodes).extracting(node -> node.current(connection)).containsOnly(tokens.current(connection));
            sandbox.calls().clear();
            clock.advance(Duration.ofHours(1));

            var found = together(nodes, 10);

            assertThat(found).hasSize(20).containsOnly(found.get(0));
            assertThat(sandbox.calls().of(TOKEN)).hasSize(1);
        }
    }

    @Test
    void aTokenIsReplacedBeforeAnybodyHasToWaitForIt() {
        connect();
        var refresh = new TokenRefresh(new ZohoConnections(settings), tokens, told::add);
        clock.advance(Duration.ofMinutes(49));
        refresh.round();
        assertThat(sandbox.calls().of(TOKEN)).hasSize(1);

        clock.advance(Duration.ofMinutes(2));
        refresh.round();
        refresh.round();

        assertThat(sandbox.calls().of(TOKEN)).hasSize(2);
        assertThat(tokens.current(connection).expiresAt())
                .isEqualTo(clock.instant().plusSeconds(3600));
    }

    @Test
    void aConnectionThatAnotherProcessMakesIsNoticed() {
        var refresh = new TokenRefresh(new ZohoConnections(settings), tokens, told::add);
        refresh.round();
        assertThat(told).isEmpty();

        process(FIRST_KEY, null).connect(connection, new Secret(sandbox.grantCode(SCOPE)), null, null);
        refresh.round();
        refresh.round();

        assertThat(told).containsExactly(new ConnectionMade("zoho", "default"));
    }

    @Test
    void aFailureToReplaceItIsSaidOnce() {
        connect();
        var refresh = new TokenRefresh(new ZohoConnections(settings), tokens, told::add);
        clock.advance(Duration.ofMinutes(51));
        try (var logged = new Logged()) {
            sandbox.faults().on(TOKEN).times(3).reset();
            for (int minute = 0; minute < 3; minute++) {
                refresh.round();
                clock.advance(Duration.ofMinutes(1));
            }
            refresh.round();
            refresh.round();

            assertThat(logged.lines())
                    .filteredOn(line -> line.contains("has no access token"))
                    .hasSize(1);
            assertThat(logged.lines())
                    .filteredOn(line -> line.contains("has an access token again"))
                    .hasSize(1);
        }
    }

    @Test
    void whatZohoRepeatsOfASecretIsNotRepeated() throws Exception {
        var echo = server(form -> "{\"error\":\"no: " + form + "\",\"error_description\":\"" + form + "\"}");
        URI accounts = address(echo);
        Secret code = new Secret("1000.code.of.one");
        try (var logged = new Logged()) {
            var failure = catchThrowable(() -> tokens.connect(connection, code, null, accounts));

            assertThat(failure + String.join("\n", logged.lines()))
                    .contains("grant_type=authorization_code", "code=******")
                    .doesNotContain(code.value(), sandbox.clientSecret());
        } finally {
            echo.stop(0);
        }
    }

    @Test
    void whatBothKeysCouldHaveWrittenIsWrittenOnceMoreOnly() {
        connect();
        process(SECOND_KEY, FIRST_KEY).current(connection);
        String written = tokensAsStored();

        process(SECOND_KEY, FIRST_KEY).current(connection);

        assertThat(tokensAsStored()).isEqualTo(written);
    }

    @Test
    void aNewKeyFindsARefreshTokenWithoutAnAccessToken() {
        connect();
        jdbc.sql("update etl.connections set access_token = null").update();

        process(SECOND_KEY, FIRST_KEY).current(connection);
        clock.advance(Duration.ofHours(1));

        assertThat(process(SECOND_KEY, null).current(connection).scope()).isEqualTo(SCOPE);
        assertThat(sandbox.calls().of(TOKEN)).hasSize(3);
    }

    @Test
    void aNewKeyFindsAnAccessTokenOfAConfiguredRefreshToken() {
        ZohoConnection configured =
                settings(Map.of("refresh-token", sandbox.refreshToken())).all().get(0);
        Access access = tokens.current(configured);

        assertThat(process(SECOND_KEY, FIRST_KEY).current(configured)).isEqualTo(access);

        assertThat(process(SECOND_KEY, null).current(configured)).isEqualTo(access);
        assertThat(sandbox.calls().of(TOKEN)).hasSize(1);
    }

    @Test
    void aConfiguredConnectionEndsAtZohoToo() {
        ZohoConnection configured =
                settings(Map.of("refresh-token", sandbox.refreshToken())).all().get(0);
        tokens.current(configured);

        tokens.disconnect(configured);

        assertThat(sandbox.calls().of(TOKEN + "/revoke")).hasSize(1);
        assertThat(catchThrowable(() -> tokens.current(configured)))
                .isInstanceOf(Denied.class)
                .hasMessageContaining("was revoked");
    }

    @Test
    void aCodeThatBringsNoRefreshTokenIsNoConnection() throws Exception {
        var zoho = server(form -> GRANTED_FOR_AN_HOUR);
        try {
            assertThat(catchThrowable(() -> tokens.connect(connection, new Secret("code"), null, address(zoho))))
                    .isInstanceOf(Denied.class)
                    .hasMessageContaining("would end within the hour");
            assertThat(tokensAsStored()).isEqualTo("null null");

            connect();
            tokens.connect(connection, new Secret("code"), null, address(zoho));

            assertThat(process(FIRST_KEY, null).current(connection).token()).isEqualTo(new Secret("for.an.hour"));
            assertThat(tokensAsStored()).doesNotContain("null");
        } finally {
            zoho.stop(0);
        }
    }

    @Test
    void aConnectionThatZohoDoesNotEndStays() throws Exception {
        var revoking = new AtomicReference<>("");
        var zoho = server(form -> form.contains("grant_type") ? GRANTED_FOR_EVER : revoking.get());
        try {
            ZohoConnection there = at(zoho);
            Access access = tokens.connect(there, new Secret("code"), null, null);
            for (String answer : List.of(
                    "{\"status\":\"failure\"}",
                    "{\"error\":\"general_error\",\"error_description\":\"try later\"}",
                    "[{\"status\":\"success\"}]",
                    "\"success\"",
                    "null",
                    "",
                    "<html>")) {
                revoking.set(answer);
                assertThat(catchThrowable(() -> tokens.disconnect(there)))
                        .as(answer)
                        .isInstanceOf(SourceFailure.class);
                assertThat(process(FIRST_KEY, null).current(there)).isEqualTo(access);
            }
        } finally {
            zoho.stop(0);
        }
    }

    @Test
    void aConnectionThatZohoDoesNotKnowHasEnded() throws Exception {
        var zoho = server(form -> form.contains("grant_type") ? GRANTED_FOR_EVER : "{\"error\":\"invalid_code\"}");
        try {
            tokens.connect(at(zoho), new Secret("code"), null, null);
            tokens.disconnect(at(zoho));
        } finally {
            zoho.stop(0);
        }

        assertThat(tokensAsStored()).isEqualTo("null null");
    }

    @Test
    void whoCanWriteTheRowDoesNotLearnTheTokens() throws Exception {
        connect();
        List<String> heard = new CopyOnWriteArrayList<>();
        var thief = server(form -> {
            heard.add(form);
            return GRANTED_FOR_EVER;
        });
        try {
            for (String column : List.of("accounts_url", "api_domain")) {
                for (String server : List.of(
                        address(thief).toString(),
                        "https://www.zohoapis.com",
                        "https://accounts.zoho.eu",
                        "no address")) {
                    String before = value(column);
                    jdbc.sql("update etl.connections set expires_at = null, " + column + " = ?")
                            .param(server)
                            .update();
                    var failure = catchThrowable(() -> process(FIRST_KEY, null).current(connection));
                    if (column.equals("accounts_url")) {
                        assertThat(failure).isInstanceOf(Denied.class).hasMessageContaining("cannot be decrypted");
                    }
                    jdbc.sql("update etl.connections set " + column + " = ?, token_calls = '{}', refusal = null")
                            .param(before)
                            .update();
                }
            }
            jdbc.sql("update etl.connections set expires_at = '2999-01-01', api_domain = ?")
                    .param(address(thief).toString())
                    .update();
            assertThat(process(FIRST_KEY, null).current(connection).apiDomain()).isEqualTo(sandbox.accountsUrl());
        } finally {
            thief.stop(0);
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void whatAnOlderVersionStoredIsBoundToItsServersAtTheFirstUseIfTheyAreZohos() {
        connect();
        Access access = tokens.current(connection);
        var cipher = new TokenCipher(FIRST_KEY, null);
        String owner = " " + connection.name() + " " + connection.clientId() + " " + connection.accounts();
        String stored = tokensAsStored();
        byte[] unbound = cipher.encrypt(access.token(), "access" + owner);
        jdbc.sql("update etl.connections set access_token = ?, api_domain = 'https://thief.example'")
                .param(unbound)
                .update();
        assertThat(process(FIRST_KEY, null).current(connection).token())
                .as("another one was asked for")
                .isNotEqualTo(access.token());

        jdbc.sql("update etl.connections set access_token = ?, api_domain = ?")
                .params(unbound, access.apiDomain().toString())
                .update();
        assertThat(process(FIRST_KEY, null).current(connection).token()).isEqualTo(access.token());

        assertThat(tokensAsStored()).isNotEqualTo(stored);
        assertThat(jdbc.sql("select access_token from etl.connections")
                        .query(byte[].class)
                        .single())
                .isNotEqualTo(unbound);
        assertThat(process(FIRST_KEY, null).current(connection).token()).isEqualTo(access.token());
    }

    private String value(String column) {
        return jdbc.sql("select " + column + " from etl.connections")
                .query((row, number) -> row.getString(1))
                .list()
                .get(0);
    }

    private ZohoConnection at(HttpServer zoho) {
        return new ZohoConnection(
                connection.name(), address(zoho), connection.clientId(), connection.clientSecret(), null, List.of());
    }

    @Test
    void anEmptyCodeIsRefusedInZohosWords() throws Exception {
        var zoho = server(form -> "{\"error\":\"no code here\"}");
        try {
            assertThat(catchThrowable(() -> tokens.connect(connection, new Secret(""), null, address(zoho))))
                    .isInstanceOf(SourceFailure.class)
                    .hasMessageContaining("no code here");
        } finally {
            zoho.stop(0);
        }
    }

    private String tokensAsStored() {
        return jdbc.sql("select coalesce(encode(refresh_token, 'hex'), 'null') || ' '"
                        + " || coalesce(encode(access_token, 'hex'), 'null') from etl.connections")
                .query(String.class)
                .single();
    }

    /** Answers whatever it is sent, on every path. */
    private static HttpServer server(UnaryOperator<String> answer) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String form = URLDecoder.decode(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    StandardCharsets.UTF_8);
            byte[] body = answer.apply(form).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static URI address(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void connect() {
        tokens.connect(connection, new Secret(sandbox.grantCode(SCOPE)), null, null);
    }

    /** As another start of the application would see things. */
    private AccessTokens process(Secret key, Secret previous) {
        var endpoint = new TokenEndpoint(
                new ZohoConfiguration().zohoHttp(WebClient.builder(), settings),
                settings,
                new ZohoFailures(clock),
                new JsonMapper(),
                clock);
        return new AccessTokens(
                endpoint,
                new TokenCipher(key, previous),
                jdbc,
                new TransactionTemplate(new JdbcTransactionManager(database.dataSource())),
                clock);
    }

    private ZohoSettings settings(Map<String, String> more) {
        URI accounts = sandbox.accountsUrl();
        Map<String, String> properties = new HashMap<>(Map.of(
                "tds.zoho.accounts-url", accounts.toString(),
                "tds.zoho.client-id", sandbox.clientId(),
                "tds.zoho.client-secret", sandbox.clientSecret(),
                "tds.zoho.organizations", String.join(",", sandbox.organizationIds())));
        more.forEach((key, value) -> properties.put("tds.zoho." + key, value));
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("tds.zoho", ZohoSettings.class);
    }

    private List<Access> together(List<AccessTokens> nodes, int threadsEach) throws Exception {
        var threads = Executors.newFixedThreadPool(nodes.size() * threadsEach);
        try {
            List<Callable<Access>> calls = new ArrayList<>();
            for (int i = 0; i < threadsEach; i++) {
                nodes.forEach(node -> calls.add(() -> node.current(connection)));
            }
            List<Access> found = new ArrayList<>();
            for (Future<Access> one : threads.invokeAll(calls)) {
                found.add(one.get());
            }
            return found;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Secret key(int filling) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) filling);
        return new Secret(Base64.getEncoder().encodeToString(key));
    }
}
