package app.tds.sandbox;

import java.time.Duration;

/** How an answer travels. */
record Delivery(Kind kind, Duration time) {

    enum Kind {
        PLAIN,
        HTML,
        CONTENT_TYPE,
        TRUNCATED,
        EMPTY,
        RESET,
        HANG,
        DRIP
    }

    static final Delivery PLAIN = new Delivery(Kind.PLAIN, Duration.ZERO);

    static Delivery of(Kind kind) {
        return new Delivery(kind, Duration.ZERO);
    }
}
