package app.tds.dashboard;

import app.tds.monitoring.Figures;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What pages need beside their controllers. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = Type.SERVLET)
class DashboardConfiguration implements WebMvcConfigurer {

    private final ObjectProvider<Figures> figures;
    private final Clock clock;

    DashboardConfiguration(ObjectProvider<Figures> figures, Clock clock) {
        this.figures = figures;
        this.clock = clock;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new PageHeaders()).excludePathPatterns("/api/*/**", "/actuator/**", "/assets/**");
        registry.addInterceptor(new UnchangedPages(figures.getObject(), clock))
                .excludePathPatterns("/api/*/**", "/actuator/**", "/assets/**", "/live");
    }

    /** Before sessions are looked for, which are in the database too. What programs ask for waits as it always did. */
    @Bean
    FilterRegistrationBean<HurriedPages> hurriedPages() {
        var registration = new FilterRegistrationBean<>(new HurriedPages());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    LocaleResolver localeResolver(@Value("${tds.locale:en}") String configured) {
        return new Languages(Language.of(configured).orElse(Language.EN));
    }
}
