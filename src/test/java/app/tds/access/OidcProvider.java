package app.tds.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;

/** A small provider of OpenID Connect: everybody who comes is the person that was named last. */
final class OidcProvider implements AutoCloseable {

    static final String TOKEN = "a-token-of-the-provider";

    private final RSAKey key = newKey();
    private final HttpServer server;
    private volatile Map<String, Object> claims = Map.of();
    private volatile RSAKey signer = key;
    private volatile boolean otherNonce;
    private volatile String nonce = "";
    private volatile boolean verifierShown;

    OidcProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, configuration()));
        server.createContext("/keys", exchange -> answer(exchange, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.start();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("one").generate();
        } catch (JOSEException cause) {
            throw new IllegalStateException(cause);
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on this is what the provider says of whoever comes. */
    void knows(Map<String, Object> person) {
        claims = person;
        signer = key;
        otherNonce = false;
    }

    /** The next answers are signed by somebody else. */
    void isImitated() {
        signer = newKey();
    }

    /** The next answers belong to another login. */
    void answersAnotherLogin() {
        otherNonce = true;
    }

    /** Whether the last code was redeemed by who had begun the login. */
    boolean wasShownTheVerifier() {
        return verifierShown;
    }

    private String configuration() {
        return """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
                 "jwks_uri": "%1$s/keys", "response_types_supported": ["code"], "subject_types_supported": ["public"],
                 "id_token_signing_alg_values_supported": ["RS256"]}""".formatted(issuer());
    }

    private void authorize(HttpExchange exchange) throws IOException {
        var asked =
                UriComponentsBuilder.fromUri(exchange.getRequestURI()).build().getQueryParams();
        nonce = String.valueOf(asked.getFirst("nonce"));
        exchange.getResponseHeaders()
                .add(
                        "Location",
                        UriComponentsBuilder.fromUriString(decoded(asked.getFirst("redirect_uri")))
                                .queryParam("code", "a-code")
                                .queryParam("state", asked.getFirst("state"))
                                .build(true)
                                .toUriString());
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private static String decoded(String text) {
        return java.net.URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private void token(HttpExchange exchange) throws IOException {
        verifierShown =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).contains("code_verifier=");
        answer(
                exchange,
                "{\"access_token\": \"" + TOKEN + "\", \"token_type\": \"Bearer\", \"expires_in\": 60, \"id_token\": \""
                        + identity() + "\"}");
    }

    private String identity() {
        try {
            var set = new JWTClaimsSet.Builder()
                    .issuer(issuer())
                    .audience("tds")
                    .subject("4711")
                    .issueTime(Date.from(Instant.now()))
                    .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                    .claim("nonce", otherNonce ? "another" : decoded(nonce));
            new HashMap<>(claims).forEach(set::claim);
            var signed = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), set.build());
            signed.sign(new RSASSASigner(signer));
            return signed.serialize();
        } catch (JOSEException cause) {
            throw new IllegalStateException(cause);
        }
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
