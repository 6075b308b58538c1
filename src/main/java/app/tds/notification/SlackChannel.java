package app.tds.notification;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** An incoming webhook of Slack, or of what speaks like it: Mattermost, Rocket.Chat, and Discord at {@code /slack}. */
@Component
class SlackChannel implements Channel {

    private static final int LONGEST_BLOCK = 3_000;
    private static final int MOST_BLOCKS = 50;

    private final Post post;

    SlackChannel(Post post) {
        this.post = post;
    }

    @Override
    public String name() {
        return "slack";
    }

    @Override
    public boolean reaches(Receiver receiver) {
        return receiver.slack() != null;
    }

    @Override
    public void deliver(Message message, Receiver receiver) throws Undelivered {
        List<Object> blocks = new ArrayList<>();
        message.paragraphs().stream().limit(MOST_BLOCKS).forEach(lines -> blocks.add(section(lines)));
        post.json(
                URI.create(Objects.requireNonNull(receiver.slack()).value()),
                Map.of("text", escaped(message.text()), "blocks", blocks));
    }

    private static Map<String, Object> section(List<String> lines) {
        String text = escaped(String.join("\n", lines));
        return Map.of(
                "type",
                "section",
                "text",
                Map.of(
                        "type",
                        "mrkdwn",
                        "text",
                        text.length() > LONGEST_BLOCK ? text.substring(0, LONGEST_BLOCK - 1) + "…" : text));
    }

    /** What Slack would take for its own signs, such as a call to everybody. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
