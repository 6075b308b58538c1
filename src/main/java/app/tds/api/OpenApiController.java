package app.tds.api;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Describes everything here to those who write programs against it. */
@RestController
@ConditionalOnWebApplication(type = Type.SERVLET)
class OpenApiController {

    static final String DOCUMENT = "openapi.yaml";

    @GetMapping(path = "/api/v1/openapi.yaml", produces = "application/yaml")
    Resource document() {
        return new ClassPathResource(DOCUMENT);
    }
}
