package app.tds.zoho;

import static app.tds.ServingApplication.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import app.tds.ServingApplication;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.source.SourceAccess;
import app.tds.source.SourceFailure.Denied;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.UriComponentsBuilder;

/** From the admin's click to a connection, over HTTP, and everything that may come in between. */
class ConnectIntegrationTests {

    private static final String BASE = "/api/v1/tds/integrations/zoho";
    private static final SettableClock CLOCK = new SettableClock(Instant.parse("2026-03-01T09:00:00Z"));
    private static final Sandbox SANDBOX =
            Sandbox.start(SandboxSettings.tiny().withCompanies(CompanySize.tiny(), CompanySize.tiny()), CLOCK);
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final ServingApplication APPLICATION = ServingApplication.start(
            SANDBOX,
            DATABASE,
            CLOCK,
            "tds.zoho.organizations=" + SANDBOX.organizationIds().get(0),
            "tds.zoho.connections.second.accounts-url=" + SANDBOX.accountsUrl(),
            "tds.zoho.connections.second.client-id=" + SANDBOX.clientId(),
            "tds.zoho.connections.second.client-secret=" + SANDBOX.clientSecret(),
            "tds.zoho.connections.second.organizations="
                    + SANDBOX.organizationIds().get(1),
            "tds.zoho.connections.fixed.accounts-url=" + SANDBOX.accountsUrl(),
            "tds.zoho.connections.fixed.client-id=" + SANDBOX.clientId(),
            "tds.zoho.connections.fixed.client-secret=" + SANDBOX.clientSecret(),
            "tds.zoho.connections.fixed.refresh-token=1000.fixed",
            "tds.zoho.connections.fixed.organizations=1");

    private static String cookie = "";

    private final JdbcClient jdbc = JdbcClient.create(DATABASE.dataSource());
    private final AccessTokens tokens = APPLICATION.bean(AccessTokens.class);
    private final ZohoConnections connections = APPLICATION.bean(ZohoConnections.class);

    @BeforeEach
    void nothingIsConnected() {
        SANDBOX.faults().clear();
        tokens.disconnect(connection("default"));
        tokens.disconnect(connection("second"));
        jdbc.sql("truncate etl.connections, etl.oauth_states").update();
        SANDBOX.calls().clear();
    }

    @AfterAll
    static void stop() {
        APPLICATION.close();
        SANDBOX.close();
    }

    @Test
    void theAdminIsSentToZohoWithEverythingTheJobsNeed() {
        var sent = APPLICATION.get(BASE + "/connect/default", ADMIN);

        assertThat(sent.statusCode()).isEqualTo(302);
        URI zoho = location(sent);
        assertThat(zoho.toString()).startsWith(SANDBOX.accountsUrl() + "/oauth/v2/auth?");
        assertThat(query(zoho))
                .containsEntry("response_type", "code")
                .containsEntry("client_id", SANDBOX.clientId())
                .containsEntry("access_type", "offline")
                .containsEntry("prompt", "consent")
                .containsEntry(
                        "redirect_uri", APPLICATION.address(BASE + "/callback").toString())
                .containsEntry("scope", String.join(",", OwnScopes.all()));
        assertThat(query(zoho).get("state")).hasSize(43);
        assertThat(jdbc.sql("select t::text || encode(state_hash, 'escape') from etl.oauth_states t")
                        .query(String.class)
                        .single())
                .doesNotContain(query(zoho).get("state"));
    }

    @Test
    void theAnswerMakesTheConnection() {
        URI answer = consent("default");

        var page = come(answer);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'");
        assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(page.body())
                .contains("Connected to Zoho", "dir=\"rtl\"", "تم الاتصال")
                .doesNotContain(
                        "<script",
                        "Not allowed",
                        query(answer).get("code"),
                        query(answer).get("state"));
        assertThat(jdbc.sql("select accounts_url from etl.connections where connection = 'default'")
                        .query(String.class)
                        .single())
                .isEqualTo(SANDBOX.accountsUrl().toString());
        assertThat(tokens.current(connection("default")).scope()).contains("ZohoInventory.items.READ");
        assertThat(APPLICATION.bean(SourceAccess.class).check())
                .filteredOn(finding -> finding.connection().equals("default"))
                .hasSizeGreaterThan(5)
                .allMatch(SourceAccess.Finding::well);
    }

