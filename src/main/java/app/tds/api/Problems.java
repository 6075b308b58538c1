package app.tds.api;

import app.tds.api.Launches.NothingBegun;
import app.tds.launch.LaunchRefused;
import app.tds.pipeline.RecordCheck.NotChecked;
import app.tds.source.SourceFailure;
import java.net.URI;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What went wrong, as problem details (RFC 9457). */
@RestControllerAdvice
@ConditionalOnWebApplication(type = Type.SERVLET)
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ProblemDetail refused(LaunchRefused refused) {
        var problem = problem(refused.reason(), String.valueOf(refused.getMessage()));
        var run = refused.runId();
        if (run != null) {
            problem.setProperty("run", run);
            problem.setProperty("href", Launches.href(run));
        }
        return problem;
    }

    @ExceptionHandler
    ProblemDetail refused(NothingBegun nothing) {
        var problem = problem(nothing.reason(), String.valueOf(nothing.getMessage()));
        var run = nothing.refused().get(0).run();
        if (run != null) {
            problem.setProperty("run", run);
            problem.setProperty("href", Launches.href(run));
        }
        problem.setProperty("refused", nothing.refused());
        return problem;
    }

    private static ProblemDetail problem(LaunchRefused.Reason reason, String sentence) {
        var problem = ProblemDetail.forStatusAndDetail(
                switch (reason) {
                    case UNKNOWN -> HttpStatus.NOT_FOUND;
                    case IMPOSSIBLE -> HttpStatus.UNPROCESSABLE_CONTENT;
                    case CONFLICT -> HttpStatus.CONFLICT;
                },
                sentence);
        problem.setType(URI.create("urn:tds:problem:" + reason.name().toLowerCase(java.util.Locale.ROOT)));
        return problem;
    }

    @ExceptionHandler
    ProblemDetail notChecked(NotChecked refused) {
        var problem = ProblemDetail.forStatusAndDetail(
                switch (refused.reason()) {
                    case UNKNOWN -> HttpStatus.NOT_FOUND;
                    case AMBIGUOUS -> HttpStatus.CONFLICT;
                    case BUSY -> HttpStatus.TOO_MANY_REQUESTS;
                },
                String.valueOf(refused.getMessage()));
        problem.setType(URI.create("urn:tds:problem:" + refused.reason().name().toLowerCase(java.util.Locale.ROOT)));
        return problem;
    }

    /** The source gave no answer, or is not asked now. */
    @ExceptionHandler
    ProblemDetail withoutSource(SourceFailure failure) {
        return ProblemDetail.forStatusAndDetail(
                failure instanceof SourceFailure.Throttled ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.BAD_GATEWAY,
                String.valueOf(failure.getMessage()));
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessResourceException.class,
        CannotCreateTransactionException.class
    })
    ProblemDetail withoutDatabase(Exception failure) {
        log.warn("The database could not be asked: {}", failure.getMessage());
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, "The database cannot be reached now. Try again in a moment.");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var problem = ProblemDetail.forStatusAndDetail(status, unreadable(failure.getCause()));
        return handleExceptionInternal(failure, problem, headers, status, request);
    }

    private static String unreadable(@Nullable Throwable cause) {
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return "There is no member \"" + unknown.getPropertyName() + "\"; there are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ".";
        }
        if (cause instanceof DatabindException misfit) {
            return "The member " + member(misfit)
                    + " has a value that cannot be read; /api/v1/openapi.yaml says what it takes.";
        }
        return "The body cannot be read as JSON.";
    }

    private static String member(DatabindException misfit) {
        return misfit.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "" + step.getIndex() : step.getPropertyName())
                .collect(Collectors.joining(".", "\"", "\""));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var name = failure instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : failure.getPropertyName();
        var problem = ProblemDetail.forStatusAndDetail(
                status, "\"" + failure.getValue() + "\" is not a value of " + name + ".");
        return handleExceptionInternal(failure, problem, headers, status, request);
    }

    @ExceptionHandler
    ProblemDetail unforeseen(RuntimeException failure) {
        log.error("A request failed unexpectedly", failure);
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "The server failed unexpectedly. The log names the cause.");
    }
}
