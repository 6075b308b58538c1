package app.tds.zoho;

import app.tds.Secret;
import app.tds.source.SourceRecord;
import app.tds.source.SourceWebhooks;
import app.tds.source.Unusable;
import app.tds.source.WebhookDelivery;
import app.tds.source.WebhookNotice;
import app.tds.source.WebhookNotice.Document;
import app.tds.zoho.FormPairs.Pair;
import app.tds.zoho.record.ZohoDates;
import app.tds.zoho.record.ZohoJson;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Zoho's webhooks. The body is a document under its singular name, a form with the document as {@code JSONString} or as
 * pairs, or what a person has configured. No body has the name of an event, an id or the number of the attempt.
 */
@Component
final class ZohoWebhooks implements SourceWebhooks {

    private static final String ALGORITHM = "HmacSHA256";
    /** Zoho sends some dozens; to sort what anybody may send takes time before it is refused. */
    static final int MOST_PAIRS = 1_000;

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{43}=");
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON_PAIR = "JSONString";
    private static final String ORGANIZATION = "organization_id";

    private final boolean base64;

    ZohoWebhooks(@Value("${tds.zoho.webhook-signature:hex}") String encoding) {
        this.base64 = encoding.equals("base64");
    }

    @Override
    public String name() {
        return "zoho";
    }

    @Override
    public String signatureHeader() {
        return "X-Zoho-Webhook-Signature";
    }

    @Override
    public boolean isSignature(String header) {
        return (base64 ? BASE64 : HEX).matcher(header).matches();
    }

    @Override
    public String sign(Secret secret, WebhookDelivery delivery) {
        return signature(secret, delivery, pairs(delivery));
    }

    /** CRM's do. */
    @Override
    public boolean provesInBody(String api) {
        return Dialect.of(api) == Dialect.CRM;
    }

    @Override
    public byte[] kept(WebhookDelivery delivery) {
        return Channel.in(delivery.body())
                .map(channel -> channel.without(delivery))
                .orElse(delivery.body());
    }

    @Override
    public boolean isSignedWith(Secret secret, WebhookDelivery delivery) {
        if (delivery.signature() == null) {
            return Channel.in(delivery.body())
                    .filter(channel -> channel.isOf(secret))
                    .isPresent();
        }
        if (FormPairs.atMost(bytes(delivery.query())) + (isForm(delivery) ? FormPairs.atMost(delivery.body()) : 0)
                > MOST_PAIRS) {
            return false;
        }
        List<Pair> pairs = pairs(delivery);
        String given = delivery.signature() == null ? "" : delivery.signature();
        // What is signed has nothing between keys and values: two halves must not do for a whole.
        return MessageDigest.isEqual(bytes(signature(secret, delivery, pairs)), bytes(given))
                && pairs.stream().allMatch(Pair::whole);
    }

    private static List<Pair> pairs(WebhookDelivery delivery) {
        List<Pair> pairs = new ArrayList<>(FormPairs.of(bytes(delivery.query())));
        if (isForm(delivery)) {
            pairs.addAll(FormPairs.of(delivery.body()));
        }
        pairs.sort(Comparator.comparing(Pair::key, Arrays::compareUnsigned));
        return pairs;
    }

    private String signature(Secret secret, WebhookDelivery delivery, List<Pair> pairs) {
        Mac mac = mac(secret);
        for (Pair pair : pairs) {
            mac.update(pair.key());
            mac.update(pair.value());
        }
        if (!isForm(delivery)) {
            mac.update(delivery.body());
        }
        byte[] digest = mac.doFinal();
        return base64
                ? Base64.getEncoder().encodeToString(digest)
                : HexFormat.of().formatHex(digest);
    }

    private static Mac mac(Secret secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes(secret.value()), ALGORITHM));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException cause) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, cause);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isForm(WebhookDelivery delivery) {
        return delivery.contentType().toLowerCase(Locale.ROOT).startsWith(FORM) && !beginsObject(delivery.body());
    }

    /** A configured body keeps the type of a form if nobody changes it. */
    private static boolean beginsObject(byte[] body) {
        int at = 0;
        while (at < body.length && body[at] <= ' ' && body[at] >= 0) {
            at++;
        }
        return at < body.length && body[at] == '{';
    }

    @Override
    public WebhookNotice read(WebhookDelivery delivery) {
        Optional<Channel> channel = Channel.in(delivery.body());
        if (channel.isPresent()) {
            return new WebhookNotice(null, List.of(channel.get().document()), null);
        }
        Map<String, @Nullable Object> body;
        try {
            body = isForm(delivery) ? form(delivery.body()) : ZohoJson.allFields(delivery.body());
        } catch (Unusable unreadable) {
            return new WebhookNotice(null, List.of(), unreadable.getMessage());
        }
        List<Document> documents = new ArrayList<>();
        String organizationId = text(body.get(ORGANIZATION));
        for (Map.Entry<String, @Nullable Object> member : body.entrySet()) {
            if (member.getValue() instanceof Map<?, ?> object) {
                Document document = document(member.getKey(), object);
                documents.add(document);
                organizationId = organizationId == null ? document.values().get(ORGANIZATION) : organizationId;
            }
        }
        documents.add(document("", body));
        return new WebhookNotice(organizationId, documents, null);
    }

    private static Map<String, @Nullable Object> form(byte[] body) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (Pair pair : FormPairs.of(body)) {
            if (pair.name().equals(JSON_PAIR)) {
                fields.putAll(ZohoJson.allFields(pair.value()));
            } else {
                fields.put(pair.name(), beginsObject(pair.value()) ? ZohoJson.allFields(pair.value()) : pair.text());
            }
        }
        return fields;
    }

    @Override
    public List<SourceRecord> documents(WebhookDelivery delivery, String key) {
        if (Channel.in(delivery.body()).isPresent()) {
            return List.of();
        }
        Stream<byte[]> bodies =
                isForm(delivery) ? FormPairs.of(delivery.body()).stream().map(Pair::value) : Stream.of(delivery.body());
        return bodies.filter(ZohoWebhooks::beginsObject)
                .flatMap(body -> objects(body, key).stream())
                .toList();
    }

    private static List<SourceRecord> objects(byte[] body, String key) {
        List<SourceRecord> objects = new ArrayList<>();
        try (JsonParser parser = ZohoJson.parser(body);
                JsonParser whole = ZohoJson.parser(body)) {
            parser.nextToken();
            var members = new Members(parser);
            while (members.next()) {
                if (members.value() == JsonToken.START_OBJECT) {
                    objects.add(DetailReading.document(parser, body, key));
                }
            }
            whole.nextToken();
            objects.add(DetailReading.document(whole, body, key));
        } catch (JacksonException | ZohoClient.Unreadable unreadable) {
            return List.of();
        }
        return objects.stream().filter(object -> object.sourceId() != null).toList();
    }

    private static Document document(String root, Map<?, ?> fields) {
        List<Map<String, String>> lines = fields.values().stream()
                .filter(List.class::isInstance)
                .flatMap(list -> ((List<?>) list).stream())
                .filter(Map.class::isInstance)
                .map(line -> values((Map<?, ?>) line))
                .toList();
        Map<String, String> values = values(fields);
        return new Document(root, values, lines, instant(values.get("last_modified_time")));
    }

    private static Map<String, String> values(Map<?, ?> fields) {
        Map<String, String> values = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            String text = text(value);
            if (text != null) {
                values.put(String.valueOf(name), text);
            }
        });
        return values;
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof String string) {
            return string.isEmpty() ? null : string;
        }
        return value instanceof ZohoJson.Literal number ? number.text() : null;
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : ZohoDates.instant(text);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
