package app.tds.alarm;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class RulesConfiguration {

    @Bean
    Rules rules(Environment environment) {
        return RulesCheck.rules(environment).orRefuse();
    }
}
