package app.tds.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.json.JsonMapper;

/** Says no as problem details (RFC 9457), and what would help. */
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final JsonMapper mapper;

    Refusals(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        if (reason instanceof Logins.NotHeard late) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, Long.toString(late.untilHeard().toSeconds() + 1));
            refuse(
                    request,
                    response,
                    HttpStatus.TOO_MANY_REQUESTS,
                    "Too many logins have failed. Try again in "
                            + (late.untilHeard().toMinutes() + 1) + " minutes, or use a key in the header "
                            + ApiKeyFilter.HEADER + ".");
            return;
        }
        if (AccessRule.isOpenToAll(request)) {
            // A login would not help.
            refuseMethod(request, response, AccessRule.methods(request));
            return;
        }
        if (isLookedAtByAPerson(request)) {
            response.sendRedirect(
                    AccessRule.LOGIN + "?to=" + UriUtils.encode(request.getRequestURI(), StandardCharsets.UTF_8));
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"TDS\", charset=\"UTF-8\"");
        refuse(
                request,
                response,
                HttpStatus.UNAUTHORIZED,
                "Log in with a user and password, or send a good key in the header " + ApiKeyFilter.HEADER + ".");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
            throws IOException {
        var allowed = AccessRule.methods(request);
        if (allowed.isEmpty()) {
            refuse(request, response, HttpStatus.NOT_FOUND, Problem.detail(HttpStatus.NOT_FOUND));
        } else if (!allowed.contains(HttpMethod.valueOf(request.getMethod()))) {
            refuseMethod(request, response, allowed);
        } else if (reason instanceof CsrfException) {
            // Asking for the token puts it into a cookie, which no foreign page can read.
            ((CsrfToken) request.getAttribute(CsrfToken.class.getName())).getToken();
            refuse(
                    request,
                    response,
                    HttpStatus.FORBIDDEN,
                    "With a password, a change needs the value of the cookie XSRF-TOKEN in the header X-XSRF-TOKEN;"
                            + " with a key in " + ApiKeyFilter.HEADER + " it does not.");
        } else {
            AccessRule.needed(request).ifPresent(role -> role.isNeededBy(request));
            refuse(request, response, HttpStatus.FORBIDDEN, "Your role does not allow this.");
        }
    }

    private void refuseMethod(HttpServletRequest request, HttpServletResponse response, Set<HttpMethod> allowed)
            throws IOException {
        String methods = allowed.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
        response.setHeader(HttpHeaders.ALLOW, methods);
        refuse(
                request,
                response,
                HttpStatus.METHOD_NOT_ALLOWED,
                "This address does not take " + request.getMethod() + "; it takes " + methods + ".");
    }

    void refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        if (isLookedAtByAPerson(request)) {
            response.sendError(status.value(), detail);
            return;
        }
        var problem = Problem.of(status, detail, request.getRequestURI());
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(mapper.writeValueAsBytes(problem));
    }

    private static boolean isLookedAtByAPerson(HttpServletRequest request) {
        String wanted = request.getHeader(HttpHeaders.ACCEPT);
        return wanted != null && wanted.contains(MediaType.TEXT_HTML_VALUE) && AccessRule.isPage(request);
    }
}
