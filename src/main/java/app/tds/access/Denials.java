package app.tds.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** Notes who was denied something, and says no. */
class Denials implements AccessDeniedHandler {

    private final Audit audit;
    private final Refusals refusals;

    Denials(Audit audit, Refusals refusals) {
        this.audit = audit;
        this.refusals = refusals;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
            throws IOException {
        audit.refused(
                Login.of(request).name(),
                Login.of(request).id(),
                request.getRemoteAddr(),
                request.getMethod() + " " + request.getRequestURI(),
                reason instanceof CsrfException ? "no token of this site" : "not allowed");
        refusals.handle(request, response, reason);
    }
}
