package app.tds.zoho;

import app.tds.Secret;
import app.tds.source.SourceFailure;
import java.net.URI;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code etl.connections} knows of a connection.
 *
 * @param accounts the accounts server Zoho named when the connection was made, or null
 * @param refreshToken from connecting, or null
 * @param access the current access token, or null; null too if it cannot be decrypted
 * @param unreadable whether there is a refresh token that cannot be decrypted
 * @param outdated whether something is encrypted with the previous key
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
        String accounts = row.getString("accounts_url");
        Optional<Secret> refreshToken = secret(row, "refresh_token", cipher, owner(connection, "refresh"));
        return new StoredConnection(
                accounts == null ? null : URI.create(accounts),
                refreshToken.orElse(null),
                secret(row, "access_token", cipher, owner(connection, "access"))
                        .flatMap(token -> access(row, token))
                        .orElse(null),
                row.getBytes("refresh_token") != null && refreshToken.isEmpty(),
                outdated(row, "refresh_token", cipher, owner(connection, "refresh"))
                        || outdated(row, "access_token", cipher, owner(connection, "access")),
                recent(row.getArray("token_calls"), now),
                refusal(row, now));
    }

    /** What a stored token is bound to, so that it serves nobody else. */
    static String owner(ZohoConnection connection, String kind) {
        Secret configured = connection.refreshToken();
        return kind + " " + connection.name() + " " + connection.clientId() + " " + connection.accounts()
                + (configured == null || kind.equals("refresh")
                        ? ""
                        : " " + Integer.toHexString(configured.value().hashCode()));
    }

    private static Optional<Secret> secret(ResultSet row, String column, TokenCipher cipher, String owner)
            throws SQLException {
        byte[] stored = row.getBytes(column);
        return stored == null ? Optional.empty() : cipher.decrypt(stored, owner);
    }

    private static boolean outdated(ResultSet row, String column, TokenCipher cipher, String owner)
            throws SQLException {
        byte[] stored = row.getBytes(column);
        return stored != null && cipher.isOutdated(stored, owner);
    }

    private static Optional<Access> access(ResultSet row, Secret token) {
        try {
            String domain = row.getString("api_domain");
            Timestamp expires = row.getTimestamp("expires_at");
            String scope = row.getString("scope");
            return domain == null || expires == null
                    ? Optional.empty()
                    : Optional.of(
                            new Access(token, URI.create(domain), scope == null ? "" : scope, expires.toInstant()));
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
