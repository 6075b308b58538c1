package app.tds.pipeline;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which runs a process can execute. Processes on one database may have different configurations, such as while one is
 * replaced by the next.
 *
 * @param jobs that the process has files for
 * @param organizations that the process has configured; runs that work with kept payloads need no configuration
 */
public record Executable(Set<String> jobs, Set<String> organizations) {

    /** What a row of {@code etl.runs} has to fulfil for the process to execute its run. */
    public static final String CONDITION = """
            job = any(:jobs) and mode = any(:modes)
              and (organization_id = any(:organizations) or mode = any(:modesFromKept))
            """;

    /** Whether the process can execute runs of this job, organization and mode. */
    public boolean includes(String job, String organizationId, RunMode mode) {
        return jobs.contains(job) && (organizations.contains(organizationId) || mode.fromKept());
    }

    /** What {@link #CONDITION} asks for. A newer process may know modes that this one does not. */
    public Map<String, Object> parameters() {
        return Map.of(
                "jobs",
                array(jobs),
                "organizations",
                array(organizations),
                "modes",
                names(Arrays.stream(RunMode.values())),
                "modesFromKept",
                names(Arrays.stream(RunMode.values()).filter(RunMode::fromKept)));
    }

    private static String[] array(Collection<String> texts) {
        return texts.toArray(String[]::new);
    }

    private static String[] names(Stream<RunMode> modes) {
        return modes.map(RunMode::name).toArray(String[]::new);
    }
}
