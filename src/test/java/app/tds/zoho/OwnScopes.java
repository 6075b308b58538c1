package app.tds.zoho;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.OwnJobs;
import app.tds.source.NeededLists.NeededList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The scopes that reading the lists of the product's own jobs takes. */
public final class OwnScopes {

    private OwnScopes() {}

    /** All of them, in alphabetical order. */
    public static List<String> all() {
        return List.copyOf(
                ZohoScopes.of(OwnJobs.read().all().stream().map(OwnScopes::list).toList()));
    }

    /** How many lists cannot be read with these scopes; jobs that read the same list count once. */
    public static long listsBeyond(Set<String> granted) {
        return OwnJobs.read().all().stream()
                .collect(Collectors.toMap(
                        job -> job.source().api() + job.source().path(), OwnScopes::list, (one, same) -> one))
                .values()
                .stream()
                .filter(list -> !granted.contains(ZohoScopes.of(list)))
                .count();
    }

    /** The scope that reading a job's list takes. */
    public static String of(JobDefinition job) {
        return ZohoScopes.of(list(job));
    }

    private static NeededList list(JobDefinition job) {
        var source = job.source();
        return new NeededList(job.name(), source.integration(), source.api(), source.path(), source.scope());
    }
}
