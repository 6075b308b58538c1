package app.tds;

import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** Runs every {@link ConfigurationCheck} before anything is started, and refuses the start with all they find. */
class StartChecks implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var checks = SpringFactoriesLoader.forDefaultResourceLocation(context.getClassLoader())
                .load(ConfigurationCheck.class);
        refuseIfAny(checks, context.getEnvironment());
    }

    static void refuseIfAny(List<ConfigurationCheck> checks, Environment environment) {
        var problems = new ArrayList<String>();
        checks.forEach(check -> problems.addAll(check.problems(environment)));
        if (!problems.isEmpty()) {
            throw new InvalidConfiguration(problems);
        }
    }
}
