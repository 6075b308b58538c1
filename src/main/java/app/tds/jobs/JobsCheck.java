package app.tds.jobs;

import app.tds.ConfigurationCheck;
import java.util.List;
import org.springframework.core.env.Environment;

/** Every job file can be read, and says what it must. */
class JobsCheck implements ConfigurationCheck {

    @Override
    public List<String> problems(Environment environment) {
        return JobDefinitionReader.reading(location(environment)).problems();
    }

    static String location(Environment environment) {
        return environment.getProperty("tds.jobs.location", "classpath:jobs/");
    }
}
