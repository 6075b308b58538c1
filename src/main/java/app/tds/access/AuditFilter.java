package app.tds.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Notes each request that needs more than a viewer, with what became of it. */
class AuditFilter extends OncePerRequestFilter {

    private static final Pattern RUN = Pattern.compile("(?:https?://[^/]+)?(?:/api/v1/tds)?/runs/([0-9]{1,18})(/.*)?");

    private final Audit audit;
    private final List<PathPatternRequestMatcher> noted;

    AuditFilter(Audit audit) {
        this.audit = audit;
        var paths = PathPatternRequestMatcher.withDefaults();
        this.noted = AccessRule.ALL.stream()
                .filter(rule -> rule.needs() != null && rule.needs() != Role.VIEWER)
                .filter(rule -> !rule.path().startsWith("/actuator"))
                .map(rule -> paths.matcher(rule.method(), rule.path()))
                .toList();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return noted.stream().noneMatch(it -> it.matches(request));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean ended = false;
        try {
            chain.doFilter(request, response);
            ended = true;
        } finally {
            audit.done(
                    Login.of(request),
                    request.getRemoteAddr(),
                    request.getMethod() + " " + request.getRequestURI(),
                    ended ? Integer.toString(response.getStatus()) : "failed",
                    run(request, response));
        }
    }

    /** The one that is named in the address, or that began. */
    private static @Nullable Long run(HttpServletRequest request, HttpServletResponse response) {
        Matcher asked = RUN.matcher(request.getRequestURI());
        Matcher begun = RUN.matcher(Objects.requireNonNullElse(response.getHeader(HttpHeaders.LOCATION), ""));
        return asked.matches() ? Long.valueOf(asked.group(1)) : begun.matches() ? Long.valueOf(begun.group(1)) : null;
    }
}
