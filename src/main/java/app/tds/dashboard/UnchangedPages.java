package app.tds.dashboard;

import app.tds.monitoring.Figures;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * A page that is open and asks again is answered with nothing as long as nothing is new. What the mark does not tell, such as
 * a refused webhook, is seen within minutes.
 */
class UnchangedPages implements HandlerInterceptor {

    private static final Duration GOOD_FOR = Duration.ofMinutes(5);

    private final Figures figures;
    private final Clock clock;

    UnchangedPages(Figures figures, Clock clock) {
        this.figures = figures;
        this.clock = clock;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known == null || request.getRemoteUser() == null || !HttpMethod.GET.matches(request.getMethod())) {
            return true;
        }
        try {
            if (known.equals(tag(figures.mark(), clock.instant()))) {
                response.setStatus(HttpStatus.NOT_MODIFIED.value());
                return false;
            }
        } catch (DataAccessException | TransactionException away) {
            // The page says so.
        }
        return true;
    }

    /** What a page says of its version, as HTTP writes that. */
    static String tag(String mark, Instant now) {
        return "W/\"" + mark + "-" + now.getEpochSecond() / GOOD_FOR.toSeconds() + '"';
    }
}
