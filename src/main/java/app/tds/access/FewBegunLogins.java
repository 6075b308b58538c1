package app.tds.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A stranger can begin a login, which is kept for minutes: so no more than some begin within a minute, and only at providers
 * that are there.
 */
final class FewBegunLogins extends OncePerRequestFilter {

    static final int A_MINUTE = 60;

    private final LoginProviders providers;
    private final Clock clock;
    private long minute;
    private int begun;

    FewBegunLogins(LoginProviders providers, Clock clock) {
        this.providers = providers;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!request.getRequestURI().startsWith(LoginProviders.BEGIN)) {
            chain.doFilter(request, response);
        } else if (!providers.has(request.getRequestURI().substring(LoginProviders.BEGIN.length()))) {
            response.sendError(HttpStatus.NOT_FOUND.value());
        } else if (!mayBegin()) {
            response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
        } else {
            chain.doFilter(request, response);
        }
    }

    private synchronized boolean mayBegin() {
        long now = clock.instant().getEpochSecond() / 60;
        if (now != minute) {
            minute = now;
            begun = 0;
        }
        return ++begun <= A_MINUTE;
    }
}
