package app.tds.zoho;

import app.tds.source.SourceFailure;
import app.tds.source.SourceFailure.Denied;
import app.tds.source.SourceFailure.Gone;
import app.tds.source.SourceFailure.Refused;
import app.tds.source.SourceFailure.Throttled;
import app.tds.source.SourceFailure.Unavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides from status and Zoho's code what kind of failure an answer is (zoho-api.md 1.4, 2.5, 2.6); nobody else does. */
@Component
class ZohoFailures {

    /** What a 429 without {@code Retry-After} has been seen to cost (zoho-api.md 2.5). */
    private static final Duration LOCK_OUT = Duration.ofMinutes(30);

    private static final Duration BUSY = Duration.ofSeconds(5);
    private static final Duration TOKEN_WINDOW = Duration.ofMinutes(10);

    private final Clock clock;

    ZohoFailures(Clock clock) {
        this.clock = clock;
    }

    /** The status and code that make {@link #ofAnswer} worth one fresh token. */
    static boolean tokenExpired(int status, int code) {
        return status == 401 && code == 14;
    }

    /**
     * An answer that is not a success.
     *
     * @param what the request in a few words
     * @param code Zoho's own, or -1 if the body had none
     * @param message Zoho's own, or empty
     * @param retryAfter seconds, or null
     */
    SourceFailure ofAnswer(String what, int status, int code, String message, @Nullable Long retryAfter) {
        String said = what + ": Zoho answered " + status + (code < 0 ? "" : ", code " + code)
                + (message.isEmpty() ? "" : ": " + message);
        return switch (code) {
            case 14 ->
                new Denied(said + ". Zoho does not accept the access token, not even a fresh one."
                        + " Check tds.zoho.data-center, then create a new refresh token.");
            case 57 ->
                new Denied(said + ". The user behind the refresh token lacks the scope or the role for this."
                        + " Add the scope in Zoho's API console and create a new refresh token.");
            case 6041 ->
                new Denied(said + ". The user behind the refresh token does not belong to this organization."
                        + " Check tds.zoho.organizations.");
            case 44 -> throttled(said, retryAfter, LOCK_OUT, "Zoho has locked the organization out");
            case 45 -> throttled(said, retryAfter, LOCK_OUT, "The organization's calls for today are used up");
            case 1070 -> throttled(said, retryAfter, BUSY, "Too many calls are in progress");
            case 1002 -> new Gone(said);
            case 5 -> status == 404 && message.contains("resource") ? new Gone(said) : refused(said);
            case 1000 -> unavailable(said);
            case 2, 4, 6, 37 -> refused(said);
            default -> ofStatus(said, status, retryAfter);
        };
    }

    private SourceFailure ofStatus(String said, int status, @Nullable Long retryAfter) {
        if (status == 429) {
            return throttled(said, retryAfter, LOCK_OUT, "Zoho asks for a pause");
        }
        if (status >= 500 || status == 408 || status < 300) {
            return unavailable(said);
        }
        if (status == 401 || status == 403) {
            return new Denied(said + ". Check the client, the refresh token and its scopes.");
        }
        return refused(said);
    }

    /** No answer at all, or one that broke off. */
    SourceFailure ofTransport(String what, Throwable cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new Unavailable(what + ": no complete answer from Zoho: " + reason, cause);
    }

    /** An answer with status 200 that is not what Zoho documents. */
    SourceFailure unreadable(String what, String why) {
        return new Unavailable(what + ": Zoho's answer cannot be read: " + why, null);
    }

    /** The token endpoint's own words; its status says nothing (zoho-api.md 1.4). */
    SourceFailure ofToken(String error, String description) {
        return switch (error) {
            case "invalid_code", "invalid_grant" ->
                new Denied("Zoho does not accept the refresh token: it was revoked, belongs to another client, or was"
                        + " pushed out by a 21st one. Create a new one and set tds.zoho.refresh-token.");
            case "invalid_client" ->
                new Denied("Zoho does not know this client in this data centre. Check tds.zoho.client-id and"
                        + " tds.zoho.data-center.");
            case "invalid_client_secret" ->
                new Denied("Zoho does not accept the client secret. Check tds.zoho.client-secret.");
            case "Access Denied" ->
                new Throttled(
                        "Zoho refuses new access tokens for a while: " + description,
                        clock.instant().plus(TOKEN_WINDOW));
            default ->
                new Refused("Zoho gave no access token: " + error + (description.isEmpty() ? "" : ": " + description)
                        + ". Check tds.zoho.client-id, tds.zoho.client-secret and tds.zoho.refresh-token.");
        };
    }

    private Throttled throttled(String said, @Nullable Long retryAfter, Duration otherwise, String meaning) {
        Instant until = clock.instant().plus(retryAfter == null ? otherwise : Duration.ofSeconds(retryAfter));
        return new Throttled(said + ". " + meaning + "; nothing may be asked before " + until + ".", until);
    }

    private static Unavailable unavailable(String said) {
        return new Unavailable(said + ". The trouble is Zoho's; the same may succeed later.", null);
    }

    private static Refused refused(String said) {
        return new Refused(
                said + ". This is not a request Zoho accepts; the job file may name a wrong path or parameter.");
    }
}
