package app.tds.zoho;

import app.tds.Secret;
import app.tds.source.SourceFailure;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The accounts server's {@code /oauth/v2/token}: parameters travel in the body, and only {@code access_token} means
 * success, whatever the status (zoho-api.md 1.2 to 1.4).
 */
@Component
class TokenEndpoint {

    private static final String TOKEN = "/oauth/v2/token";
    private static final String REVOKE = "/oauth/v2/token/revoke";

    private final WebClient http;
    private final ZohoSettings settings;
    private final ZohoFailures failures;
    private final JsonMapper mapper;
    private final Clock clock;

    TokenEndpoint(WebClient zohoHttp, ZohoSettings settings, ZohoFailures failures, JsonMapper mapper, Clock clock) {
        this.http = zohoHttp;
        this.settings = settings;
        this.failures = failures;
        this.mapper = mapper;
        this.clock = clock;
    }

    /**
     * What a grant brings.
     *
     * @param access the access token
     * @param refreshToken with a code only, and not with every one
     */
    record Granted(Access access, @Nullable Secret refreshToken) {}

    /** A new access token; the refresh token stays as it is (zoho-api.md 1.3). */
    Access refresh(ZohoConnection connection, URI accounts, Secret refreshToken) {
        return granted(ask(
                        accounts,
                        TOKEN,
                        Map.of(
                                "grant_type", "refresh_token",
                                "client_id", connection.clientId(),
                                "client_secret", connection.clientSecret().value(),
                                "refresh_token", refreshToken.value())))
                .access();
    }

    /**
     * The tokens that a code stands for; a code is good once, for a minute.
     *
     * @param redirectUri the one the authorization was begun with; null for a self client's code
     */
    Granted exchange(ZohoConnection connection, URI accounts, Secret code, @Nullable URI redirectUri) {
        Map<String, String> form = new java.util.HashMap<>(Map.of(
                "grant_type", "authorization_code",
                "client_id", connection.clientId(),
                "client_secret", connection.clientSecret().value(),
                "code", code.value()));
        if (redirectUri != null) {
            form.put("redirect_uri", redirectUri.toString());
        }
        return granted(ask(accounts, TOKEN, form));
    }

    /** Ends a refresh token and every access token it brought. */
    void revoke(URI accounts, Secret refreshToken) {
        JsonNode answer = ask(accounts, REVOKE, Map.of("token", refreshToken.value()));
        if (!answer.path("status").asString("").equals("success")) {
            throw refused(answer);
        }
    }

    private Granted granted(JsonNode answer) {
        String token = answer.path("access_token").asString("");
        if (token.isEmpty()) {
            throw refused(answer);
        }
        // Seconds; the milliseconds some clients speak of are of an older API.
        Duration life = Duration.ofSeconds(answer.path("expires_in").asLong(3600));
        var access = new Access(
                new Secret(token),
                apiDomain(answer.path("api_domain").asString("")),
                answer.path("scope").asString(""),
                clock.instant().plus(life));
        String refreshToken = answer.path("refresh_token").asString("");
        return new Granted(access, refreshToken.isEmpty() ? null : new Secret(refreshToken));
    }

    private SourceFailure refused(JsonNode answer) {
        return failures.ofToken(
                answer.path("error").asString("no access_token in the answer"),
                answer.path("error_description").asString(""));
    }

    private URI apiDomain(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && ZohoCheck.safe(uri)) {
                return uri;
            }
        } catch (URISyntaxException cause) {
            // No address at all: said below.
        }
        throw failures.unreadable("POST " + TOKEN, "api_domain \"" + text + "\" is not an https address");
    }

    private JsonNode ask(URI accounts, String path, Map<String, String> form) {
        var body = new LinkedMultiValueMap<String, String>();
        form.forEach(body::add);
        try {
            byte[] answer = http.post()
                    .uri(accounts.resolve(path))
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                    .body(BodyInserters.fromFormData(body))
                    .exchangeToMono(
                            response -> response.bodyToMono(byte[].class).defaultIfEmpty(new byte[0]))
                    .block(settings.answerTimeout());
            return read("POST " + path, java.util.Objects.requireNonNull(answer));
        } catch (SourceFailure failure) {
            throw failure;
        } catch (RuntimeException cause) {
            throw failures.ofTransport("POST " + path, ZohoClient.root(cause));
        }
    }

    private JsonNode read(String what, byte[] body) {
        try {
            JsonNode answer = mapper.readTree(body);
            if (answer != null && answer.isObject()) {
                return answer;
            }
        } catch (JacksonException cause) {
            // Not JSON at all: said below, without the body, which might hold a token.
        }
        throw failures.unreadable(what, body.length + " bytes that are not a JSON object");
    }
}
