package app.tds.zoho;

import app.tds.Secret;
import app.tds.source.SourceFailure;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One valid access token, refreshed once however many threads and processes ask.
 *
 * <p>The token is kept encrypted in {@code etl.access_tokens}; whoever refreshes it holds that row's lock, so the
 * others find the new one when their turn comes.
 */
@Component
class AccessTokens {

    private static final Logger log = LoggerFactory.getLogger(AccessTokens.class);

    /** A token is replaced this long before Zoho stops accepting it. */
    private static final Duration EARLY = Duration.ofMinutes(5);

    /** After a refusal nobody asks again for this long: Zoho allows ten tokens in ten minutes (zoho-api.md 1.5). */
    private static final Duration REFUSED_FOR = Duration.ofMinutes(2);

    private final TokenEndpoint endpoint;
    private final ZohoSettings settings;
    private final TokenCipher cipher;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    private @Nullable Access current;
    private @Nullable SourceFailure refusal;
    private Instant refusedUntil = Instant.MIN;

    AccessTokens(
            TokenEndpoint endpoint,
            ZohoSettings settings,
            TokenCipher cipher,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock) {
        this.endpoint = endpoint;
        this.settings = settings;
        this.cipher = cipher;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * A token and where it is good.
     *
     * @param token for the header {@code Authorization: Zoho-oauthtoken …}
     * @param apiDomain the address of the API in the token's data centre
     * @param expiresAt when Zoho stops accepting it
     */
    record Access(Secret token, URI apiDomain, Instant expiresAt) {}

    /** The current token. */
    synchronized Access current() {
        Access known = current;
        return known != null && fresh(known) ? known : replace(null);
    }

    /** Another token than this one, which Zoho has refused; the same for everybody who was refused with it. */
    synchronized Access instead(Access rejected) {
        Access known = current;
        return known != null && fresh(known) && !known.token().equals(rejected.token()) ? known : replace(rejected);
    }

    private Access replace(@Nullable Access rejected) {
        if (refusal != null && clock.instant().isBefore(refusedUntil)) {
            throw refusal;
        }
        try {
            Access access = transaction.execute(status -> storedOrNew(rejected));
            current = access;
            refusal = null;
            return java.util.Objects.requireNonNull(access);
        } catch (SourceFailure.Unavailable failure) {
            throw failure;
        } catch (SourceFailure failure) {
            refusal = failure;
            refusedUntil = failure instanceof SourceFailure.Throttled throttled
                    ? throttled.until()
                    : clock.instant().plus(REFUSED_FOR);
            throw failure;
        }
    }

    private Access storedOrNew(@Nullable Access rejected) {
        jdbc.sql("insert into etl.access_tokens (client_id) values (?) on conflict do nothing")
                .param(settings.clientId())
                .update();
        Optional<Access> stored = jdbc.sql(
                        "select token, api_domain, expires_at from etl.access_tokens where client_id = ? for update")
                .param(settings.clientId())
                .query((row, number) ->
                        decrypted(row.getBytes("token"), row.getString("api_domain"), row.getTimestamp("expires_at")))
                .single();
        return stored.filter(this::fresh)
                .filter(access -> rejected == null || !access.token().equals(rejected.token()))
                .orElseGet(this::refreshed);
    }

    private Optional<Access> decrypted(
            byte @Nullable [] token, @Nullable String apiDomain, @Nullable Timestamp expiresAt) {
        if (token == null || apiDomain == null || expiresAt == null) {
            return Optional.empty();
        }
        return cipher.decrypt(token, owner())
                .map(secret -> new Access(secret, URI.create(apiDomain), expiresAt.toInstant()));
    }

    private Access refreshed() {
        Access access = endpoint.refresh();
        jdbc.sql("""
                        update etl.access_tokens set token = :token, api_domain = :domain, expires_at = :expires,
                          refreshed_at = :now where client_id = :client
                        """)
                .param("token", cipher.encrypt(access.token(), owner()))
                .param("domain", access.apiDomain().toString())
                .param("expires", Timestamp.from(access.expiresAt()))
                .param("now", Timestamp.from(clock.instant()))
                .param("client", settings.clientId())
                .update();
        log.info("Zoho gave a new access token, good until {}", access.expiresAt());
        return access;
    }

    /** A stored token belongs to a client, an accounts server and a user, who is known by the refresh token. */
    private String owner() {
        return settings.clientId() + " " + settings.accounts() + " "
                + Integer.toHexString(settings.refreshToken().value().hashCode());
    }

    private boolean fresh(Access access) {
        return clock.instant().isBefore(access.expiresAt().minus(EARLY));
    }
}
