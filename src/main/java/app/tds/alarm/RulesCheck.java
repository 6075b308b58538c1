package app.tds.alarm;

import app.tds.ConfigurationCheck;
import app.tds.jobs.FileBesideJobs;
import app.tds.jobs.JobNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.core.env.Environment;

/** Every rule can be read, whether it comes with the application or from the folder of one's own jobs. */
final class RulesCheck implements ConfigurationCheck {

    static final String FILE = "alerts.yaml";

    @Override
    public List<String> problems(Environment environment) {
        return rules(environment).problems();
    }

    static Rules rules(Environment environment) {
        Set<String> jobs = JobNames.of(environment);
        RuleFacts defaults = RuleFacts.of(FileBesideJobs.packed(FILE), null, JobNames.packed());
        List<RuleFacts> files = new ArrayList<>();
        if (!JobNames.arePacked(environment)) {
            files.add(RuleFacts.of(FileBesideJobs.read(environment, FILE), defaults, jobs));
        }
        files.add(defaults);
        return new Rules(files);
    }
}
