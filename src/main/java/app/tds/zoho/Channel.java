package app.tds.zoho;

import app.tds.Secret;
import app.tds.Sha256;
import app.tds.source.Unusable;
import app.tds.source.WebhookDelivery;
import app.tds.source.WebhookNotice.Document;
import app.tds.zoho.record.ZohoJson;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A call of CRM's that names changed records. CRM signs nothing: it repeats the token that the channel was made with.
 * Whoever reads one such call could make up others, so that nothing in it is believed but which records to fetch.
 *
 * @param id of the channel through which it came
 * @param token as it came
 * @param module of the records
 * @param ids of the records
 */
record Channel(String id, String token, String module, List<String> ids) {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String TOKEN = "token";

    /** CRM names some ids and what was affected; a larger body is none of its. */
    private static final int LARGEST = 256 << 10;

    /** CRM takes up to 50 characters. */
    private static final int TOKEN_LENGTH = 48;

    /** Below what a long number holds. */
    private static final BigInteger MOST = BigInteger.TEN.pow(17);

    /** The call in a body; empty if the body is something else. */
    static Optional<Channel> in(byte[] body) {
        if (body.length > LARGEST) {
            return Optional.empty();
        }
        try {
            Map<String, @Nullable Object> fields = ZohoJson.allFields(body);
            String id = text(fields.get("channel_id"));
            String token = text(fields.get(TOKEN));
            String module = text(fields.get("module"));
            return id == null || token == null || module == null
                    ? Optional.empty()
                    : Optional.of(new Channel(id, token, module, ids(fields.get("ids"))));
        } catch (Unusable unreadable) {
            return Optional.empty();
        }
    }

    private static List<String> ids(@Nullable Object value) {
        return value instanceof List<?> ids
                ? ids.stream()
                        .map(Channel::text)
                        .flatMap(id -> Optional.ofNullable(id).stream())
                        .toList()
                : List.of();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : value instanceof ZohoJson.Literal number ? number.text() : null;
    }

    /** The number of the channel that tells this address of a module's changes: always the same. */
    static String idOf(URI address, String module) {
        byte[] hash = Sha256.of((address + " " + module).getBytes(StandardCharsets.UTF_8));
        return new BigInteger(1, hash).mod(MOST).add(MOST).toString();
    }

    /** The token of a channel. It differs from the secret, which no call of CRM's may show. */
    static String tokenOf(Secret secret, String channelId) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] hash = mac.doFinal(("channel " + channelId).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, TOKEN_LENGTH);
        } catch (NoSuchAlgorithmException | InvalidKeyException cause) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, cause);
        }
    }

    /** Whether the channel was made with this secret; takes the same time whatever the answer. */
    boolean isOf(Secret secret) {
        return MessageDigest.isEqual(
                tokenOf(secret, id).getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    /** The records, by their ids alone. */
    Document document() {
        return new Document(
                module, Map.of(), ids.stream().map(one -> Map.of("id", one)).toList(), null);
    }

    /** The body without the token. */
    byte[] without(WebhookDelivery delivery) {
        return new String(delivery.body(), StandardCharsets.UTF_8)
                .replace(token, "*".repeat(token.length()))
                .getBytes(StandardCharsets.UTF_8);
    }
}
