package app.tds.access;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;

/** Problem details of a request that failed before any endpoint could answer it, on both ports. */
class ServerErrors extends DefaultErrorAttributes {

    @Override
    public Map<String, @Nullable Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
        HttpServletResponse response =
                Objects.requireNonNull(((ServletWebRequest) request).getResponse(), "an answer to write to");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        HttpStatusCode status = HttpStatusCode.valueOf(attribute(request, RequestDispatcher.ERROR_STATUS_CODE, 500));
        return new LinkedHashMap<>(Problem.of(
                status, Problem.detail(status), attribute(request, RequestDispatcher.ERROR_REQUEST_URI, "/")));
    }

    @SuppressWarnings("unchecked")
    private static <T> T attribute(WebRequest request, String name, T otherwise) {
        return (T) Objects.requireNonNullElse(request.getAttribute(name, WebRequest.SCOPE_REQUEST), otherwise);
    }
}
