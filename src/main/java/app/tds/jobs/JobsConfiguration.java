package app.tds.jobs;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class JobsConfiguration {

    @Bean
    JobDefinitions jobDefinitions(Environment environment) {
        return new JobDefinitionReader(JobsCheck.location(environment)).read().orRefuse();
    }
}
