package app.tds.zoho;

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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One valid access token per connection, refreshed once however many threads and processes ask.
 *
 * <p>Tokens are kept encrypted in {@code etl.connections}; whoever asks Zoho for one holds that row's lock, so the
 * others find the new one when their turn comes. The row also counts the calls of the token endpoint and remembers a
 * refusal: Zoho allows ten in ten minutes (zoho-api.md 1.5), and no restart or further node makes it more.
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
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What this process knows; its lock lets one thread at a time look further. */
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

    /** Replaces the token if it would expire before that, so that nobody has to wait for it then. */
    void ahead(ZohoConnection connection, Duration before) {
        freshest(connection, null, clock.instant().plus(before));
    }

    private Access freshest(ZohoConnection connection, @Nullable Access rejected, Instant goodUntil) {
        Holder holder = holders.computeIfAbsent(connection.name(), name -> new Holder());
        synchronized (holder) {
            Access known = holder.access;
            if (known == null || !serves(known, rejected, goodUntil)) {
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
        Secret refreshToken = connection.refreshToken() != null ? connection.refreshToken() : stored.refreshToken();
        if (refreshToken == null) {
            throw new SourceFailure.Denied("Connection \"" + connection.name() + "\" is not connected to Zoho yet:"
                    + " set its refresh-token, or run connect with a code from Zoho's API console.");
        }
        if (stored.refusal() != null) {
            throw stored.refusal();
        }
        Access fresh = counted(
                connection,
                stored.calls(),
                () -> endpoint.refresh(connection, accounts(connection, stored), refreshToken));
        keep(connection, fresh);
        return fresh;
    }

    /**
     * Makes the connection with a code.
     *
     * @param redirectUri the one the authorization was begun with; null for a self client's code
     * @param accountsServer the one that Zoho named in its answer; null for the configured one
     */
    void connect(ZohoConnection connection, Secret code, @Nullable URI redirectUri, @Nullable URI accountsServer) {
        Access access = exclusively(connection, stored -> {
            URI accounts = accountsServer != null ? accountsServer : connection.accounts();
            TokenEndpoint.Granted granted = counted(
                    connection, stored.calls(), () -> endpoint.exchange(connection, accounts, code, redirectUri));
            keep(connection, granted.access());
            keepConnection(connection, granted.refreshToken(), accountsServer);
            return granted.access();
        });
        Holder holder = holders.computeIfAbsent(connection.name(), name -> new Holder());
        synchronized (holder) {
            holder.access = access;
        }
        log.info("Connection {} was made; it allows {}", connection.name(), access.scope());
    }

    /** Ends the connection at Zoho and forgets its tokens. */
    void disconnect(ZohoConnection connection) {
        exclusively(connection, stored -> {
            Secret refreshToken = connection.refreshToken() != null ? connection.refreshToken() : stored.refreshToken();
            if (refreshToken != null) {
                endpoint.revoke(accounts(connection, stored), refreshToken);
            }
            jdbc.sql("delete from etl.connections where connection = ?")
                    .param(connection.name())
                    .update();
            return connection;
        });
        holders.remove(connection.name());
    }

    /** What is done while nobody else, in any process, asks Zoho for a token of this connection. */
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
        return jdbc.sql("select * from etl.connections where connection = ? for update")
                .param(connection.name())
                .query((row, number) -> StoredConnection.of(row, cipher, connection, clock.instant()))
                .single();
    }

    /** Calls the token endpoint, unless it was called often enough, and notes that it did. */
    private <T> T counted(ZohoConnection connection, List<Instant> calls, Supplier<T> call) {
        Instant now = clock.instant();
        if (calls.size() >= MOST_CALLS) {
            Instant until = calls.get(0).plus(StoredConnection.WINDOW);
            throw new SourceFailure.Throttled(
                    "Connection \"" + connection.name() + "\" has asked Zoho for " + calls.size()
                            + " access tokens in ten minutes, and Zoho allows ten: something refuses good tokens."
                            + " The next is asked for at " + until + ".",
                    until);
        }
        List<Instant> counted = new ArrayList<>(calls);
        counted.add(now);
        try {
            T result = call.get();
            remember(connection, counted, null);
            return result;
        } catch (SourceFailure failure) {
            remember(connection, counted, failure);
            throw failure;
        }
    }

    private void remember(ZohoConnection connection, List<Instant> calls, @Nullable SourceFailure failure) {
        boolean lasting = failure != null && !(failure instanceof SourceFailure.Unavailable);
        Instant until = failure instanceof SourceFailure.Throttled throttled
                ? throttled.until()
                : clock.instant().plus(REFUSED_FOR);
        jdbc.sql("""
                        update etl.connections set token_calls = :calls, refusal = :refusal, refusal_kind = :kind,
                          refused_until = :until where connection = :connection
                        """)
                .param("calls", calls.stream().map(Timestamp::from).toArray(Timestamp[]::new))
                .param("refusal", lasting ? failure.getMessage() : null)
                .param("kind", lasting ? failure.getClass().getSimpleName() : null)
                .param("until", lasting ? Timestamp.from(until) : null)
                .param("connection", connection.name())
                .update();
    }

    private void keep(ZohoConnection connection, Access access) {
        jdbc.sql("""
                        update etl.connections set access_token = :token, api_domain = :domain, scope = :scope,
                          expires_at = :expires, refreshed_at = :now where connection = :connection
                        """)
                .param("token", cipher.encrypt(access.token(), StoredConnection.owner(connection, "access")))
                .param("domain", access.apiDomain().toString())
                .param("scope", access.scope())
                .param("expires", Timestamp.from(access.expiresAt()))
                .param("now", Timestamp.from(clock.instant()))
                .param("connection", connection.name())
                .update();
        log.info("Connection {}: Zoho gave a new access token, good until {}", connection.name(), access.expiresAt());
    }

    private void keepConnection(
            ZohoConnection connection, @Nullable Secret refreshToken, @Nullable URI accountsServer) {
        jdbc.sql("""
                        update etl.connections set refresh_token = coalesce(:token, refresh_token),
                          accounts_url = :accounts where connection = :connection
                        """)
                .param(
                        "token",
                        refreshToken == null
                                ? null
                                : cipher.encrypt(refreshToken, StoredConnection.owner(connection, "refresh")))
                .param("accounts", accountsServer == null ? null : accountsServer.toString())
                .param("connection", connection.name())
                .update();
    }

    private static URI accounts(ZohoConnection connection, StoredConnection stored) {
        return stored.accounts() != null ? stored.accounts() : connection.accounts();
    }

    private static boolean serves(Access access, @Nullable Access rejected, Instant goodUntil) {
        return access.expiresAt().isAfter(goodUntil)
                && (rejected == null || !access.token().equals(rejected.token()));
    }
}
