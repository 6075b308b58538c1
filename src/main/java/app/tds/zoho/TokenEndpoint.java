package app.tds.zoho;

import app.tds.Secret;
import app.tds.source.SourceFailure;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The accounts server's {@code /oauth/v2/token}. Parameters travel in the body. Only {@code access_token} in the answer
 * means success; the status does not.
 */
@Component
class TokenEndpoint {

    private static final String TOKEN = "/oauth/v2/token";
    private static final String REVOKE = "/oauth/v2/token/revoke";
    private static final long HOUR = 3600;
    private static final Set<String> UNKNOWN_TOKEN = Set.of("invalid_token", "invalid_code", "invalid_grant");

    private final WebClient http;
    private final ZohoSettings settings;
    private final ZohoFailures failures;
    private final JsonMapper mapper;
    private final Clock clock;

    TokenEndpoint(
            @Lazy WebClient zohoHttp, ZohoSettings settings, ZohoFailures failures, JsonMapper mapper, Clock clock) {
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
        JsonNode answer = ask(
                accounts,
                TOKEN,
                Map.of(
                        "grant_type", "refresh_token",
                        "client_id", connection.clientId(),
                        "client_secret", connection.clientSecret().value(),
                        "refresh_token", refreshToken.value()));
        if (tokenOf(answer).isEmpty()) {
            throw failures.ofToken(
                    error(answer, connection.clientSecret(), refreshToken),
                    description(answer, connection.clientSecret(), refreshToken));
        }
        return granted(answer, accounts).access();
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
        JsonNode answer = ask(accounts, TOKEN, form);
        if (tokenOf(answer).isEmpty()) {
            throw refusedCode(
                    error(answer, connection.clientSecret(), code),
                    description(answer, connection.clientSecret(), code),
                    redirectUri);
        }
        return granted(answer, accounts);
    }

    private SourceFailure refusedCode(String error, String description, @Nullable URI redirectUri) {
        return switch (error) {
            case "invalid_code", "invalid_grant" ->
                new SourceFailure.Denied("Zoho does not accept the code: it was used before, is too old, or belongs to"
                        + " another client or data centre. A code is good for a few minutes. Get a new code, and"
                        + " connect at once.");
            case "invalid_redirect_uri" ->
                new SourceFailure.Denied(
                        redirectUri == null
                                ? "The code is not of a self client: create it under Self Client in Zoho's API console,"
                                        + " or connect in a browser."
                                : "Zoho does not know the redirect URI " + redirectUri + ": add it to the client in"
                                        + " Zoho's API console, or correct tds.zoho.public-url.");
            default -> failures.ofToken(error, description);
        };
    }

    /** Ends a refresh token and every access token it brought; one that Zoho does not know has ended already. */
    void revoke(URI accounts, Secret refreshToken) {
        JsonNode answer = ask(accounts, REVOKE, Map.of("token", refreshToken.value()));
        String error = error(answer, refreshToken);
        if (!answer.path("status").asString("").equals("success")
                && !UNKNOWN_TOKEN.contains(error.toLowerCase(Locale.ROOT))) {
            throw new SourceFailure.Refused("Zoho did not end the connection: " + error + " "
                    + description(answer, refreshToken)
                    + " Try again later, or remove the client under Connected Apps in the Zoho account.");
        }
    }

    /** In seconds, an hour at most. A larger number is in milliseconds, as an older API has it, or wrong. */
    private static Duration life(JsonNode answer) {
        long seconds = answer.path("expires_in").asLong(HOUR);
        return Duration.ofSeconds(seconds > 0 && seconds <= HOUR ? seconds : HOUR);
    }

    private Granted granted(JsonNode answer, URI accounts) {
        var access = new Access(
                new Secret(tokenOf(answer)),
                apiDomain(answer.path("api_domain").asString(""), accounts),
                answer.path("scope").asString(""),
                clock.instant().plus(life(answer)));
        String refreshToken = answer.path("refresh_token").asString("");
        return new Granted(access, refreshToken.isEmpty() ? null : new Secret(refreshToken));
    }

    private static String tokenOf(JsonNode answer) {
        return answer.path("access_token").asString("");
    }

    private static String error(JsonNode answer, Secret... sent) {
        return without(answer.path("error").asString("no access_token in the answer"), sent);
    }

    private static String description(JsonNode answer, Secret... sent) {
        return without(answer.path("error_description").asString(""), sent);
    }

    /** What Zoho says is shown and logged, except secrets of the request that Zoho repeats. */
    private static String without(String text, Secret... sent) {
        String clean = text;
        for (Secret secret : sent) {
            clean = secret.value().isEmpty() ? clean : clean.replace(secret.value(), secret.toString());
        }
        return clean;
    }

    private URI apiDomain(String text, URI accounts) {
        try {
            URI uri = new URI(text);
            if (ApiServer.isTrusted(uri, accounts)) {
                return uri;
            }
        } catch (URISyntaxException cause) {
            // No address at all: said below.
        }
        throw failures.unreadable("POST " + TOKEN, "api_domain \"" + text + "\" is no https address of Zoho");
    }

    private JsonNode ask(URI accounts, String path, Map<String, String> form) {
        var body = new LinkedMultiValueMap<String, String>();
        form.forEach(body::add);
        try {
            byte[] answer = http.post()
                    .uri(accounts.resolve(path))
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                    .body(BodyInserters.fromFormData(body))
                    .exchangeToMono(response -> response.statusCode().is5xxServerError()
                            ? response.releaseBody().then(Mono.error(away("POST " + path, response)))
                            : response.bodyToMono(byte[].class).defaultIfEmpty(new byte[0]))
                    .block(settings.answerTimeout());
            return read("POST " + path, java.util.Objects.requireNonNull(answer));
        } catch (SourceFailure failure) {
            throw failure;
        } catch (RuntimeException cause) {
            throw failures.ofTransport("POST " + path, ZohoClient.root(cause));
        }
    }

    /** Whatever the body says: no setting of ours is wrong. */
    private SourceFailure away(String what, ClientResponse response) {
        return failures.ofAnswer(what, response.statusCode().value(), "", "", null);
    }

    private JsonNode read(String what, byte[] body) {
        try {
            JsonNode answer = mapper.readTree(body);
            if (answer.isObject()) {
                return answer;
            }
        } catch (JacksonException cause) {
            // Not JSON at all: said below, without the body, which might hold a token.
        }
        throw failures.unreadable(what, body.length + " bytes that are not a JSON object");
    }
}
