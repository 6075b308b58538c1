package app.tds.access;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.ServingApplication;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People whom another provider knows. */
class OidcLoginIntegrationTests {

    private static final String BEGIN = "/oauth2/authorization/house";
    private static final Sandbox sandbox = Sandbox.start(SandboxSettings.tiny(), Clock.systemUTC());
    private static final TestDatabase database = TestDatabase.create();
    private static final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private static final SettableClock clock = new SettableClock(Instant.now());

    private static OidcProvider provider;
    private static ServingApplication application;

    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @BeforeAll
    static void start() throws IOException {
        provider = new OidcProvider();
        application = ServingApplication.start(
                sandbox,
                database,
                clock,
                "spring.security.oauth2.client.provider.house.issuer-uri=" + provider.issuer(),
                "spring.security.oauth2.client.registration.house.client-id=tds",
                "spring.security.oauth2.client.registration.house.client-secret=s3cret-of-tds",
                "spring.security.oauth2.client.registration.house.client-name=The House",
                "spring.security.oauth2.client.registration.house.scope=openid",
                "tds.security.oidc.claim=realm_access.roles",
                "tds.security.oidc.viewers=staff",
                "tds.security.oidc.operators=shift,on-call");
    }

    @AfterAll
    static void stop() {
        if (application != null) {
            application.close();
        }
        provider.close();
        sandbox.close();
    }

    /** The number of logins that may begin is one of a minute. */
    @BeforeEach
    void anotherMinute() {
        clock.advance(Duration.ofMinutes(1));
    }

    private HttpResponse<String> get(URI address) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(address).header("Accept", "text/html").build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return get(application.address(path));
    }

    /** Goes where the answer leads, until an answer leads nowhere; the last address is that answer's. */
    private HttpResponse<String> follow(HttpResponse<String> answer) throws Exception {
        HttpResponse<String> last = answer;
        for (int i = 0; i < 10 && last.statusCode() == 302; i++) {
            last = get(last.uri().resolve(last.headers().firstValue("Location").orElseThrow()));
        }
        return last;
    }

    private HttpResponse<String> login() throws Exception {
        return follow(get(BEGIN));
    }

    private static Map<String, Object> person(String... roles) {
        return Map.of("preferred_username", "sara", "realm_access", Map.of("roles", List.of(roles)));
    }

    private static List<String> audited(String who) {
        return jdbc.sql("select action || ': ' || outcome from etl.audit where who = ? order by audit_id")
                .param(who)
                .query(String.class)
                .list();
    }

    @Test
    void theLoginPageNamesTheProviderAndWhoHasARoleThereHasItHere() throws Exception {
        assertThat(get("/login?lang=en").body()).contains("The House", BEGIN);
        provider.knows(person("everybody", "shift"));
        HttpResponse<String> page = login();
        assertThat(page.uri()).isEqualTo(application.address("/"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("sara (house)");
        assertThat(provider.wasShownTheVerifier()).isTrue();
        assertThat(get("/check").statusCode()).as("an operator's page").isNotEqualTo(403);
        assertThat(get("/setup").statusCode()).as("an administrator's page").isEqualTo(403);
        assertThat(audited("sara (house)")).contains("login at a page: done");
    }

    @Test
    void whoMayOnlyLookThereMayOnlyLookHere() throws Exception {
        provider.knows(person("staff"));
        assertThat(login().statusCode()).isEqualTo(200);
        assertThat(get("/check").statusCode()).isEqualTo(403);
    }

    @Test
    void whoHasNoRoleIsNotLetInAndIsToldSo() throws Exception {
        provider.knows(Map.of("preferred_username", "guest", "realm_access", Map.of("roles", List.of("everybody"))));
        HttpResponse<String> page = login();
        assertThat(page.uri().toString()).contains("/login?elsewhere=role");
        assertThat(get("/").statusCode()).isEqualTo(302);
        assertThat(audited("guest (house)")).hasSize(1);
    }

    @Test
    void anAnswerThatSomebodyElseSignedOrThatBelongsToAnotherLoginLetsNobodyIn() throws Exception {
        provider.knows(person("shift"));
        provider.isImitated();
        assertThat(login().uri().toString()).contains("/login?elsewhere=failed");
        assertThat(get("/").statusCode()).isEqualTo(302);
        provider.knows(person("shift"));
        provider.answersAnotherLogin();
        assertThat(login().uri().toString()).contains("/login?elsewhere=failed");
        assertThat(get("/").statusCode()).isEqualTo(302);
    }

    @Test
    void anAnswerThatNobodyHereHasAskedForLetsNobodyIn() throws Exception {
        provider.knows(person("shift"));
        HttpResponse<String> answer = get("/login/oauth2/code/house?code=a-code&state=made-up");
        assertThat(follow(answer).uri().toString()).contains("/login?elsewhere=failed");
        assertThat(get("/").statusCode()).isEqualTo(302);
        assertThat(follow(get("/oauth2/authorization/nobody")).statusCode()).isEqualTo(404);
        assertThat(get("/").statusCode()).isEqualTo(302);
    }

    @Test
    void theSessionIsANewOneAndHoldsNothingOfTheProvider() throws Exception {
        provider.knows(person("shift"));
        HttpResponse<String> begun = get(BEGIN);
        String before = session();
        assertThat(seconds(before))
                .as("until a login that goes nowhere is forgotten")
                .isEqualTo(300);
        follow(begun);
        assertThat(session()).isNotEqualTo(before);
        List<byte[]> kept = jdbc.sql("select attribute_bytes from etl.page_sessions_attributes")
                .query((row, number) -> row.getBytes(1))
                .list();
        assertThat(kept).isNotEmpty();
        for (byte[] attribute : kept) {
            assertThat(new String(attribute, StandardCharsets.ISO_8859_1)).doesNotContain(OidcProvider.TOKEN);
        }
        assertThat(seconds(session())).as("as long as every login").isEqualTo(12 * 3600);
    }

    /** How long a session lasts in which nothing is done. */
    private static long seconds(String cookie) {
        return jdbc.sql("select max_inactive_interval from etl.page_sessions where session_id = ?")
                .param(new String(Base64.getDecoder().decode(cookie), StandardCharsets.UTF_8))
                .query(Long.class)
                .single();
    }

    private String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(it -> it.getName().equals("TDS_SESSION"))
                .map(it -> it.getValue())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void strangersBeginSoManyLoginsAMinuteAndNoMore() throws Exception {
        int refused = 0;
        for (int i = 0; i < FewBegunLogins.A_MINUTE + 5; i++) {
            cookies.getCookieStore().removeAll();
            if (get(BEGIN).statusCode() == 429) {
                refused++;
            }
        }
        assertThat(refused).isEqualTo(5);
        assertThat(application.get("/api/v1/tds/runs", ServingApplication.ADMIN).statusCode())
                .as("who has a password")
                .isEqualTo(200);
    }
}
