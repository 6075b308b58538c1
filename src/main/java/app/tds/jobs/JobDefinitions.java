package app.tds.jobs;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** All jobs, those with the lowest priority number first, then by name. */
public final class JobDefinitions {

    private final List<JobDefinition> all;

    /** These jobs, in any order. */
    public JobDefinitions(List<JobDefinition> definitions) {
        all = definitions.stream()
                .sorted(Comparator.comparingInt(JobDefinition::priority).thenComparing(JobDefinition::name))
                .toList();
    }

    /** In the order in which they are started. */
    public List<JobDefinition> all() {
        return all;
    }

    /** Those whose setting is there, of those that need one. */
    JobDefinitions where(Predicate<String> isSet) {
        return new JobDefinitions(all.stream()
                .filter(it -> it.needs() == null || isSet.test(it.needs()))
                .toList());
    }

    /** The job of that name. */
    public Optional<JobDefinition> find(String name) {
        return all.stream().filter(it -> it.name().equals(name)).findFirst();
    }

    /** Their names, in the same order. */
    public List<String> names() {
        return all.stream().map(JobDefinition::name).toList();
    }
}
