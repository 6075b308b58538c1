package app.tds.notification;

import java.time.Duration;

/** A message did not arrive, or nobody knows whether it did. The reason names no secret and no address that is one. */
final class Undelivered extends Exception {

    private final transient Duration notBefore;

    Undelivered(String reason, Duration notBefore) {
        super(reason);
        this.notBefore = notBefore;
    }

    Undelivered(String reason) {
        this(reason, Duration.ZERO);
    }

    /** How long the other side wants to be left alone. */
    Duration notBefore() {
        return notBefore;
    }
}
