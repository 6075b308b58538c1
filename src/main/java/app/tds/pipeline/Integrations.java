package app.tds.pipeline;

import app.tds.InvalidConfiguration;
import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Kinds;
import app.tds.mirror.Organization;
import app.tds.mirror.TdsRow;
import app.tds.source.Allowance;
import app.tds.source.Priority;
import app.tds.source.Source;
import app.tds.source.Translation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The sources and translations that job files name. */
@Component
public class Integrations {

    private final JobDefinitions jobs;
    private final Map<String, Source> sources;
    private final Map<String, Translation> translations;

    /** Refuses the start if a job file names something that is not there. */
    Integrations(List<Source> sources, List<Translation> translations, JobDefinitions jobs) {
        this.jobs = jobs;
        this.sources = byName(sources, Source::name);
        this.translations = byName(translations, Translation::name);
        List<String> problems = new ArrayList<>();
        for (JobDefinition job : jobs.all()) {
            check(job, "source.integration", job.source().integration(), this.sources, problems);
            check(job, "source.translation", job.source().translation(), this.translations, problems);
            Translation translation = this.translations.get(job.source().translation());
            if (job.details() != null
                    && translation != null
                    && translation.details().isEmpty()) {
                problems.add("jobs/" + job.name() + ".yaml: details: \"" + translation.name()
                        + "\" does not know what complete documents mean");
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfiguration(problems);
        }
    }

    private static void check(JobDefinition job, String key, String name, Map<String, ?> known, List<String> problems) {
        if (!known.containsKey(name)) {
            problems.add("jobs/" + job.name() + ".yaml: " + key + ": there is no \"" + name + "\"; use one of "
                    + known.keySet());
        }
    }

    private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
        return all.stream().collect(Collectors.toMap(name, Function.identity(), (one, two) -> one, TreeMap::new));
    }

    /** The configured organizations, as their sources describe them now. */
    public List<Organization> organizations() {
        return sources.values().stream()
                .flatMap(source -> source.organizations().stream())
                .toList();
    }

    /** The ids of the configured organizations, whether they can be read now or not. */
    public Set<String> organizationIds() {
        return sources.values().stream()
                .flatMap(source -> source.organizationIds().stream())
                .collect(Collectors.toSet());
    }

    /** What this process can execute. */
    public Executable executable() {
        return new Executable(Set.copyOf(jobs.names()), organizationIds());
    }

    /**
     * What this kind of work may ask of the products that share an organization's calls; empty if nothing limits it, or the
     * limit is not known yet.
     */
    Optional<Allowance> allowance(Organization organization, Priority priority) {
        return Optional.ofNullable(sources.get(organization.source()))
                .flatMap(source -> source.allowance(organization.organizationId(), priority));
    }

    /** What this kind of work may ask of the product that a job reads. */
    Optional<Allowance> allowance(JobDefinition job, String organizationId, Priority priority) {
        return source(job).allowance(organizationId, job.source().api(), priority);
    }

    /** Whether calls of this job count apart from the organization's other calls. */
    boolean countsApart(JobDefinition job) {
        return source(job).countsApart(job.source().api());
    }

    /** The jobs that ask for the same calls, this job included. */
    List<JobDefinition> sharingCalls(JobDefinition job) {
        return jobs.all().stream()
                .filter(other -> calls(other).equals(calls(job)))
                .toList();
    }

    private String calls(JobDefinition job) {
        return job.source().integration()
                + (countsApart(job) ? " " + job.source().api() : "");
    }

    /** The jobs whose complete documents are the same as this job's, this job included. */
    List<String> sharingDocuments(JobDefinition job) {
        return jobs.all().stream()
                .filter(other -> documents(other).equals(documents(job)))
                .map(JobDefinition::name)
                .toList();
    }

    /** The kinds of row to be marked when records of this job are deleted: all that show the same records. */
    Removal removal(JobDefinition job) {
        List<String> sharing = sharingDocuments(job);
        Set<String> same = jobs.all().stream()
                .filter(other -> sharing.contains(other.name()))
                .map(other -> other.source().translation())
                .collect(Collectors.toSet());
        Set<String> names = new TreeSet<>();
        Kinds sides = Kinds.NONE;
        for (JobDefinition other : jobs.all()) {
            Translation side = translation(other);
            if (sharing.contains(other.name())
                    || side.sideOf().filter(same::contains).isPresent()) {
                names.add(other.name());
                sides = sides.plus(side.kinds());
            }
        }
        return new Removal(translation(job).kinds(), sides, List.copyOf(names));
    }

    private static List<Object> documents(JobDefinition job) {
        return job.details() == null
                ? List.of(job.name())
                : List.of(
                        job.source().integration(),
                        job.source().api(),
                        job.details().path());
    }

    /** The run together with what its job file names. */
    JobRun of(JobDefinition job, Run run) {
        return new JobRun(
                job, run, source(job), translation(job), removal(job), Set.copyOf(sharingDocuments(job)), null);
    }

    /** The kinds of row by whose natural keys people name records of this job: its own, and those of its other side. */
    Set<Class<? extends TdsRow>> namedBy(JobDefinition job) {
        Translation translation = translation(job);
        Set<Class<? extends TdsRow>> kinds = new LinkedHashSet<>(translation.rows());
        translation.sideOf().map(translations::get).ifPresent(side -> kinds.addAll(side.rows()));
        return kinds;
    }

    Source source(JobDefinition job) {
        return Objects.requireNonNull(sources.get(job.source().integration()));
    }

    Translation translation(JobDefinition job) {
        return Objects.requireNonNull(translations.get(job.source().translation()));
    }
}
