package app.tds.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxConsentTests {

    private static final String BACK = "http://127.0.0.1:1/callback";

    private final Sandbox sandbox = Sandbox.start(SandboxSettings.tiny(), new MovableClock());

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void sendsBackACodeAndWhereItIsGood() throws Exception {
        String back = location(ask("code", BACK, "ZohoBooks.bills.READ", "offline", "s&1"));

        assertThat(back)
                .startsWith(BACK + "?code=1000.")
                .contains("&location=us&accounts-server=")
                .endsWith("&state=s&1");
        String code = back.replaceAll(".*code=([^&]*)&.*", "$1");
        assertThat(exchange(code, "")).contains("invalid_redirect_uri");
        assertThat(exchange(code, "http://127.0.0.1:1/other")).contains("invalid_redirect_uri");
        assertThat(exchange(code, BACK)).contains("refresh_token", "ZohoBooks.bills.READ");
        assertThat(exchange(code, BACK)).contains("invalid_code");
    }

    @Test
    void sendsBackARefusal() throws Exception {
        sandbox.faults().on("/oauth/v2/auth").consentRefused();

        assertThat(location(ask("code", BACK, "ZohoBooks.bills.READ", "offline", "s1")))
                .isEqualTo(BACK + "?error=access_denied&state=s1");
        assertThat(location(ask("code", BACK, "ZohoBooks.bills.READ", "offline", "s1")))
                .contains("code=");
    }

    @ParameterizedTest
    @CsvSource({
        "token, http://x.example/c, ZohoBooks.bills.READ, offline, s, invalid_request",
        "code, nowhere, ZohoBooks.bills.READ, offline, s, invalid_redirect_uri",
        "code, http://x.example/c, 'ZohoBooks.bills.READ ZohoBooks.contacts.READ', offline, s, invalid_scope",
        "code, http://x.example/c, '', offline, s, invalid_scope",
        "code, http://x.example/c, ZohoBooks.bills.READ, online, s, invalid_request",
        "code, http://x.example/c, ZohoBooks.bills.READ, offline, '', invalid_request"
    })
    void sendsNobodyAnywhereWhoAsksWrongly(
            String type, String redirectUri, String scope, String access, String state, String error) throws Exception {
        var answer = ask(type, redirectUri, scope, access, state);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(error);
    }

    private HttpResponse<String> ask(String type, String redirectUri, String scope, String access, String state)
            throws Exception {
        return send(HttpRequest.newBuilder(URI.create(sandbox.accountsUrl() + "/oauth/v2/auth?response_type=" + type
                + "&client_id=" + sandbox.clientId() + "&redirect_uri=" + encoded(redirectUri) + "&scope="
                + encoded(scope) + "&access_type=" + access + "&prompt=consent&state=" + encoded(state))));
    }

    private String exchange(String code, String redirectUri) throws Exception {
        String form = "grant_type=authorization_code&client_id=" + sandbox.clientId() + "&client_secret="
                + sandbox.clientSecret() + "&code=" + code + "&redirect_uri=" + encoded(redirectUri);
        return send(HttpRequest.newBuilder(URI.create(sandbox.accountsUrl() + "/oauth/v2/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)))
                .body();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(302);
        return URLDecoder.decode(answer.headers().firstValue("Location").orElseThrow(), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
