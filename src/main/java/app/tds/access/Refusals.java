package app.tds.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfToken;
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
        if (reason instanceof CsrfException) {
            // Asking for the token puts it into a cookie, which no foreign page can read.
            ((CsrfToken) request.getAttribute(CsrfToken.class.getName())).getToken();
            refuse(
                    request,
                    response,
                    HttpStatus.FORBIDDEN,
                    "With a password, a change needs the value of the cookie XSRF-TOKEN in the header X-XSRF-TOKEN;"
                            + " with a key in " + ApiKeyFilter.HEADER + " it does not.");
        } else if (!AccessRule.knows(request)) {
            refuse(
                    request,
                    response,
                    HttpStatus.NOT_FOUND,
                    "There is nothing at this address; /api/v1/openapi.yaml lists what there is.");
        } else {
            refuse(request, response, HttpStatus.FORBIDDEN, "Your role does not allow this.");
        }
    }

    void refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", status.getReasonPhrase());
        problem.put("status", status.value());
        problem.put("detail", detail);
        problem.put("instance", request.getRequestURI());
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(mapper.writeValueAsBytes(problem));
    }
}
