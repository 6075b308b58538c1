package app.tds.jobs;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A file beside the job files that is no job, such as {@code receivers.yaml}: dotted keys and their values.
 *
 * @param label for people, such as {@code jobs/receivers.yaml}
 * @param values by key, lists as {@code days[0]}; empty if there is no such file
 * @param problems why it could not be read, one sentence each
 */
public record FileBesideJobs(String label, Map<String, Object> values, List<String> problems) {

    /** The names of such files. */
    static final Set<String> NAMES = Set.of("alerts.yaml", "receivers.yaml");

    /** Reads the file of that name, beside the job files of this environment. */
    public static FileBesideJobs read(Environment environment, String name) {
        return read(JobDefinitionReader.folder(JobsCheck.location(environment)), name);
    }

    /** Reads the file of that name that comes with the application. */
    public static FileBesideJobs packed(String name) {
        return read(JobNames.PACKED, name);
    }

    private static FileBesideJobs read(String location, String name) {
        String label = location.substring(location.indexOf(':') + 1) + name;
        Resource resource = new PathMatchingResourcePatternResolver().getResource(location + name);
        if (!resource.exists()) {
            return new FileBesideJobs(label, Map.of(), List.of());
        }
        try {
            return new FileBesideJobs(label, JobFile.read(label, resource).values(), List.of());
        } catch (YAMLException | IllegalStateException | IOException unreadable) {
            return new FileBesideJobs(label, Map.of(), List.of(label + ": " + JobFile.unreadable(unreadable)));
        }
    }
}
