package app.tds.access;

import app.tds.PlainTime;
import app.tds.Secret;
import app.tds.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keys with which programs call: {@code tds_<id>_<secret>}, of which the rows of {@code etl.api_keys} keep a hash. */
@Component
public class ApiKeys {

    private static final String PREFIX = "tds";
    private static final byte[] NOBODYS = new byte[32];
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;
    private final Map<String, Instant> used = new ConcurrentHashMap<>();

    ApiKeys(JdbcClient jdbc, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A key as anybody may see it.
     *
     * @param name of whoever holds it
     * @param revokedAt since when it is good no more; null while it is
     * @param usedAt when the key last let a request in, to the minute; null if never
     * @param endsAt when the key ends by itself; null if the key does not
     */
    public record ApiKey(
            String id,
            String name,
            Role role,
            Instant createdAt,
            @Nullable Instant revokedAt,
            @Nullable Instant usedAt,
            @Nullable Instant endsAt) {}

    /** A new key, in words that are shown this once. */
    public Secret create(String name, Role role) {
        return create(name, role, null);
    }

    /** A new key that ends by itself after this time. */
    public Secret createEnding(String name, Role role, Duration after) {
        return create(name, role, clock.instant().plus(after));
    }

    private Secret create(String name, Role role, @Nullable Instant end) {
        String id = HexFormat.of().formatHex(random(6));
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random(32));
        jdbc.sql("""
                        insert into etl.api_keys (key_id, name, role, secret_hash, created_at, ends_at)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(id, name, role.name(), hash(secret), Timestamp.from(clock.instant()))
                .param(end == null ? null : Timestamp.from(end))
                .update();
        audit.command(
                "key " + id + " made for " + name + ", " + role + (end == null ? "" : ", until " + PlainTime.utc(end)));
        return new Secret(String.join("_", PREFIX, id, secret));
    }

    /** Every key there ever was, the oldest first. */
    public List<ApiKey> all() {
        return jdbc.sql("select * from etl.api_keys order by created_at, key_id")
                .query((row, number) -> key(row))
                .list();
    }

    /** Those that let somebody in. */
    public List<ApiKey> goodOnes() {
        Instant now = clock.instant();
        return all().stream()
                .filter(key -> key.revokedAt() == null
                        && (key.endsAt() == null || key.endsAt().isAfter(now)))
                .toList();
    }

    /** The key is good no more, at once; false if no good one has this id. */
    public boolean revoke(String id) {
        boolean revoked = jdbc.sql("update etl.api_keys set revoked_at = ? where key_id = ? and revoked_at is null")
                        .params(Timestamp.from(clock.instant()), id)
                        .update()
                == 1;
        if (revoked) {
            audit.command("key " + id + " revoked");
        }
        return revoked;
    }

    /** Whether the key of this id was not revoked and has not ended. */
    boolean isGood(String id) {
        return kept(id).isPresent();
    }

    /** The key that this is, if it is good. */
    Optional<ApiKey> good(String presented) {
        String[] parts = presented.split("_", 3);
        boolean formed = parts.length == 3 && parts[0].equals(PREFIX);
        Optional<Kept> kept = formed ? kept(parts[1]) : Optional.empty();
        // Compared even where there is nothing to compare with, so that time tells nothing about ids.
        boolean same = MessageDigest.isEqual(
                hash(formed ? parts[2] : ""), kept.map(Kept::hash).orElse(NOBODYS));
        if (same) {
            kept.ifPresent(it -> used(it.key().id()));
        }
        return same ? kept.map(Kept::key) : Optional.empty();
    }

    /** Once a minute for each key. */
    private void used(String id) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (!now.equals(used.put(id, now))) {
            jdbc.sql("update etl.api_keys set last_used_at = ? where key_id = ?")
                    .params(Timestamp.from(now), id)
                    .update();
        }
    }

    private record Kept(ApiKey key, byte[] hash) {}

    private Optional<Kept> kept(String id) {
        return jdbc.sql("""
                        select * from etl.api_keys
                        where key_id = ? and revoked_at is null and (ends_at is null or ends_at > ?)
                        """)
                .params(id, Timestamp.from(clock.instant()))
                .query((row, number) -> new Kept(key(row), row.getBytes("secret_hash")))
                .optional();
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getString("key_id"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "revoked_at"),
                instant(row, "last_used_at"),
                instant(row, "ends_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    /** One round is enough: what is hashed are 256 random bits, not something a person has thought of. */
    private static byte[] hash(String secret) {
        return Sha256.of(secret.getBytes(StandardCharsets.UTF_8));
    }
}
