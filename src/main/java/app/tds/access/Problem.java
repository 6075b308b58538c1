package app.tds.access;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** Problem details (RFC 9457) of a request that no endpoint answered. */
final class Problem {

    private Problem() {}

    static Map<String, Object> of(HttpStatusCode status, String detail, String path) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", title(status));
        problem.put("status", status.value());
        problem.put("detail", detail);
        problem.put("instance", path);
        return problem;
    }

    /** What to say where only the status is known. */
    static String detail(HttpStatusCode status) {
        if (status.isSameCodeAs(HttpStatus.NOT_FOUND)) {
            return "There is nothing at this address; /api/v1/openapi.yaml lists what there is.";
        }
        return status.is5xxServerError() && !status.isSameCodeAs(HttpStatus.NOT_IMPLEMENTED)
                ? "The server failed unexpectedly. The log names the cause."
                : "The server cannot read this request: " + title(status) + ".";
    }

    static String title(HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        return known == null ? "Status " + status.value() : known.getReasonPhrase();
    }
}
