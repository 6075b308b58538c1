package app.tds.jobs;

import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.env.Environment;

/** The names of all jobs, also before anything else is known of a job. */
public final class JobNames {

    static final String PACKED = "classpath:jobs/";

    private JobNames() {}

    /** Of the jobs of this environment whose files can be read. */
    public static Set<String> of(Environment environment) {
        return of(JobsCheck.location(environment));
    }

    /** Of the jobs that come with the application. */
    public static Set<String> packed() {
        return of(PACKED);
    }

    /** Whether the jobs of this environment are the jobs that come with the application. */
    public static boolean arePacked(Environment environment) {
        return JobDefinitionReader.folder(JobsCheck.location(environment)).equals(PACKED);
    }

    private static Set<String> of(String location) {
        var names = new TreeSet<String>();
        JobDefinitionReader.reading(location).definitions().forEach(job -> names.add(job.name()));
        return names;
    }
}
