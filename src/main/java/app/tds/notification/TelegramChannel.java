package app.tds.notification;

import app.tds.notification.Post.Refusal;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** A chat of Telegram that a bot writes to. */
@Component
class TelegramChannel implements Channel {

    private static final URI TELEGRAM = URI.create("https://api.telegram.org");
    private static final int LONGEST = 4_000;

    private final Post post;
    private final URI api;

    @Autowired
    TelegramChannel(Post post) {
        this(post, TELEGRAM);
    }

    TelegramChannel(Post post, URI api) {
        this.post = post;
        this.api = api;
    }

    @Override
    public String name() {
        return "telegram";
    }

    @Override
    public boolean reaches(Receiver receiver) {
        return receiver.telegram() != null;
    }

    @Override
    public void deliver(Message message, Receiver receiver) throws Undelivered {
        Receiver.Telegram telegram = Objects.requireNonNull(receiver.telegram());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("chat_id", telegram.chat());
        body.put("text", html(message));
        body.put("parse_mode", "HTML");
        if (message.link() != null) {
            body.put("reply_markup", Map.of("inline_keyboard", List.of(List.of(button(message.link())))));
        }
        post.bytes(
                URI.create(api + "/bot" + telegram.token().value() + "/sendMessage"),
                Post.JSON.writeValueAsBytes(body),
                Map.of(),
                TelegramChannel::again);
    }

    private static Map<String, String> button(String link) {
        return Map.of("text", "TDS Zoho Sync", "url", link);
    }

    /** The title in bold, the rest as it is; what is too long is cut before a sign could be cut in two. */
    private static String html(Message message) {
        String text = message.text();
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        String[] parts = cut.split("\n", 2);
        return "<b>" + escaped(parts[0]) + "</b>" + (parts.length == 1 ? "" : "\n" + escaped(parts[1]));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static Duration again(Refusal refusal) {
        try {
            return Duration.ofSeconds(Post.JSON
                    .readTree(refusal.body())
                    .path("parameters")
                    .path("retry_after")
                    .asInt(0));
        } catch (JacksonException unreadable) {
            return Duration.ZERO;
        }
    }
}
