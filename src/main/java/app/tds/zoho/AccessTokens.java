package app.tds.zoho;

import app.tds.PlainTime;
import app.tds.Secret;
import app.tds.source.SourceFailure;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One valid access token per connection, refreshed once however many threads and processes ask.
 *
 * <p>Tokens are kept encrypted in {@code etl.connections}. A process that asks Zoho for a token holds the lock of that
 * row, so that other processes find the new token when their turn comes. The row also counts the calls of the token
 * endpoint and remembers a refusal: Zoho allows ten in ten minutes (zoho-api.md 1.5), and no restart or further node
 * makes it more.
 */
@Component
class AccessTokens {

    private static final Logger log = LoggerFactory.getLogger(AccessTokens.class);

    /** A token is replaced this long before Zoho stops accepting it. */
    static final Duration EARLY = Duration.ofMinutes(5);

    /** One fewer would be enough; another client of the same user may exist. */
    private static final int MOST_CALLS = 8;

    /** After a refusal nobody asks again for this long. */
    private static final Duration REFUSED_FOR = Duration.ofMinutes(10);

    private final TokenEndpoint endpoint;
    private final TokenCipher cipher;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Map<String, Holder> holders = new ConcurrentHashMap<>();

    AccessTokens(
            TokenEndpoint endpoint, TokenCipher cipher, JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.endpoint = endpoint;
        this.cipher = cipher;
        this.jdbc = jdbc;
        // Never part of the caller's: others wait for the row, and what is noted there stays noted.
        this.transaction = new TransactionTemplate(Objects.requireNonNull(transaction.getTransactionManager()));
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /** What this process knows. The lock lets one thread at a time look further. */
    private static final class Holder {
        private @Nullable Access access;
    }

    /**
     * The current token.
     *
     * @throws SourceFailure if Zoho gives none, or has refused one a short while ago
     */
    Access current(ZohoConnection connection) {
        return freshest(connection, null, clock.instant().plus(EARLY));
    }

    /** Another token than this one, which Zoho has refused; the same for everybody who was refused with it. */
    Access instead(ZohoConnection connection, Access rejected) {
        return freshest(connection, rejected, clock.instant().plus(EARLY));
    }

    /** Replaces the token if the token expires before that time, so that no call has to wait for a new token then. */
    void ahead(ZohoConnection connection, Duration before) {
        freshest(connection, null, clock.instant().plus(before));
    }

    private Access freshest(ZohoConnection connection, @Nullable Access rejected, Instant goodUntil) {
        Holder holder = holders.computeIfAbsent(connection.name(), name -> new Holder());
        synchronized (holder) {
            Access known = holder.access;
            if (known == null || !serves(known, rejected, goodUntil)) {
                // Should there be no other, a refused one is not handed out again.
                holder.access = known == null || isThat(known, rejected) ? null : known;
                holder.access =
                        known = exclusively(connection, stored -> storedOrNew(connection, stored, rejected, goodUntil));
            }
            return known;
        }
    }

    private Access storedOrNew(
            ZohoConnection connection, StoredConnection stored, @Nullable Access rejected, Instant goodUntil) {
        Access access = stored.access();
        if (access != null && serves(access, rejected, goodUntil)) {
            return access;
        }
        if (access != null && isThat(access, rejected)) {
            jdbc.sql("update etl.connections set access_token = null, expires_at = null where connection = ?")
                    .param(connection.name())
                    .update();
        }
        Secret refreshToken = connection.refreshToken() != null ? connection.refreshToken() : stored.refreshToken();
        if (refreshToken == null) {
            throw notConnected(connection, stored);
        }
        if (stored.refusal() != null) {
            throw stored.refusal();
        }
        Access fresh = counted(
                connection,
                stored.calls(),
                failure -> !(failure instanceof SourceFailure.Unavailable),
                () -> endpoint.refresh(connection, accounts(connection, stored), refreshToken));
        keep(connection, fresh);
        return fresh;
    }

    private static SourceFailure notConnected(ZohoConnection connection, StoredConnection stored) {
        String name = "Connection \"" + connection.name() + "\"";
        return new SourceFailure.Denied(
                stored.unreadable()
                        ? name
                                + " has a refresh token that cannot be decrypted. It was made under another tds.secret-key, client,"
                                + " data centre or accounts server: set the former key as tds.secret-key-previous, or connect"
                                + " again."
                        : name + " is not connected to Zoho: run connect with a code from Zoho's API console, or open"
                                + " /api/v1/tds/integrations/zoho/connect/" + connection.name() + " in a browser.");
    }

    /** Why a code cannot make this connection: what is configured would go before what the code brings. */
    static String configured(ZohoConnection connection) {
        return "Connection \"" + connection.name() + "\" has a refresh-token in the configuration, which goes before"
                + " any other: remove it there, then connect.";
    }

    /**
     * Makes the connection with a code.
     *
     * @return the first access token
     * @throws SourceFailure if the code brings none, or a refresh token is configured
     *
     * @param redirectUri the one the authorization was begun with; null for a self client's code
     * @param accountsServer the one that Zoho named in its answer; null for the configured one
     */
    Access connect(ZohoConnection connection, Secret code, @Nullable URI redirectUri, @Nullable URI accountsServer) {
        if (connection.refreshToken() != null) {
            throw new SourceFailure.Denied(configured(connection));
        }
        Access access = exclusively(connection, stored -> {
            URI accounts = accountsServer != null ? accountsServer : connection.accounts();
            // What Zoho says of a code says nothing of the connection there may be already.
            TokenEndpoint.Granted granted = counted(
                    connection,
                    stored.calls(),
                    failure -> failure instanceof SourceFailure.Throttled,
                    () -> endpoint.exchange(connection, accounts, code, redirectUri));
            if (granted.refreshToken() == null && stored.refreshToken() == null) {
                throw new SourceFailure.Denied("Zoho gave no refresh token for connection \"" + connection.name()
                        + "\", so it would end within the hour: remove this client under Connected Apps in the Zoho"
                        + " account, then connect again.");
            }
            keep(connection, granted.access());
            Secret refreshToken = granted.refreshToken() != null ? granted.refreshToken() : stored.refreshToken();
            keepConnection(connection, Objects.requireNonNull(refreshToken), accountsServer);
            return granted.access();
        });
        Holder holder = holders.computeIfAbsent(connection.name(), name -> new Holder());
        synchronized (holder) {
            holder.access = access;
        }
        log.info("Connection {} was made; it allows {}", connection.name(), access.scope());
        return access;
    }

    /** Ends the connection at Zoho and forgets its tokens. */
    void disconnect(ZohoConnection connection) {
        exclusively(connection, stored -> {
            Secret refreshToken = connection.refreshToken() != null ? connection.refreshToken() : stored.refreshToken();
            if (refreshToken != null) {
                endpoint.revoke(accounts(connection, stored), refreshToken);
            }
            // The calls stay counted.
            jdbc.sql("""
                            update etl.connections set accounts_url = null, refresh_token = null, access_token = null,
                              api_domain = null, scope = null, expires_at = null, refreshed_at = null, refusal = null,
                              refusal_kind = null, refused_until = null where connection = ?
                            """).param(connection.name()).update();
            return connection;
        });
        Holder holder = holders.computeIfAbsent(connection.name(), name -> new Holder());
        synchronized (holder) {
            holder.access = null;
        }
        log.info("Connection {} was ended", connection.name());
    }

    /** Work during which no other thread, in any process, asks Zoho for a token of this connection. */
    private interface Work<T> {
        T with(StoredConnection stored);
    }

    /** Failures are remembered in the row, so they must not roll it back. */
    private <T> T exclusively(ZohoConnection connection, Work<T> work) {
        SourceFailure[] failure = {null};
        T result = transaction.execute(status -> {
            try {
                return work.with(locked(connection));
            } catch (SourceFailure refused) {
                failure[0] = refused;
                return null;
            }
        });
        if (failure[0] != null) {
            throw failure[0];
        }
        return Objects.requireNonNull(result);
    }

    private StoredConnection locked(ZohoConnection connection) {
        jdbc.sql("insert into etl.connections (connection) values (?) on conflict do nothing")
                .param(connection.name())
                .update();
        StoredConnection stored = jdbc.sql("select * from etl.connections where connection = ? for update")
                .param(connection.name())
                .query((row, number) -> StoredConnection.of(row, cipher, connection, clock.instant()))
                .single();
        if (stored.outdated()) {
            encryptAgain(connection, stored);
        }
        return stored;
    }

    /** After this, the previous key can be forgotten. */
    private void encryptAgain(ZohoConnection connection, StoredConnection stored) {
        Access access = stored.access();
        jdbc.sql("""
                        update etl.connections set refresh_token = coalesce(:refresh, refresh_token),
                          access_token = coalesce(:access, access_token) where connection = :connection
                        """)
                .param("refresh", encryptedRefresh(connection, stored.refreshToken(), stored.accounts()))
                .param("access", access == null ? null : encrypted(connection, access))
                .param("connection", connection.name())
                .update();
        log.info("Connection {}: its tokens were encrypted again, with the current tds.secret-key", connection.name());
    }

    /** Bound to the accounts server that it is sent to. */
    private byte @Nullable [] encryptedRefresh(
            ZohoConnection connection, @Nullable Secret token, @Nullable URI accounts) {
        URI server = accounts == null ? connection.accounts() : accounts;
        return token == null ? null : cipher.encrypt(token, StoredConnection.owner(connection, "refresh", server));
    }

    /** Bound to the server that it is sent to. */
    private byte[] encrypted(ZohoConnection connection, Access access) {
        return cipher.encrypt(access.token(), StoredConnection.owner(connection, "access", access.apiDomain()));
    }

    /** Calls the token endpoint, unless too many calls were made, and notes the call. */
    private <T> T counted(
            ZohoConnection connection, List<Instant> calls, Predicate<SourceFailure> lasting, Supplier<T> call) {
        Instant now = clock.instant();
        if (calls.size() >= MOST_CALLS) {
            Instant until = calls.get(0).plus(StoredConnection.WINDOW);
            throw new SourceFailure.Throttled(
                    "Connection \"" + connection.name() + "\" has asked Zoho for " + calls.size()
                            + " access tokens in ten minutes, and Zoho allows ten: something refuses good tokens,"
                            + " or Zoho's accounts server gives none."
                            + " The next is asked for at " + PlainTime.utc(until) + ".",
                    until);
        }
        List<Instant> counted = new ArrayList<>(calls);
        counted.add(now);
        try {
            T result = call.get();
            remember(connection, counted, null);
            return result;
        } catch (SourceFailure failure) {
            remember(connection, counted, lasting.test(failure) ? failure : null);
            throw failure;
        }
    }

    private void remember(ZohoConnection connection, List<Instant> calls, @Nullable SourceFailure failure) {
        Instant until = failure instanceof SourceFailure.Throttled throttled
                ? throttled.until()
                : clock.instant().plus(REFUSED_FOR);
        jdbc.sql("""
                        update etl.connections set token_calls = :calls, refusal = :refusal, refusal_kind = :kind,
                          refused_until = :until where connection = :connection
                        """)
                .param("calls", calls.stream().map(Timestamp::from).toArray(Timestamp[]::new))
                .param("refusal", failure == null ? null : failure.getMessage())
                .param("kind", failure == null ? null : failure.getClass().getSimpleName())
                .param("until", failure == null ? null : Timestamp.from(until))
                .param("connection", connection.name())
                .update();
    }

    private void keep(ZohoConnection connection, Access access) {
        jdbc.sql("""
                        update etl.connections set access_token = :token, api_domain = :domain, scope = :scope,
                          expires_at = :expires, refreshed_at = :now where connection = :connection
                        """)
                .param("token", encrypted(connection, access))
                .param("domain", access.apiDomain().toString())
                .param("scope", access.scope())
                .param("expires", Timestamp.from(access.expiresAt()))
                .param("now", Timestamp.from(clock.instant()))
                .param("connection", connection.name())
                .update();
        log.info("Connection {}: Zoho gave a new access token, good until {}", connection.name(), access.expiresAt());
    }

    private void keepConnection(ZohoConnection connection, Secret refreshToken, @Nullable URI accountsServer) {
        jdbc.sql("""
                        update etl.connections set refresh_token = :token, accounts_url = :accounts
                        where connection = :connection
                        """)
                .param("token", encryptedRefresh(connection, refreshToken, accountsServer))
                .param("accounts", accountsServer == null ? null : accountsServer.toString())
                .param("connection", connection.name())
                .update();
    }

    private static URI accounts(ZohoConnection connection, StoredConnection stored) {
        // A configured refresh token is of the configured data centre.
        URI known = connection.refreshToken() == null ? stored.accounts() : null;
        return known != null ? known : connection.accounts();
    }

    private static boolean serves(Access access, @Nullable Access rejected, Instant goodUntil) {
        return access.expiresAt().isAfter(goodUntil) && !isThat(access, rejected);
    }

    private static boolean isThat(Access access, @Nullable Access rejected) {
        return rejected != null && access.token().equals(rejected.token());
    }
}
