package app.tds.zoho;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * An answer as it came.
 *
 * @param code Zoho's own: a number in Books and Inventory, a word in CRM, empty if the body has none
 * @param message Zoho's own, or empty
 * @param took from asking to the end of the body
 */
record ZohoAnswer(int status, HttpHeaders headers, byte[] body, String code, String message, Duration took) {

    private static final String QUOTA_USED_UP = "45";

    /** A 207 of CRM's says of each of several requests by itself how it went. */
    boolean success() {
        return status == 200 || status == 201 || status == 202 || status == 207;
    }

    /** Calls left today as Zoho counts them, or null. */
    @Nullable
    Long remaining() {
        Long remaining = number("x-rate-limit-remaining");
        return remaining == null ? number("x-api-credits-remaining") : remaining;
    }

    /** Seconds. Where the quota is used up, a header of its own says when the quota is new. */
    @Nullable
    Long retryAfter() {
        Long retryAfter = number(HttpHeaders.RETRY_AFTER);
        return retryAfter == null && code.equals(QUOTA_USED_UP) ? number("x-rate-limit-reset") : retryAfter;
    }

    @Nullable
    Long number(String header) {
        String text = headers.getFirst(header);
        return text != null && text.matches("[0-9]{1,9}") ? Long.valueOf(text) : null;
    }
}
