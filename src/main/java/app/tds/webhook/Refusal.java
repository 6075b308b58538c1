package app.tds.webhook;

import java.util.Locale;

/** Why a delivery is not taken. */
enum Refusal {
    /** It carries none, and has to. */
    NO_SIGNATURE(401),
    /** No secret is configured that it could have been signed with. */
    NO_SECRET(401),
    /** It, or its signature, is not what the sender of the secret has sent. */
    WRONG_SIGNATURE(401),
    /** Its body is larger than allowed. */
    TOO_LARGE(413),
    /** Its body ended early. */
    INCOMPLETE(400),
    /** Its body was not there in time. */
    TOO_SLOW(408),
    /** Too many others are not there yet. */
    BUSY(503),
    /** The organization has had its share of this minute, though it is genuine. */
    TOO_MANY(429),
    /** It is genuine, and the database does not take it. */
    NOT_STORED(503);

    private final int status;

    Refusal(int status) {
        this.status = status;
    }

    /** Of the answer. */
    int status() {
        return status;
    }

    /** For metrics and logs. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
