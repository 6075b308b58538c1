package app.tds.api;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * What the controllers need. Like the controllers, these beans exist only where there is a web server: a command has no
 * callers.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = Type.SERVLET)
@Import({
    Launches.class,
    Integration.Known.class,
    RunEvents.class,
    EventStream.class,
    AlertEvents.class,
    RequestValues.class
})
class ApiConfiguration {

    /** A screen that has the answer already is told so, instead of being sent it again. */
    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> etags() {
        var filter = new ShallowEtagHeaderFilter();
        // Weak, since the same answer may come compressed.
        filter.setWriteWeakETag(true);
        var registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns("/api/v1/bff/*");
        return registration;
    }
}
