package app.tds.dashboard;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;

/** What a browser may do with a page: nothing that comes from elsewhere, and nothing that is written into the page. */
class PageHeaders implements HandlerInterceptor {

    static final String NAME = "Content-Security-Policy";
    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        response.setHeader(NAME, POLICY);
        // A link that shows a key is told to nobody else.
        response.setHeader("Referrer-Policy", "same-origin");
        for (Choice choice : Choice.values()) {
            choice.keep(request, response);
        }
        return true;
    }
}
