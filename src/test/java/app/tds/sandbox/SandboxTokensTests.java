package app.tds.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SandboxTokensTests {

    private final MovableClock clock = new MovableClock();
    private Sandbox sandbox;
    private Caller caller;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxSettings.tiny().withLimits(Limits.none().withTokensPerTenMinutes(10)), clock);
        caller = new Caller(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void refreshesWithoutRotation() throws Exception {
        var heard = caller.refresh();
        assertThat(heard.status()).isEqualTo(200);
        assertThat(heard.json().propertyNames())
                .containsExactlyElementsOf(
                        SandboxShapesTests.sample("oauth-token.refresh.json").propertyNames());
        assertThat(heard.json().path("api_domain").asString())
                .isEqualTo(sandbox.accountsUrl().toString());
        assertThat(heard.json().path("expires_in").asInt()).isEqualTo(3600);
        assertThat(heard.json().path("access_token").asString()).matches("1000\\.[0-9a-f]{32}\\.[0-9a-f]{32}");
    }

    @Test
    void exchangesACodeOnceAndWithinAMinute() throws Exception {
        String code = sandbox.grantCode("ZohoBooks.contacts.READ");
        var first = caller.exchange(code);
        assertThat(first.json().propertyNames())
                .containsExactlyElementsOf(SandboxShapesTests.sample("oauth-token.authorization-code.json")
                        .propertyNames());
        assertThat(first.json().path("scope").asString()).isEqualTo("ZohoBooks.contacts.READ");
        assertThat(error(caller.exchange(code))).isEqualTo("200 invalid_code");
        String late = sandbox.grantCode("ZohoBooks.contacts.READ");
        clock.advance(Duration.ofSeconds(60));
        assertThat(error(caller.exchange(late))).isEqualTo("200 invalid_code");
    }

    @Test
    void saysWhatIsWrongWithStatus200() throws Exception {
        assertThat(error(ask("nobody", sandbox.clientSecret(), sandbox.refreshToken())))
                .isEqualTo("200 invalid_client");
        assertThat(error(ask(sandbox.clientId(), "guess", sandbox.refreshToken())))
                .isEqualTo("200 invalid_client_secret");
        assertThat(error(ask(sandbox.clientId(), sandbox.clientSecret(), "gone")))
                .isEqualTo("200 invalid_code");
        assertThat(error(caller.form(
                        "/oauth/v2/token",
                        "grant_type=authorization_code&client_id=" + sandbox.clientId() + "&client_secret="
                                + sandbox.clientSecret() + "&redirect_uri=https://elsewhere.example&code="
                                + sandbox.grantCode("ZohoBooks.contacts.READ"))))
                .isEqualTo("200 invalid_redirect_uri");
    }

    @Test
    void refusesWrongMethodAndMissingGrantType() throws Exception {
        assertThat(caller.plain("/oauth/v2/token").status()).isEqualTo(400);
        assertThat(caller.post("/oauth/v2/token").status()).isEqualTo(400);
    }

    @Test
    void throttlesTheEleventhTokenUntilTheWindowMoves() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(caller.refresh().json().has("access_token")).isTrue();
        }
        var refused = caller.refresh();
        assertThat(error(refused)).isEqualTo("400 Access Denied");
        assertThat(refused.json().path("status").asString()).isEqualTo("failure");
        clock.advance(Duration.ofMinutes(10));
        assertThat(caller.refresh().json().has("access_token")).isTrue();
    }

    @Test
    void tokensExpireAfterAnHour() throws Exception {
        caller.using(caller.refresh().json().path("access_token").asString());
        assertThat(caller.plain("/books/v3/organizations").status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(59));
        assertThat(caller.plain("/books/v3/organizations").status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(1));
        var expired = caller.plain("/books/v3/organizations");
        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.code()).isEqualTo(14);
    }

    @Test
    void theSixteenthLiveTokenEndsTheOldest() throws Exception {
        var tokens = new ArrayList<String>();
        for (int i = 0; i < 16; i++) {
            clock.advance(Duration.ofSeconds(61));
            tokens.add(caller.refresh().json().path("access_token").asString());
        }
        assertThat(caller.using(tokens.get(0)).plain("/books/v3/organizations").code())
                .isEqualTo(14);
        assertThat(caller.using(tokens.get(1)).plain("/books/v3/organizations").code())
                .isZero();
    }

    @Test
    void revokingARefreshTokenEndsItsAccessTokens() throws Exception {
        caller.using(caller.refresh().json().path("access_token").asString());
        var revoked = caller.post("/oauth/v2/token/revoke?token=" + sandbox.refreshToken());
        assertThat(revoked.json().path("status").asString()).isEqualTo("success");
        assertThat(caller.plain("/books/v3/organizations").code()).isEqualTo(14);
        assertThat(error(caller.refresh())).isEqualTo("200 invalid_code");
        assertThat(caller.post("/oauth/v2/token/revoke?token=unknown").status()).isEqualTo(400);
    }

    @Test
    void aTokenReadsOnlyWhatItsScopesAllow() throws Exception {
        var issued = caller.exchange(sandbox.grantCode("ZohoBooks.contacts.READ", "ZohoInventory.items.ALL"));
        caller.using(issued.json().path("access_token").asString());
        assertThat(caller.get("/books/v3/contacts").status()).isEqualTo(200);
        assertThat(caller.get("/inventory/v1/items").status()).isEqualTo(200);
        var refused = caller.get("/books/v3/invoices");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo(57);
        assertThat(caller.get("/books/v3/items").code()).isEqualTo(57);
        assertThat(caller.get("/inventory/v1/contacts").code()).isEqualTo(57);
    }

    @Test
    void everyDataCentreIsTheSandbox() throws Exception {
        var info = caller.plain("/oauth/serverinfo").json();
        assertThat(info.path("result").asString()).isEqualTo("success");
        assertThat(info.path("locations").propertyNames())
                .containsExactlyInAnyOrderElementsOf(SandboxShapesTests.sample("oauth-serverinfo.json")
                        .path("locations")
                        .propertyNames());
        assertThat(info.path("locations").values())
                .allSatisfy(it -> assertThat(it.asString())
                        .isEqualTo(sandbox.accountsUrl().toString()));
    }

    private Caller.Heard ask(String client, String secret, String refreshToken) throws Exception {
        return caller.form(
                "/oauth/v2/token",
                "grant_type=refresh_token&client_id=" + client + "&client_secret=" + secret + "&refresh_token="
                        + refreshToken);
    }

    private static String error(Caller.Heard heard) {
        return heard.status() + " " + heard.json().path("error").asString();
    }
}
