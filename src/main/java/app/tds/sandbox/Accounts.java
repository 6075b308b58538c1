package app.tds.sandbox;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The accounts server: consent, tokens and data centres. */
final class Accounts {

    private static final List<String> DATA_CENTRES = List.of("us", "eu", "in", "au", "jp", "ca", "sa", "cn", "uk");

    private final Tokens tokens;
    private final Supplier<URI> self;

    Accounts(Tokens tokens, Supplier<URI> self) {
        this.tokens = tokens;
        this.self = self;
    }

    Answer answer(Request request, Quirks quirks) {
        try {
            return switch (request.method() + " " + request.path()) {
                case "GET /oauth/v2/auth" -> authorization(request, quirks.has(Quirks.Kind.NO_CONSENT));
                case "POST /oauth/v2/token" -> token(request);
                case "POST /oauth/v2/token/revoke" -> revoke(request);
                case "GET /oauth/serverinfo" -> serverInfo();
                case "GET /oauth/v2/token" -> throw TokenRefused.badRequest("invalid_request");
                default -> Answer.json(404, "{\"error\":\"invalid_request\"}");
            };
        } catch (TokenRefused refused) {
            return refused.answer();
        }
    }

    /** A person would be asked here; the sandbox's is always there and agrees at once, unless a fault says no. */
    private Answer authorization(Request request, boolean noConsent) {
        String redirectUri = request.parameter("redirect_uri");
        List<String> scopes = List.of(request.parameter("scope").split(","));
        if (!request.parameter("client_id").equals(tokens.clientId())) {
            throw TokenRefused.badRequest("invalid_client");
        }
        if (!redirectUri.matches("https?://[^/?#]+/[^?#]*")) {
            throw TokenRefused.badRequest("invalid_redirect_uri");
        }
        if (!request.parameter("response_type").equals("code")
                || !request.parameter("access_type").equals("offline")
                || request.parameter("state").isEmpty()) {
            throw TokenRefused.badRequest("invalid_request");
        }
        if (!scopes.stream().allMatch(it -> it.matches("Zoho[A-Za-z]+(\\.[A-Za-z]+){2,3}"))) {
            throw TokenRefused.badRequest("invalid_scope");
        }
        var back = new LinkedHashMap<String, String>();
        if (noConsent) {
            back.put("error", "access_denied");
        } else {
            back.put("code", tokens.code(scopes, redirectUri));
            back.put("location", "us");
            back.put("accounts-server", self.get().toString());
        }
        back.put("state", request.parameter("state"));
        String query = back.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return Answer.json(302, "").with(Map.of("Location", redirectUri + "?" + query));
    }

    private Answer token(Request request) {
        String type = request.parameter("grant_type");
        if (!type.equals("refresh_token") && !type.equals("authorization_code")) {
            throw TokenRefused.badRequest("unsupported_grant_type");
        }
        if (!request.parameter("client_id").equals(tokens.clientId())) {
            throw new TokenRefused("invalid_client");
        }
        if (!request.parameter("client_secret").equals(tokens.clientSecret())) {
            throw new TokenRefused("invalid_client_secret");
        }
        return type.equals("refresh_token")
                ? issued(tokens.refresh(request.parameter("refresh_token")))
                : exchange(request);
    }

    private Answer exchange(Request request) {
        return issued(tokens.exchange(request.parameter("code"), request.parameter("redirect_uri")));
    }

    private Answer issued(Tokens.Issued issued) {
        var body = new LinkedHashMap<String, Object>();
        body.put("access_token", issued.accessToken());
        if (!issued.refreshToken().isEmpty()) {
            body.put("refresh_token", issued.refreshToken());
        }
        body.put("scope", issued.scope());
        body.put("api_domain", self.get().toString());
        body.put("token_type", "Bearer");
        body.put("expires_in", issued.expiresIn());
        return Answer.json(200, Overlay.JSON.writeValueAsString(body));
    }

    private Answer revoke(Request request) {
        return tokens.revoke(request.parameter("token"))
                ? Answer.json(200, "{\"status\":\"success\"}")
                : Answer.json(400, "{\"error\":\"invalid_token\"}");
    }

    /** Every data centre is this one. */
    private Answer serverInfo() {
        var locations = new LinkedHashMap<String, String>();
        DATA_CENTRES.forEach(it -> locations.put(it, self.get().toString()));
        var body = new LinkedHashMap<String, Object>();
        body.put("result", "success");
        body.put("locations", locations);
        return Answer.json(200, Overlay.JSON.writeValueAsString(body));
    }
}
