package app.tds.dashboard;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What programs can ask, from the same file that programs get. */
@Controller
@ConditionalOnWebApplication(type = Type.SERVLET)
class ApiPage {

    /** Its icons are pictures within its own style. */
    @GetMapping("/api")
    String show(HttpServletResponse response) {
        response.setHeader(PageHeaders.NAME, PageHeaders.POLICY.replace("img-src 'self'", "img-src 'self' data:"));
        return "api";
    }
}
