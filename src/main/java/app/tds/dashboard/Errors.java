package app.tds.dashboard;

import app.tds.access.Role;
import app.tds.access.Sessions;
import app.tds.launch.LaunchRefused;
import app.tds.pipeline.RecordCheck.NotChecked;
import app.tds.source.SourceFailure;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** What a person sees in place of a page, and what to do then. */
@org.springframework.stereotype.Controller
@ControllerAdvice(basePackageClasses = Errors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
@ConditionalOnWebApplication(type = Type.SERVLET)
class Errors {

    private static final Logger log = LoggerFactory.getLogger(Errors.class);

    private final ErrorAttributes errors;
    private final PageModel model;
    private final Sessions sessions;
    private final MessageSource messages;

    Errors(ErrorAttributes errors, PageModel model, Sessions sessions, MessageSource messages) {
        this.errors = errors;
        this.model = model;
        this.sessions = sessions;
        this.messages = messages;
    }

    @ExceptionHandler
    ModelAndView refused(LaunchRefused refused, HttpServletRequest request, Locale locale) {
        HttpStatus status = switch (refused.reason()) {
            case UNKNOWN -> HttpStatus.NOT_FOUND;
            case IMPOSSIBLE -> HttpStatus.UNPROCESSABLE_CONTENT;
            case CONFLICT -> HttpStatus.CONFLICT;
        };
        ModelAndView page = page(status, refused.getMessage(), request, locale);
        page.addObject("run", refused.runId());
        return page;
    }

    @ExceptionHandler
    ModelAndView notChecked(NotChecked refused, HttpServletRequest request, Locale locale) {
        HttpStatus status = switch (refused.reason()) {
            case UNKNOWN -> HttpStatus.NOT_FOUND;
            case AMBIGUOUS -> HttpStatus.CONFLICT;
            case BUSY -> HttpStatus.TOO_MANY_REQUESTS;
        };
        return page(status, refused.getMessage(), request, locale);
    }

    @ExceptionHandler
    ModelAndView withoutSource(SourceFailure failure, HttpServletRequest request, Locale locale) {
        return page(HttpStatus.BAD_GATEWAY, failure.getMessage(), request, locale);
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessResourceException.class,
        CannotCreateTransactionException.class
    })
    ModelAndView withoutDatabase(Exception away, HttpServletRequest request, Locale locale) {
        log.warn("A page could not be shown, since the database could not be asked: {}", away.getMessage());
        return page(HttpStatus.SERVICE_UNAVAILABLE, null, request, locale);
    }

    @ExceptionHandler
    ModelAndView wrong(ResponseStatusException wrong, HttpServletRequest request, Locale locale) {
        return page(wrong.getStatusCode(), wrong.getReason(), request, locale);
    }

    @ExceptionHandler
    ModelAndView unreadable(MethodArgumentTypeMismatchException wrong, HttpServletRequest request, Locale locale) {
        return page(HttpStatus.NOT_FOUND, null, request, locale);
    }

    @ExceptionHandler
    ModelAndView unforeseen(RuntimeException failure, HttpServletRequest request, Locale locale) {
        log.error("A page failed unexpectedly", failure);
        return page(HttpStatus.INTERNAL_SERVER_ERROR, null, request, locale);
    }

    /** Where the server sends a request that was refused before it came to a page. */
    @RequestMapping(path = "/error", produces = MediaType.TEXT_HTML_VALUE)
    Object problem(ServletWebRequest request, Locale locale) {
        HttpServletRequest http = request.getRequest();
        HttpStatusCode status = HttpStatusCode.valueOf(attribute(http, RequestDispatcher.ERROR_STATUS_CODE, 500));
        String path = attribute(http, RequestDispatcher.ERROR_REQUEST_URI, "/");
        if (path.startsWith("/api/") || path.startsWith("/actuator")) {
            Map<String, @Nullable Object> problem =
                    errors.getErrorAttributes(request, ErrorAttributeOptions.defaults());
            return ResponseEntity.status(status)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem);
        }
        return page(status, null, http, locale);
    }

    @SuppressWarnings("unchecked")
    private static <T> T attribute(HttpServletRequest request, String name, T otherwise) {
        return (T) Objects.requireNonNullElse(request.getAttribute(name), otherwise);
    }

    private ModelAndView page(
            HttpStatusCode status, @Nullable String sentence, HttpServletRequest request, Locale locale) {
        ModelAndView page = new ModelAndView("error");
        var values = new org.springframework.ui.ExtendedModelMap();
        model.fill(values, request, locale);
        page.addAllObjects(values);
        page.setStatus(status);
        page.addObject("status", status.value());
        page.addObject(
                "advice",
                messages.getMessage(
                        "error." + status.value(), null, messages.getMessage("error.other", null, locale), locale));
        page.addObject("sentence", sentence);
        Role.neededBy(request).ifPresent(role -> {
            page.addObject("needs", role);
            page.addObject("holders", sessions.users(role));
        });
        return page;
    }
}
