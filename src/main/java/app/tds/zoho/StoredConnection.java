package app.tds.zoho;

import app.tds.Secret;
import app.tds.source.SourceFailure;
import java.net.URI;
import java.net.URISyntaxException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code etl.connections} knows of a connection.
 *
 * @param accounts the accounts server Zoho named when the connection was made, or null
 * @param refreshToken from connecting, or null
 * @param access the current access token; null if there is none, or if the token cannot be decrypted
 * @param unreadable whether there is a refresh token that cannot be decrypted
 * @param outdated whether something has to be encrypted again
 * @param calls of the token endpoint in the last ten minutes
 * @param refusal why Zoho gave no token the last time it was asked, or null
 */
record StoredConnection(
        @Nullable URI accounts,
        @Nullable Secret refreshToken,
        @Nullable Access access,
        boolean unreadable,
        boolean outdated,
        List<Instant> calls,
        @Nullable SourceFailure refusal) {

    static final Duration WINDOW = Duration.ofMinutes(10);

    static StoredConnection of(ResultSet row, TokenCipher cipher, ZohoConnection connection, Instant now)
            throws SQLException {
        Optional<URI> accounts = accounts(row, connection);
        Optional<Sealed> refresh =
                accounts.flatMap(it -> Sealed.of(bytes(row, "refresh_token"), cipher, connection, "refresh", it));
        URI domain = domain(row, accounts.orElse(connection.accounts()));
        Optional<Sealed> access = Optional.ofNullable(domain)
                .flatMap(it -> Sealed.of(bytes(row, "access_token"), cipher, connection, "access", it));
        return new StoredConnection(
                row.getString("accounts_url") == null ? null : accounts.orElse(null),
                refresh.map(Sealed::secret).orElse(null),
                access.flatMap(it -> access(row, it.secret(), Objects.requireNonNull(domain)))
                        .orElse(null),
                row.getBytes("refresh_token") != null && refresh.isEmpty(),
                refresh.map(Sealed::outdated).orElse(false)
                        || access.map(Sealed::outdated).orElse(false),
                recent(row.getArray("token_calls"), now),
                refusal(row, now));
    }

    /** The accounts server of the row, or the configured one; empty if the row names one that is nobody's we know. */
    private static Optional<URI> accounts(ResultSet row, ZohoConnection connection) throws SQLException {
        String text = row.getString("accounts_url");
        return text == null ? Optional.of(connection.accounts()) : AccountsServer.named(text, connection);
    }

    /** Where the access token may be sent; null if the row names a server that is not Zoho's. */
    private static @Nullable URI domain(ResultSet row, URI accounts) throws SQLException {
        String text = row.getString("api_domain");
        try {
            URI domain = text == null ? null : new URI(text);
            return domain != null && ApiServer.isTrusted(domain, accounts) ? domain : null;
        } catch (URISyntaxException unreadable) {
            return null;
        }
    }

    /**
     * A token as it was stored.
     *
     * @param outdated whether it has to be encrypted again: with another key, or bound to its server
     */
    private record Sealed(Secret secret, boolean outdated) {

        static Optional<Sealed> of(
                byte @Nullable [] stored, TokenCipher cipher, ZohoConnection connection, String kind, URI server) {
            if (stored == null) {
                return Optional.empty();
            }
            String owner = owner(connection, kind, server);
            return cipher.decrypt(stored, owner)
                    .map(secret -> new Sealed(secret, cipher.isOutdated(stored, owner)))
                    // What older versions have stored is not bound to a server; that one is known was looked at above.
                    .or(() -> cipher.decrypt(stored, owner(connection, kind)).map(secret -> new Sealed(secret, true)));
        }
    }

    /** What a stored token is bound to, so that the token serves no other connection and is sent to no other server. */
    static String owner(ZohoConnection connection, String kind, URI server) {
        return owner(connection, kind) + " at " + server;
    }

    private static String owner(ZohoConnection connection, String kind) {
        Secret configured = connection.refreshToken();
        return kind + " " + connection.name() + " " + connection.clientId() + " " + connection.accounts()
                + (configured == null || kind.equals("refresh")
                        ? ""
                        : " " + Integer.toHexString(configured.value().hashCode()));
    }

    private static byte @Nullable [] bytes(ResultSet row, String column) {
        try {
            return row.getBytes(column);
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }

    private static Optional<Access> access(ResultSet row, Secret token, URI domain) {
        try {
            Timestamp expires = row.getTimestamp("expires_at");
            String scope = row.getString("scope");
            return expires == null
                    ? Optional.empty()
                    : Optional.of(new Access(token, domain, scope == null ? "" : scope, expires.toInstant()));
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }

    private static List<Instant> recent(Array calls, Instant now) throws SQLException {
        return Arrays.stream((Timestamp[]) calls.getArray())
                .map(Timestamp::toInstant)
                .filter(call -> call.plus(WINDOW).isAfter(now))
                .toList();
    }

    private static @Nullable SourceFailure refusal(ResultSet row, Instant now) throws SQLException {
        String message = row.getString("refusal");
        Timestamp until = row.getTimestamp("refused_until");
        if (message == null || until == null || !until.toInstant().isAfter(now)) {
            return null;
        }
        return switch (String.valueOf(row.getString("refusal_kind"))) {
            case "Throttled" -> new SourceFailure.Throttled(message, until.toInstant());
            case "Denied" -> new SourceFailure.Denied(message);
            default -> new SourceFailure.Refused(message);
        };
    }
}
