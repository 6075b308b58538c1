package app.tds.access;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** Where the server sends a request that failed: the answer is the same for browsers and programs. */
@RestController
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class ErrorPage implements ErrorController {

    private final ErrorAttributes errors;

    ErrorPage(ErrorAttributes errors) {
        this.errors = errors;
    }

    @RequestMapping("/error")
    Map<String, @Nullable Object> problem(ServletWebRequest request) {
        return errors.getErrorAttributes(request, ErrorAttributeOptions.defaults());
    }
}
