package app.tds.access;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;

/** A provider that takes connections and says nothing holds no login for longer than was allowed. */
@Timeout(30)
class OidcCallsTests {

    // What connects waits in the backlog, and is never accepted.
    private final ServerSocket silent = open();
    private final OidcCalls calls = new OidcCalls(Duration.ofMillis(200));

    private static ServerSocket open() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException cause) {
            throw new IllegalStateException(cause);
        }
    }

    @AfterEach
    void close() throws IOException {
        silent.close();
    }

    private ClientRegistration house() {
        String there = "http://127.0.0.1:" + silent.getLocalPort();
        return ClientRegistration.withRegistrationId("house")
                .clientId("tds")
                .clientSecret("a-secret")
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("http://127.0.0.1/code")
                .authorizationUri(there + "/authorize")
                .tokenUri(there + "/token")
                .userInfoUri(there + "/people")
                .userNameAttributeName("sub")
                .scope("openid", "profile")
                .build();
    }

    @Test
    void aTokenIsWaitedForNoLongerThanAllowed() {
        var exchange = new OAuth2AuthorizationExchange(
                OAuth2AuthorizationRequest.authorizationCode()
                        .authorizationUri("http://127.0.0.1/authorize")
                        .clientId("tds")
                        .redirectUri("http://127.0.0.1/code")
                        .build(),
                OAuth2AuthorizationResponse.success("code")
                        .redirectUri("http://127.0.0.1/code")
                        .build());
        assertThatThrownBy(() ->
                        calls.tokens().getTokenResponse(new OAuth2AuthorizationCodeGrantRequest(house(), exchange)))
                .isInstanceOf(OAuth2AuthorizationException.class)
                .rootCause()
                .matches(OidcCallsTests::isGivenUp, "a request that was given up");
    }

    @Test
    void whatAProviderSaysOfAPersonIsWaitedForNoLongerThanAllowed() {
        Instant now = Instant.now();
        var request = new OidcUserRequest(
                house(),
                new OAuth2AccessToken(TokenType.BEARER, "token", now, now.plusSeconds(60), java.util.Set.of("profile")),
                new OidcIdToken("token", now, now.plusSeconds(60), Map.of("sub", "4711")));
        assertThatThrownBy(() -> calls.people().loadUser(request))
                .isInstanceOf(OAuth2AuthenticationException.class)
                .rootCause()
                .matches(OidcCallsTests::isGivenUp, "a request that was given up");
    }

    /** The one or the other, as threads happen to meet. */
    private static boolean isGivenUp(Throwable cause) {
        return cause instanceof HttpTimeoutException || "Request cancelled".equals(cause.getMessage());
    }
}
