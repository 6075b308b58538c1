package app.tds.webhook;

import app.tds.source.WebhookNotice;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** A delivery of our own, by which one sees whether others get through: it is kept like them, and changes nothing. */
record Probe(String id) {

    /** What its document is called. */
    static final String NAME = "tds_probe";

    static Probe next() {
        return new Probe(UUID.randomUUID().toString());
    }

    byte[] body() {
        return ("{\"" + NAME + "\":{\"id\":\"" + id + "\"}}").getBytes(StandardCharsets.UTF_8);
    }

    /** The one that a notice is, if it is one. */
    static Optional<Probe> in(WebhookNotice notice) {
        return notice.documents().stream()
                .filter(document -> document.root().equals(NAME))
                .map(document -> document.values().getOrDefault("id", ""))
                .filter(id -> id.matches("[0-9a-f-]{36}"))
                .map(Probe::new)
                .findFirst();
    }
}
