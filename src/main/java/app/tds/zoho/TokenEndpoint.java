package app.tds.zoho;

import app.tds.Secret;
import app.tds.source.SourceFailure;
import app.tds.zoho.AccessTokens.Access;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /oauth/v2/token}: parameters travel in the body, and only {@code access_token} means success (1.3, 1.4). */
@Component
class TokenEndpoint {

    private static final String WHAT = "POST /oauth/v2/token";

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

    /** A new access token. */
    Access refresh() {
        JsonNode answer = read(ask());
        String token = answer.path("access_token").asString("");
        if (token.isEmpty()) {
            throw failures.ofToken(
                    answer.path("error").asString("no access_token in the answer"),
                    answer.path("error_description").asString(""));
        }
        URI apiDomain = apiDomain(answer.path("api_domain").asString(""));
        // Seconds; the milliseconds some clients speak of are of an older API.
        Duration life = Duration.ofSeconds(answer.path("expires_in").asLong(3600));
        return new Access(new Secret(token), apiDomain, clock.instant().plus(life));
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
        throw failures.unreadable(WHAT, "api_domain \"" + text + "\" is not an https address");
    }

    private byte[] ask() {
        try {
            byte[] body = http.post()
                    .uri(settings.accounts().resolve("/oauth/v2/token"))
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                    .body(BodyInserters.fromFormData("grant_type", "refresh_token")
                            .with("client_id", settings.clientId())
                            .with("client_secret", settings.clientSecret().value())
                            .with("refresh_token", settings.refreshToken().value()))
                    .exchangeToMono(answer -> answer.bodyToMono(byte[].class).defaultIfEmpty(new byte[0]))
                    .block(settings.answerTimeout());
            return java.util.Objects.requireNonNull(body);
        } catch (SourceFailure failure) {
            throw failure;
        } catch (RuntimeException cause) {
            throw failures.ofTransport(WHAT, ZohoClient.root(cause));
        }
    }

    private JsonNode read(byte[] body) {
        try {
            JsonNode answer = mapper.readTree(body);
            if (answer != null && answer.isObject()) {
                return answer;
            }
        } catch (JacksonException cause) {
            // Not JSON at all: said below, without the body, which might hold a token.
        }
        throw failures.unreadable(WHAT, body.length + " bytes that are not a JSON object");
    }
}
