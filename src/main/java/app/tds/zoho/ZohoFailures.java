package app.tds.zoho;

import app.tds.PlainTime;
import app.tds.source.SourceFailure;
import app.tds.source.SourceFailure.Denied;
import app.tds.source.SourceFailure.Gone;
import app.tds.source.SourceFailure.NotAllowed;
import app.tds.source.SourceFailure.Refused;
import app.tds.source.SourceFailure.Throttled;
import app.tds.source.SourceFailure.Unavailable;
import io.netty.handler.timeout.ReadTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

/** Decides from status and Zoho's code what kind of failure an answer is. No other class decides that. */
@Component
class ZohoFailures {

    /** What a 429 without {@code Retry-After} has been seen to cost (zoho-api.md 2.5). */
    private static final Duration LOCK_OUT = Duration.ofMinutes(30);

    /** CRM says neither how long nor why. The credits come back little by little. */
    private static final Duration CREDITS = Duration.ofMinutes(1);

    /** Nobody is locked out for longer, whatever a header says. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Duration BUSY = Duration.ofSeconds(5);
    private static final Duration TOKEN_WINDOW = Duration.ofMinutes(10);

    /** With these codes Zoho says that it has no such list. */
    private static final Set<String> NO_LIST = Set.of(
            "5",
            "INVALID_MODULE",
            "INVALID_URL_PATTERN",
            "NOT_SUPPORTED",
            "MODULE_NOT_SUPPORTED",
            "MODULE_NOT_AVAILABLE");

    private final Clock clock;

    ZohoFailures(Clock clock) {
        this.clock = clock;
    }

    /** The status and code that make {@link #ofAnswer} worth one fresh token. */
    static boolean tokenExpired(int status, String code) {
        return status == 401 && (code.equals("14") || code.equals("INVALID_TOKEN"));
    }

    /** Whether "not found" with this code has been seen to pass: Zoho uses it for addresses as well (zoho-api.md 2.6). */
    static boolean mayPass(String code) {
        return code.equals("5");
    }

    /** So begins what is said until the quota is renewed. */
    static final String USED_UP = "The organization's calls for today are used up";

    /** Whether Zoho cannot have seen the request. */
    static boolean neverArrived(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException
                || cause instanceof SSLHandshakeException;
    }

    /**
     * An answer that is not a success.
     *
     * @param what the request in a few words
     * @param code Zoho's own: a number, a word of CRM's, or empty if the body had none
     * @param message Zoho's own, or empty
     * @param retryAfter seconds, or null
     */
    SourceFailure ofAnswer(String what, int status, String code, String message, @Nullable Long retryAfter) {
        String said = what + ": Zoho answered " + status + (code.isEmpty() ? "" : ", code " + code)
                + (message.isEmpty() ? "" : ": " + message);
        return switch (code) {
            case "14", "INVALID_TOKEN", "AUTHENTICATION_FAILURE" ->
                new Denied(said + ". Zoho does not accept the access token, not even a fresh one."
                        + " Check tds.zoho.data-center, then create a new refresh token.");
            case "FEATURE_NOT_SUPPORTED", "NOT_SUPPORTED_FEATURE" ->
                new NotAllowed(said + ". The edition of CRM that the company has lacks this.");
            case "57", "OAUTH_SCOPE_MISMATCH", "NO_PERMISSION", "AUTHORIZATION_FAILED" ->
                new NotAllowed(said + ". The user behind the refresh token lacks the scope or the role for this."
                        + " Add the scope in Zoho's API console and create a new refresh token.");
            case "6041" ->
                new Denied(said + ". The user behind the refresh token does not belong to this organization."
                        + " Check tds.zoho.organizations.");
            case "44" -> throttled(said, retryAfter, LOCK_OUT, "Zoho has locked the organization out");
            case "45" -> throttled(said, retryAfter, LOCK_OUT, USED_UP);
            case "1070" -> throttled(said, retryAfter, BUSY, "Too many calls are in progress");
            case "TOO_MANY_REQUESTS" -> throttled(said, retryAfter, CREDITS, "CRM's calls are used up for now");
            case "1002" -> status == 404 ? new Gone(said) : ofStatus(said, status, retryAfter);
            case "5" -> status == 404 && message.contains("resource") ? new Gone(said) : refused(said);
            case "1000", "INTERNAL_ERROR" -> unavailable(said);
            case "2", "4", "6", "37", "INVALID_DATA" -> refused(said);
            default -> NO_LIST.contains(code) ? refused(said) : ofStatus(said, status, retryAfter);
        };
    }

    /**
     * The same failure; but if Zoho says that it has no such list at all, the organization cannot have the job. So it is where
     * an edition lacks a module, and where Inventory does not know an organization that Books has shown.
     */
    static SourceFailure ofRequest(ZohoRequest request, String code, SourceFailure failure) {
        boolean list = failure instanceof Refused && !request.endpoint().contains("{id}");
        if (list && request.method().equals(HttpMethod.GET) && NO_LIST.contains(code)) {
            return new NotAllowed(failure.getMessage() + " The organization may not have this list.");
        }
        if (request.api().equals("inventory") && code.equals("6041")) {
            return new NotAllowed(failure.getMessage() + " Books has the organization, so it may have no Inventory.");
        }
        return failure;
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
        return new Unavailable(what + ": no complete answer from Zoho: " + reason(cause), cause);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return "it took too long. If that happens again, ask for smaller pages or raise tds.zoho.answer-timeout.";
        }
        if (cause instanceof ReadTimeoutException) {
            return "it fell silent. If that happens again, look at the network, or raise tds.zoho.read-timeout.";
        }
        if (cause instanceof DataBufferLimitException) {
            return "it is larger than tds.zoho.max-answer-bytes. Ask for smaller pages or raise the limit.";
        }
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return reason + ". If that happens again, look at the network, the proxy and Zoho's status page.";
    }

    /** Too many calls brought no answer, so this one is not made. */
    Throttled ofOpenCircuit(String what, Instant until) {
        return new Throttled(
                what + ": not asked, since most calls like it bring no answer. It goes on at " + PlainTime.utc(until)
                        + ", and needs nobody; if it lasts, look at the network and at Zoho's status page.",
                until);
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
        Instant until = clock.instant().plus(retryAfter == null ? otherwise : shorter(Duration.ofSeconds(retryAfter)));
        return new Throttled(
                said + ". " + meaning + "; nothing may be asked before " + PlainTime.utc(until) + ".", until);
    }

    private static Duration shorter(Duration asked) {
        return asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
    }

    private static Unavailable unavailable(String said) {
        return new Unavailable(said + ". The trouble is Zoho's; the same may succeed later.", null);
    }

    private static Refused refused(String said) {
        return new Refused(
                said
                        + ". This is not a request Zoho accepts: look at its path and parameters; those of a job are in its job file.");
    }
}
