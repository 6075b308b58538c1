package app.tds.access;

import static app.tds.access.Role.ADMIN;
import static app.tds.access.Role.OPERATOR;
import static app.tds.access.Role.VIEWER;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Who may call one endpoint; what has no rule, nobody may.
 *
 * @param needs the least role, or null if it is open to everybody
 */
record AccessRule(HttpMethod method, String path, @Nullable Role needs) {

    private static final String BFF = "/api/v1/bff/tds/{integration}";
    private static final String INTEGRATION = "/api/v1/tds/integrations/{integration}";
    private static final String TDS = "/api/v1/tds";
    static final String WEBHOOKS = TDS + "/webhooks";
    /** Where a person logs in: open to everybody, but only with the token of a page of ours. */
    static final String LOGIN = "/login";

    private static final String JOB = "/entities/{organization}/{job}";

    /** The first that fits holds. */
    static final List<AccessRule> ALL = List.of(
            // Those who watch whether this lives have no login, and see no details.
            open(GET, "/actuator/health"),
            open(GET, "/actuator/health/liveness"),
            open(GET, "/actuator/health/readiness"),
            // The integration's redirect carries no login; it counts only with a state that the admin has begun.
            open(GET, "/api/v1/tds/integrations/zoho/callback"),
            // Nor do webhooks: whoever receives them looks at their signature.
            open(POST, WEBHOOKS + "/{integration}/{*rest}"),
            open(PUT, WEBHOOKS + "/{integration}/{*rest}"),
            // Who is not logged in yet; the files of pages hold nothing of anybody's; a link shows a key.
            open(GET, LOGIN),
            open(POST, LOGIN),
            open(GET, "/assets/{version}/{name}"),
            open(GET, "/enter/{key}"),
            // Links in messages are signed; whoever has one may acknowledge that alarm, once.
            open(GET, "/acknowledge/{id}/{token}"),
            open(POST, "/acknowledge/{id}/{token}"),
            //
            // Pages
            new AccessRule(GET, "/", VIEWER),
            new AccessRule(GET, "/live", VIEWER),
            new AccessRule(POST, "/logout", VIEWER),
            new AccessRule(GET, JOB, VIEWER),
            new AccessRule(POST, JOB + "/sync", OPERATOR),
            new AccessRule(POST, JOB + "/pause", OPERATOR),
            new AccessRule(POST, JOB + "/resume", OPERATOR),
            new AccessRule(GET, "/runs", VIEWER),
            new AccessRule(GET, "/runs/{id}", VIEWER),
            new AccessRule(POST, "/runs/{id}/stop", OPERATOR),
            new AccessRule(POST, "/runs/{id}/restart", OPERATOR),
            new AccessRule(POST, "/runs/{id}/abandon", OPERATOR),
            new AccessRule(GET, "/alerts", VIEWER),
            new AccessRule(POST, "/alerts/{id}/acknowledge", OPERATOR),
            new AccessRule(GET, "/alerts/history", VIEWER),
            new AccessRule(GET, "/alerts/rules", VIEWER),
            new AccessRule(GET, "/alerts/silences", VIEWER),
            new AccessRule(POST, "/alerts/silences", OPERATOR),
            new AccessRule(POST, "/alerts/silences/{id}/end", OPERATOR),
            new AccessRule(GET, "/alerts/receivers", VIEWER),
            new AccessRule(POST, "/alerts/receivers/test", ADMIN),
            new AccessRule(GET, "/alerts/{id}", VIEWER),
            new AccessRule(GET, "/proof", VIEWER),
            new AccessRule(GET, "/proof/{organization}/{job}", VIEWER),
            new AccessRule(POST, "/proof/verify", OPERATOR),
            new AccessRule(GET, "/quarantine", VIEWER),
            new AccessRule(POST, "/quarantine/retry", OPERATOR),
            new AccessRule(GET, "/quarantine/records.csv", OPERATOR),
            new AccessRule(GET, "/quarantine/{organization}/{job}/{id}", OPERATOR),
            new AccessRule(GET, "/webhooks", VIEWER),
            new AccessRule(POST, "/webhooks/probe", OPERATOR),
            new AccessRule(GET, "/check", OPERATOR),
            new AccessRule(POST, "/check", OPERATOR),
            new AccessRule(GET, "/calls", VIEWER),
            new AccessRule(GET, "/changes", VIEWER),
            new AccessRule(GET, "/changes/{organization}/{id}", OPERATOR),
            new AccessRule(GET, "/setup", ADMIN),
            new AccessRule(POST, "/setup/check", ADMIN),
            new AccessRule(GET, "/api", VIEWER),
            //
            // Screens of others
            new AccessRule(GET, BFF + "/sync/status", VIEWER),
            new AccessRule(POST, BFF + "/sync/trigger", OPERATOR),
            new AccessRule(GET, BFF + "/sync/history", VIEWER),
            new AccessRule(GET, BFF + "/health", VIEWER),
            new AccessRule(GET, BFF + "/alerts", VIEWER),
            //
            // Integrations
            new AccessRule(POST, INTEGRATION + "/sync/full", OPERATOR),
            new AccessRule(POST, INTEGRATION + "/sync/incremental", OPERATOR),
            new AccessRule(POST, INTEGRATION + "/sync/entity/{entity}", OPERATOR),
            new AccessRule(GET, INTEGRATION + "/metrics", VIEWER),
            new AccessRule(GET, INTEGRATION + "/webhooks", VIEWER),
            new AccessRule(POST, INTEGRATION + "/test-connection", OPERATOR),
            new AccessRule(GET, "/api/v1/tds/integrations/zoho/connect/{name}", ADMIN),
            //
            // Runs, jobs, records
            new AccessRule(GET, TDS + "/runs", VIEWER),
            new AccessRule(GET, TDS + "/runs/{id}", VIEWER),
            new AccessRule(GET, TDS + "/runs/{id}/events", VIEWER),
            new AccessRule(POST, TDS + "/runs/{id}/stop", OPERATOR),
            new AccessRule(POST, TDS + "/runs/{id}/restart", OPERATOR),
            new AccessRule(POST, TDS + "/runs/{id}/abandon", OPERATOR),
            new AccessRule(POST, TDS + "/check", OPERATOR),
            new AccessRule(GET, TDS + "/events", VIEWER),
            new AccessRule(GET, TDS + "/items/{item}/image", VIEWER),
            new AccessRule(GET, TDS + "/jobs", VIEWER),
            new AccessRule(POST, TDS + "/jobs/{job}/pause", OPERATOR),
            new AccessRule(POST, TDS + "/jobs/{job}/resume", OPERATOR),
            new AccessRule(GET, TDS + "/quarantine", VIEWER),
            new AccessRule(POST, TDS + "/quarantine/retry", OPERATOR),
            new AccessRule(GET, TDS + "/alerts", VIEWER),
            new AccessRule(GET, TDS + "/alerts/rules", VIEWER),
            new AccessRule(GET, TDS + "/alerts/events", VIEWER),
            new AccessRule(GET, TDS + "/alerts/silences", VIEWER),
            new AccessRule(POST, TDS + "/alerts/silences", OPERATOR),
            new AccessRule(DELETE, TDS + "/alerts/silences/{id}", OPERATOR),
            new AccessRule(GET, TDS + "/alerts/receivers", VIEWER),
            new AccessRule(POST, TDS + "/alerts/test", ADMIN),
            new AccessRule(GET, TDS + "/alerts/{id}", VIEWER),
            new AccessRule(POST, TDS + "/alerts/{id}/acknowledge", OPERATOR),
            new AccessRule(POST, TDS + "/alerts/{id}/unacknowledge", OPERATOR),
            new AccessRule(GET, TDS + "/plan", VIEWER),
            new AccessRule(GET, TDS + "/quarantine/{organization}/{job}/{id}", VIEWER),
            new AccessRule(GET, "/api/v1/openapi.yaml", VIEWER),
            //
            // Behind the scenes
            new AccessRule(GET, "/actuator/prometheus", VIEWER),
            new AccessRule(GET, "/actuator/info", VIEWER),
            new AccessRule(GET, "/actuator", ADMIN),
            new AccessRule(GET, "/actuator/sbom", ADMIN),
            new AccessRule(GET, "/actuator/sbom/{id}", ADMIN),
            new AccessRule(GET, "/actuator/health/**", ADMIN));

