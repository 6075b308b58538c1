package app.tds.notification;

import app.tds.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Any address that takes signed requests, as Standard Webhooks has it: the id is the same at each attempt. */
@Component
class WebhookChannel implements Channel {

    private static final String HMAC = "HmacSHA256";
    private static final String PREFIX = "whsec_";

    private final Post post;
    private final Clock clock;

    WebhookChannel(Post post, Clock clock) {
        this.post = post;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public boolean reaches(Receiver receiver) {
        return receiver.webhook() != null;
    }

    @Override
    public void deliver(Message message, Receiver receiver) throws Undelivered {
        Receiver.Signed webhook = Objects.requireNonNull(receiver.webhook());
        byte[] body = Post.JSON.writeValueAsBytes(body(message, receiver));
        String id = message.id().toString();
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        post.bytes(
                webhook.url(),
                body,
                Map.of(
                        "webhook-id", id,
                        "webhook-timestamp", timestamp,
                        "webhook-signature", signature(webhook.secret(), id, timestamp, body)),
                refusal -> Duration.ZERO);
    }

    private static Map<String, Object> body(Message message, Receiver receiver) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("receiver", receiver.name());
        data.put("title", message.title());
        data.put("text", message.text());
        if (message.link() != null) {
            data.put("link", message.link());
        }
        data.put(
                "alerts",
                message.notifications().stream()
                        .filter(it -> !it.told().isSelfTest())
                        .map(it -> AlertJson.of(it, receiver.full()))
                        .toList());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("specversion", "1.0");
        body.put("id", message.id().toString());
        body.put("source", "tds-zoho-sync");
        body.put("type", message.news().type());
        body.put(
                "time",
                DateTimeFormatter.ISO_INSTANT.format(
                        message.notifications().get(0).at()));
        body.put("data", data);
        return body;
    }

    static String signature(Secret secret, String id, String timestamp, byte[] body) {
        String key = secret.value();
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(
                    Base64.getDecoder().decode(key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : key), HMAC));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException("every Java platform has " + HMAC, cause);
        }
    }
}
