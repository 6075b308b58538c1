package app.tds.jobs;

import app.tds.InvalidConfiguration;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads job files, fills in defaults and reports every problem of every file at once. */
class JobDefinitionReader {

    private static final String DEFAULTS = "_defaults.yaml";

    private final String location;
    private final String shown;
    private final Set<String> problems = new LinkedHashSet<>();

    /** Reads a folder: {@code classpath:jobs/}, {@code file:/etc/tds/jobs/} or a plain path. */
    JobDefinitionReader(String location) {
        this.location = folder(location);
        this.shown = this.location.substring(this.location.indexOf(':') + 1);
    }

    static String folder(String location) {
        var folder = location.endsWith("/") ? location : location + "/";
        return folder.matches("[a-z*]{2,}:.*") ? folder : "file:" + folder;
    }

    /**
     * What was found.
     *
     * @param definitions of the files without problems
     * @param problems one sentence each
     */
    record Reading(List<JobDefinition> definitions, List<String> problems) {

        JobDefinitions orRefuse() {
            if (!problems.isEmpty()) {
                throw new InvalidConfiguration(problems);
            }
            return new JobDefinitions(definitions);
        }
    }

    /** The files of this location. Files that come with the application are read once. */
    static Reading reading(String location) {
        return folder(location).equals(JobNames.PACKED) ? Packed.READING : new JobDefinitionReader(location).read();
    }

    /** Packed files are the same for as long as the process lives. */
    private static final class Packed {

        static final Reading READING = new JobDefinitionReader(JobNames.PACKED).read();
    }

    Reading read() {
        problems.clear();
        var resources = resources();
        var defaults = resources.stream()
                .filter(it -> DEFAULTS.equals(it.getFilename()))
                .findFirst()
                .flatMap(this::load)
                .orElseGet(() -> new JobFile(shown + DEFAULTS, Map.of()));
        if (defaults.has("name")) {
            problem(defaults.label(), "name", "belongs into the file of a job");
        }
        var definitions = new ArrayList<JobDefinition>();
        var names = new HashSet<String>();
        for (var resource : resources) {
            if (!DEFAULTS.equals(resource.getFilename())) {
                load(resource).flatMap(file -> bind(file, defaults)).ifPresent(definition -> {
                    if (!names.add(definition.name())) {
                        problem(label(resource), "name", '"' + definition.name() + "\" is used by another file, too");
                    }
                    definitions.add(definition);
                });
            }
        }
        if (resources.stream().allMatch(it -> DEFAULTS.equals(it.getFilename()))) {
            problems.add(shown + ": holds no job file (*.yaml): set tds.jobs.location to the folder with the jobs");
        }
        webhooks(definitions);
        return new Reading(List.copyOf(definitions), List.copyOf(problems));
    }

    /** What one file says of another's job. */
    private void webhooks(List<JobDefinition> definitions) {
        var paths = new HashSet<String>();
        for (var job : definitions) {
            var webhook = job.webhook();
            if (webhook != null && !paths.add(webhook.path())) {
                problem(
                        shown + job.name() + ".yaml",
                        "webhook.path",
                        '"' + webhook.path() + "\" is used by another file, too");
            }
            if (webhook != null
                    && webhook.moves() != null
                    && definitions.stream().noneMatch(it -> it.name().equals(webhook.moves()))) {
                problem(shown + job.name() + ".yaml", "webhook.moves", "there is no job \"" + webhook.moves() + '"');
            }
        }
    }

    private List<Resource> resources() {
        try {
            var resolver = new PathMatchingResourcePatternResolver();
            for (var other : resolver.getResources(location + "*.yml")) {
                problems.add(label(other) + ": is not read: rename it to end in .yaml");
            }
            return Arrays.stream(resolver.getResources(location + "*.yaml"))
                    .filter(it -> !FileBesideJobs.NAMES.contains(it.getFilename()))
                    .sorted(Comparator.comparing(it -> String.valueOf(it.getFilename())))
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            problems.add(shown + ": cannot be listed: " + e.getMessage());
            return List.of();
        }
    }

    private Optional<JobFile> load(Resource resource) {
        try {
            var file = JobFile.read(label(resource), resource);
            file.keys().stream().filter(key -> !JobFacts.known(key)).forEach(key -> unknown(file, key));
            return Optional.of(file);
        } catch (YAMLException | IllegalStateException | IOException e) {
            problems.add(label(resource) + ": " + JobFile.unreadable(e));
            return Optional.empty();
        }
    }

    private void unknown(JobFile file, String key) {
        var below = JobFacts.below(key);
        problem(
                file.label(),
                key,
                below.isEmpty() ? "is not a key of a job" : "needs keys below it: " + String.join(", ", below));
    }

    private Optional<JobDefinition> bind(JobFile file, JobFile defaults) {
        var binding = new JobBinding(file, defaults);
        var definition = binding.definition();
        problems.addAll(binding.problems());
        return definition;
    }

    private void problem(String label, String key, String sentence) {
        problems.add(label + ": " + key + ": " + sentence);
    }

    private String label(Resource resource) {
        return shown + resource.getFilename();
    }
}
