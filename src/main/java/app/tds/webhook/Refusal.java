package app.tds.webhook;

import java.util.Locale;

/** Why a delivery is not taken. */
enum Refusal {
    /** The delivery carries no signature and has to. */
    NO_SIGNATURE(401, "The delivery has no signature. Enter the secret in the settings of the webhook."),
    /** The delivery is signed and no secret is configured to compare with. */
    NO_SECRET(401, Refusal.UNSIGNED),
    /** The signature does not fit the delivery. */
    WRONG_SIGNATURE(401, Refusal.UNSIGNED),
    /** The body is larger than allowed. */
    TOO_LARGE(413, "The body is larger than this application takes."),
    /** The body ended early. */
    INCOMPLETE(400, "The body ended early. Send the delivery again."),
    /** The body was not there in time. */
    TOO_SLOW(408, "The body did not arrive in time. Send the delivery again."),
    /** Too many other bodies are not there yet. */
    BUSY(503, "Too many deliveries arrive at once. Send the delivery again later."),
    /** The delivery is genuine, and its organization has had its share of this minute. */
    TOO_MANY(429, "This organization has sent too many deliveries in this minute. Send the delivery again later."),
    /** The delivery is genuine, and the database does not take it. */
    NOT_STORED(503, "The database does not take the delivery now. Send the delivery again later.");

    // One sentence for both: nobody learns for which organizations there is a secret.
    private static final String UNSIGNED =
            "The signature does not fit. The webhook's settings and this application need the same secret.";
    static final String TOO_OFTEN = "Too many deliveries from this address were refused. Wait a minute.";

    private final int status;
    private final String sentence;

    Refusal(int status, String sentence) {
        this.status = status;
        this.sentence = sentence;
    }

    /** Of the answer. */
    int status() {
        return status;
    }

    /** For the sender: what is wrong and what to do. */
    String sentence() {
        return sentence;
    }

    /** For metrics and logs. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