    @Test
    void whatWasConnectedIsRefreshedWithItsOwnToken() {
        come(consent("default"));
        Access first = tokens.current(connection("default"));
        CLOCK.advance(Duration.ofMinutes(56));
        SANDBOX.calls().clear();

        assertThat(tokens.current(connection("default")).token()).isNotEqualTo(first.token());
        assertThat(SANDBOX.calls().of("/oauth/v2/token")).hasSize(1);
    }

    @Test
    void anAnswerThatAnotherBrowserBringsCountsNothingAndSpoilsNothing() {
        URI answer = consent("default");
        assertThat(cookie)
                .startsWith("tds-connect=")
                .contains("HttpOnly", "SameSite=Lax", "Path=" + BASE + "/callback", "Max-Age=600")
                .doesNotContain(query(answer).get("state"));
        String own = cookie;
        for (String other :
                List.of("tds-connect=", "tds-connect=" + query(answer).get("state"), "x=y")) {
            cookie = other;
            var page = come(answer);
            assertThat(page.statusCode()).isEqualTo(400);
            assertThat(page.body()).contains("has not begun", "dir=\"rtl\"");
        }
        consent("second");
        assertThat(come(answer).statusCode()).as("begun for another connection").isEqualTo(400);
        assertThat(SANDBOX.calls().of("/oauth/v2/token")).isEmpty();

        cookie = own;
        assertThat(come(answer).statusCode()).isEqualTo(200);
    }

    @Test
    void whatStrangersSendIsNotInTheLog() {
        try (var log = new Logged()) {
            for (String state : List.of("", "x", "A".repeat(43), "A".repeat(5000), "%00%1b%0a")) {
                assertThat(APPLICATION
                                .get(BASE + "/callback?code=1&state=" + state, "")
                                .statusCode())
                        .isEqualTo(400);
            }
            assertThat(log.warnings()).isEmpty();
        }
    }

    @Test
    void anAnswerCountsOnce() {
        URI answer = consent("default");
        come(answer);
        assertThat(SANDBOX.calls().of("/oauth/v2/token")).isNotEmpty();
        SANDBOX.calls().clear();

        var again = come(answer);

        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("used before", "dir=\"rtl\"");
        assertThat(SANDBOX.calls().of("/oauth/v2/token")).isEmpty();
    }

    @Test
    void anAnswerThatCameTooLateCountsNothing() {
        URI answer = consent("default");
        CLOCK.advance(OAuthStates.VALID);

        var page = come(answer);

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("more than ten minutes");
        assertThat(SANDBOX.calls().of("/oauth/v2/token")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "state=", "state=x", "state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void aForgedAnswerCountsNothing(String state) {
        consent("default");

        var page = APPLICATION.get(BASE + "/callback?code=1000.a.b&" + state, "");

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("no question of ours");
        assertThat(SANDBOX.calls().of("/oauth/v2/token")).isEmpty();
        assertThat(APPLICATION
                        .get(BASE + "/callback?error=access_denied&" + state, "")
                        .body())
                .contains("no question of ours");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://accounts.zoho.example",
                "https://accounts.zoho.com.evil.example",
                "https://accounts.zoho.com@evil.example",
                "https://user@accounts.zoho.com",
                "http://accounts.zoho.com",
                "https://accounts.zoho.com:8443",
                "https://accounts.zoho.com/path",
                "https://accounts.zoho.com?x",
                "ftp://127.0.0.1",
                "//accounts.zoho.com",
                "not an address",
                ""
            })
    void nothingIsSentToAnAccountsServerThatIsNotZohos(String server) {
        var page = come(accountsServer(consent("default"), server));

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("not one of Zoho");
        assertThat(SANDBOX.calls().of("/oauth/v2/token")).isEmpty();
        assertThat(catchThrowable(() -> tokens.current(connection("default")))).isInstanceOf(Denied.class);
    }

    @Test
    void notEvenToAnotherServerOnThisMachine() throws Exception {
        var heard = new AtomicInteger();
        var listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listener.createContext("/", exchange -> {
            heard.incrementAndGet();
            exchange.close();
        });
        listener.start();

        var page = come(accountsServer(
                consent("default"), "http://127.0.0.1:" + listener.getAddress().getPort()));
        listener.stop(0);

        assertThat(page.body()).contains("not one of Zoho");
        assertThat(heard).hasValue(0);
    }

    @Test
    void whoeverSaysNoIsToldWhatItMeans() {
        SANDBOX.faults().on("/oauth/v2/auth").consentRefused();

        var page = come(consent("default"));

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("not granted", "لم يُمنح");
        assertThat(SANDBOX.calls().of("/oauth/v2/token")).isEmpty();
    }

