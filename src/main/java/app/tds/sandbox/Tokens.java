package app.tds.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Grants, refresh tokens and access tokens of the one client there is. */
final class Tokens {

    private static final int LIVE = 15;
    private static final Duration CODE_LIFE = Duration.ofMinutes(1);
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final Limits limits;
    private final Clock clock;
    private final Random random;
    private final String clientId;
    private final String clientSecret;
    private final String refreshToken;
    private final Map<String, Grant> grants = new HashMap<>();
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, Access> live = new LinkedHashMap<>();

    private record Grant(String refreshToken, Set<String> scopes, Deque<Instant> issued) {}

    private record Code(Set<String> scopes, String redirectUri, Instant expires) {}

    private record Access(Grant grant, Instant expires) {}

    Tokens(Limits limits, Clock clock, long seed) {
        this.limits = limits;
        this.clock = clock;
        this.random = new Random(~seed);
        this.clientId = "1000." + hex(30).toUpperCase(Locale.ROOT);
        this.clientSecret = hex(42);
        this.refreshToken = grant(everything()).refreshToken();
    }

    private static Set<String> everything() {
        var scopes = new TreeSet<String>();
        for (var product : Product.values()) {
            scopes.addAll(product.everything());
        }
        return scopes;
    }

    String clientId() {
        return clientId;
    }

    String clientSecret() {
        return clientSecret;
    }

    String refreshToken() {
        return refreshToken;
    }

    /** A code for these scopes; the address it is sent to is blank for a self client. */
    synchronized String code(Collection<String> scopes, String redirectUri) {
        String code = token();
        codes.put(
                code,
                new Code(new TreeSet<>(scopes), redirectUri, clock.instant().plus(CODE_LIFE)));
        return code;
    }

    private Grant grant(Set<String> scopes) {
        var grant = new Grant(token(), scopes, new ArrayDeque<>());
        grants.put(grant.refreshToken(), grant);
        return grant;
    }

    /** Spends a code, for whoever names the address it was sent to. */
    synchronized Issued exchange(String code, String redirectUri) {
        var known = codes.get(code);
        if (known != null && !known.redirectUri().equals(redirectUri)) {
            throw new TokenRefused("invalid_redirect_uri");
        }
        codes.remove(code);
        if (known == null || !clock.instant().isBefore(known.expires())) {
            throw new TokenRefused("invalid_code");
        }
        var grant = grant(known.scopes());
        return issue(grant, grant.refreshToken());
    }

    synchronized Issued refresh(String token) {
        var grant = grants.get(token);
        if (grant == null) {
            throw new TokenRefused("invalid_code");
        }
        return issue(grant, "");
    }

    private Issued issue(Grant grant, String refresh) {
        var now = clock.instant();
        var issued = grant.issued();
        issued.removeIf(it -> !it.isAfter(now.minus(WINDOW)));
        if (issued.size() >= limits.tokensPerTenMinutes()) {
            throw TokenRefused.throttled();
        }
        issued.addLast(now);
        String access = token();
        live.put(access, new Access(grant, now.plus(limits.accessTokenLife())));
        retireOldest(grant);
        return new Issued(
                access,
                refresh,
                String.join(" ", grant.scopes()),
                limits.accessTokenLife().toSeconds());
    }

    private void retireOldest(Grant grant) {
        live.values().removeIf(it -> !clock.instant().isBefore(it.expires()));
        var own = live.entrySet().stream()
                .filter(it -> it.getValue().grant() == grant)
                .map(Map.Entry::getKey)
                .toList();
        own.stream().limit(Math.max(0, own.size() - LIVE)).forEach(live::remove);
    }

    /** Ends a refresh token and what was issued for it, or one access token. */
    synchronized boolean revoke(String token) {
        var grant = grants.remove(token);
        if (grant == null) {
            return live.remove(token) != null;
        }
        live.values().removeIf(it -> it.grant() == grant);
        return true;
    }

    /** What a token may do; refused when it is not live. */
    synchronized Set<String> scopes(@Nullable String token) {
        var access = token == null ? null : live.get(token);
        if (access == null || !clock.instant().isBefore(access.expires())) {
            throw new Refusal(
                    401,
                    14,
                    "The request could not be authenticated as the authentication value you entered is invalid."
                            + " Enter a valid authentication value and try again.");
        }
        return access.grant().scopes();
    }

    private String token() {
        return "1000." + hex(32) + "." + hex(32);
    }

    private String hex(int digits) {
        var text = new StringBuilder(digits);
        for (int i = 0; i < digits; i++) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        return text.toString();
    }

    /** What the accounts server hands out; the refresh token is blank when there is no new one. */
    record Issued(String accessToken, String refreshToken, String scope, long expiresIn) {}
}
