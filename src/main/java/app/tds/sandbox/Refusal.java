package app.tds.sandbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that Zoho answers with an error. */
final class Refusal extends RuntimeException {

    private final int status;
    private final int code;
    private final transient Map<String, String> headers;

    Refusal(int status, int code, String message) {
        this(status, code, message, Map.of(), null);
    }

    Refusal(int status, int code, String message, Throwable cause) {
        this(status, code, message, Map.of(), cause);
    }

    Refusal(int status, int code, String message, Map<String, String> headers) {
        this(status, code, message, headers, null);
    }

    private Refusal(int status, int code, String message, Map<String, String> headers, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.code = code;
        this.headers = headers;
    }

    Answer answer() {
        return Answer.error(status, code, String.valueOf(getMessage())).with(headers);
    }
}