    /** Which methods this path takes from anybody; what has no rule is not there. */
    static Set<HttpMethod> methods(HttpServletRequest request) {
        return of(request).map(AccessRule::method).collect(Collectors.toSet());
    }

    /** The least role for what the request asks; empty if it is open to everybody or not there. */
    static Optional<Role> needed(HttpServletRequest request) {
        return of(request)
                .filter(rule -> rule.method().name().equals(request.getMethod()))
                .findFirst()
                .map(AccessRule::needs);
    }

    /** Whether the path belongs to the pages that people look at, and not to what programs call. */
    static boolean isPage(HttpServletRequest request) {
        String path = request.getRequestURI();
        return !path.startsWith("/api/") && !path.startsWith("/actuator");
    }

    /** Whether everything that this path takes is open to everybody. */
    static boolean isOpenToAll(HttpServletRequest request) {
        return !methods(request).isEmpty() && of(request).allMatch(rule -> rule.needs() == null);
    }

    private static Stream<AccessRule> of(HttpServletRequest request) {
        return ALL.stream()
                .filter(rule -> PathPatternRequestMatcher.withDefaults()
                        .matcher(rule.path())
                        .matches(request));
    }

    private static AccessRule open(HttpMethod method, String path) {
        return new AccessRule(method, path, null);
    }
}
