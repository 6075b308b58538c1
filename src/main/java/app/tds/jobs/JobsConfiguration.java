package app.tds.jobs;

import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class JobsConfiguration {

    @Bean
    JobDefinitions jobDefinitions(Environment environment) {
        return JobDefinitionReader.reading(JobsCheck.location(environment))
                .orRefuse()
                .where(key -> isSet(environment, key));
    }

    private static boolean isSet(Environment environment, String key) {
        return Binder.get(environment).bind(key, Bindable.listOf(String.class)).orElse(List.of()).stream()
                .anyMatch(it -> !it.isBlank());
    }
}
