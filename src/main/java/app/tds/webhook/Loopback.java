package app.tds.webhook;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** Requests of programs on this machine. */
final class Loopback {

    /** Set by whoever passes on requests of others, and by browsers, in which any page may send one. */
    private static final List<String> OF_OTHERS = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Real-IP",
            "Via",
            "Origin",
            "Sec-Fetch-Site");

    /** Spoken by nginx, unless it is told otherwise, to whom it passes requests on; programs speak a newer one. */
    private static final String OF_PROXIES = "HTTP/1.0";

    private Loopback() {}

    /** Whether the request was made here, and not passed on or talked into by somebody elsewhere. */
    static boolean made(HttpServletRequest request) {
        return isName(request.getRemoteAddr())
                && !request.getProtocol().equals(OF_PROXIES)
                && isName(request.getServerName())
                && OF_OTHERS.stream().allMatch(header -> request.getHeader(header) == null);
    }

    /** No other name is looked up: whoever answers for it now may answer otherwise later. */
    static boolean isName(String host) {
        return host.equals("localhost")
                || host.matches("127(\\.[0-9]{1,3}){3}")
                || List.of("::1", "[::1]", "0:0:0:0:0:0:0:1").contains(host);
    }
}
