package app.tds.webhook;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** Requests of programs on this machine. */
final class Loopback {

    /** Headers that proxies and browsers set. A request with one of them may come from elsewhere. */
    private static final List<String> OF_OTHERS = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Real-IP",
            "Via",
            "Origin",
            "Sec-Fetch-Site");

    /** The version that nginx speaks by default to the servers behind it. Programs speak a newer one. */
    private static final String OF_PROXIES = "HTTP/1.0";

    private Loopback() {}

    /** Whether a program on this machine made the request, and no proxy or foreign page did. */
    static boolean made(HttpServletRequest request) {
        return isName(request.getRemoteAddr())
                && !request.getProtocol().equals(OF_PROXIES)
                && isName(request.getServerName())
                && OF_OTHERS.stream().allMatch(header -> request.getHeader(header) == null);
    }

    /** No other name is looked up, because the answer of a name server may change. */
    static boolean isName(String host) {
        return host.equals("localhost")
                || host.matches("127(\\.[0-9]{1,3}){3}")
                || List.of("::1", "[::1]", "0:0:0:0:0:0:0:1").contains(host);
    }
}
