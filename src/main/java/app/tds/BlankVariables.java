package app.tds;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** An environment variable without a value says nothing: whoever fills in an example leaves most of its lines empty. */
class BlankVariables implements EnvironmentPostProcessor, Ordered {

    private static final String VARIABLES = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.getPropertySources().get(VARIABLES) instanceof SystemEnvironmentPropertySource source) {
            Map<String, Object> filled = new HashMap<>(source.getSource());
            filled.values().removeIf(value -> value.toString().isBlank());
            environment.getPropertySources().replace(VARIABLES, new SystemEnvironmentPropertySource(VARIABLES, filled));
        }
    }

    /** Before anything else looks at them. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
