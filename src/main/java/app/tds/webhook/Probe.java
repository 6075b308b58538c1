package app.tds.webhook;

import app.tds.source.WebhookNotice;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** A delivery that this application sends to itself. It shows whether deliveries get through, and changes nothing. */
record Probe(String id) {

    /** The name of the document in a probe. */
    static final String NAME = "tds_probe";

    static Probe next() {
        return new Probe(UUID.randomUUID().toString());
    }

    byte[] body() {
        return ("{\"" + NAME + "\":{\"id\":\"" + id + "\"}}").getBytes(StandardCharsets.UTF_8);
    }

    /** The probe in this notice, if the notice is a probe. */
    static Optional<Probe> in(WebhookNotice notice) {
        return notice.documents().stream()
                .filter(document -> document.root().equals(NAME))
                .map(document -> document.values().getOrDefault("id", ""))
                .filter(id -> id.matches("[0-9a-f-]{36}"))
                .map(Probe::new)
                .findFirst();
    }
}