    @Test
    void anAnswerWithoutACodeIsSaidToBeOne() {
        URI answer = consent("default");

        var page = come(
                APPLICATION.address(BASE + "/callback?state=" + query(answer).get("state")));

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("no code");
    }

    @Test
    void zohosRefusalIsOnThePageAndNoSecretIs() {
        URI answer = consent("default");
        CLOCK.advance(Duration.ofMinutes(2));

        var page = come(answer);

        assertThat(page.statusCode()).isEqualTo(502);
        assertThat(page.body())
                .contains("This is why", "does not accept the code", "dir=\"rtl\"")
                .doesNotContain(query(answer).get("code"), SANDBOX.clientSecret());
    }

    @Test
    void aRefusedCodeLeavesAConnectionAsItIs() {
        come(consent("default"));
        URI late = consent("default");
        CLOCK.advance(Duration.ofMinutes(2));
        come(late);
        CLOCK.advance(Duration.ofMinutes(58));

        assertThat(tokens.current(connection("default")).expiresAt())
                .isEqualTo(CLOCK.instant().plusSeconds(3600));
    }

    @Test
    void anAnswerIsForTheConnectionItWasBegunFor() {
        come(consent("second"));

        assertThat(tokens.current(connection("second")).scope()).isNotBlank();
        assertThat(catchThrowable(() -> tokens.current(connection("default"))))
                .isInstanceOf(Denied.class)
                .hasMessageContaining("\"default\" is not connected")
                .hasMessageContaining("/connect/default");
    }

    @Test
    void aStateOfAConnectionThatIsGoneMakesNone() {
        URI answer = consent("second");
        jdbc.sql("update etl.oauth_states set connection = 'gone'").update();

        assertThat(come(answer).body()).contains("no longer configured");
        assertThat(SANDBOX.calls().of("/oauth/v2/token")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "admin:wrong", "user:s3cret"})
    void onlyTheAdminConnects(String login) {
        assertThat(APPLICATION.get(BASE + "/connect/default", login).statusCode())
                .isEqualTo(401);
        assertThat(jdbc.sql("select count(*) from etl.oauth_states")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "third                            | 404 | there are [default, second, fixed]",
                "%3Cscript%3E                     | 404 | there are [default, second, fixed]",
                "fixed                            | 409 | remove it there"
            })
    void whatCannotBeConnectedIsSaid(String connection, int status, String words) {
        var answer = APPLICATION.get(BASE + "/connect/" + connection, ADMIN);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains(words).doesNotContain("script>");
    }

    @Test
    void theRestStaysDenied() {
        var post = HttpRequest.newBuilder(APPLICATION.address(BASE + "/callback"))
                .POST(HttpRequest.BodyPublishers.ofString("state=x"));

        assertThat(APPLICATION.send(post, "").statusCode()).isEqualTo(405);
        assertThat(APPLICATION.get(BASE, ADMIN).statusCode()).isEqualTo(404);
        assertThat(APPLICATION.get(BASE + "/callback/more", "").statusCode()).isEqualTo(401);
        assertThat(APPLICATION.get(BASE + "/connect/default/more", ADMIN).statusCode())
                .isEqualTo(404);
    }

    /** The admin's browser: to Zoho, where a person says yes, and back. */
    private static URI consent(String connection) {
        var begun = APPLICATION.get(BASE + "/connect/" + connection, ADMIN);
        cookie = begun.headers().firstValue("Set-Cookie").orElseThrow();
        return location(APPLICATION.get(location(begun), ""));
    }

    /** Back here, in the same browser. */
    private static HttpResponse<String> come(URI answer) {
        return APPLICATION.send(HttpRequest.newBuilder(answer).header("Cookie", cookie.split(";")[0]), "");
    }

    private static URI accountsServer(URI answer, String server) {
        return UriComponentsBuilder.fromUri(answer)
                .replaceQueryParam("accounts-server", URLEncoder.encode(server, StandardCharsets.UTF_8))
                .build(true)
                .toUri();
    }

    private ZohoConnection connection(String name) {
        return connections.named(name).orElseThrow();
    }

    private static URI location(HttpResponse<String> answer) {
        return URI.create(answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(answer.statusCode() + " " + answer.body())));
    }

    private static Map<String, String> query(URI uri) {
        return Arrays.stream(uri.getRawQuery().split("&"))
                .map(it -> it.split("=", 2))
                .collect(
                        Collectors.toMap(it -> it[0], it -> java.net.URLDecoder.decode(it[1], StandardCharsets.UTF_8)));
    }
}
