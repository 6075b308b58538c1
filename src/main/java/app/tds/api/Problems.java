package app.tds.api;

import app.tds.api.Launches.NothingBegun;
import app.tds.launch.LaunchRefused;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** What went wrong, as problem details (RFC 9457). */
@RestControllerAdvice(basePackageClasses = Problems.class)
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

    @ExceptionHandler({DataAccessResourceFailureException.class, CannotCreateTransactionException.class})
    ProblemDetail withoutDatabase(Exception failure) {
        log.warn("The database could not be asked: {}", failure.getMessage());
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, "The database cannot be reached now. Try again in a moment.");
    }

    @ExceptionHandler
    ProblemDetail unforeseen(RuntimeException failure) {
        log.error("This was not foreseen", failure);
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "This was not foreseen; the log says more.");
    }
}
