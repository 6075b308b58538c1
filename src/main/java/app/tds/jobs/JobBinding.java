package app.tds.jobs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.PropertySource;

/** A job's file over the defaults, as a definition or as problems: at most one for each key. */
class JobBinding {

    private final JobFile file;
    private final JobFile defaults;
    private final Map<String, String> problems = new LinkedHashMap<>();

    JobBinding(JobFile file, JobFile defaults) {
        this.file = file;
        this.defaults = defaults;
    }

    List<String> problems() {
        return List.copyOf(problems.values());
    }

    Optional<JobDefinition> definition() {
        JobFacts.required().forEach(this::require);
        var bound = bind();
        if (problems.isEmpty() && bound != null) {
            JobRules.broken(bound, file.fileName()).forEach(this::problem);
        }
        return problems.isEmpty() ? Optional.ofNullable(bound) : Optional.empty();
    }

    private void require(String key) {
        var value = holder(key).value(key);
        if (!holder(key).has(key)) {
            problem(key, "is missing");
        } else if (String.valueOf(value).isBlank()) {
            problem(key, "must not be blank");
        } else if (JobFacts.misread(key, value)) {
            problem(key, "\"" + value + "\" " + JobFacts.expectation(key));
        }
    }

    // Sources are asked in order and maps are merged, so a job needs to say only what is different.
    private @Nullable JobDefinition bind() {
        var sources = List.<PropertySource<?>>of(file.properties(), defaults.properties());
        return new Binder(ConfigurationPropertySources.from(sources))
                .bind("", Bindable.of(JobDefinition.class), new Collecting())
                .map(JobBinding::withoutEmptyParameters)
                .orElse(null);
    }

    private static JobDefinition withoutEmptyParameters(JobDefinition it) {
        var parameters = new LinkedHashMap<String, String>();
        var source = it.source();
        if (source == null) {
            return it;
        }
        listed(source.parameters()).forEach((name, value) -> {
            if (!value.isBlank()) {
                parameters.put(name, value);
            }
        });
        var listing = new JobDefinition.Listing(
                source.integration(),
                source.api(),
                source.path(),
                source.records(),
                source.key(),
                source.translation(),
                source.pageSize(),
                source.pages(),
                Map.copyOf(parameters),
                source.incremental(),
                listed(source.watch()),
                listed(source.ignore()),
                source.range(),
                source.scope());
        return new JobDefinition(
                it.name(),
                listing,
                it.schedule(),
                it.limits(),
                it.freshness(),
                it.priority(),
                it.details(),
                it.webhook(),
                it.needs());
    }

    private static List<String> listed(@Nullable List<String> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    private static Map<String, String> listed(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }

    private JobFile holder(String key) {
        return file.has(key) || !defaults.has(key) ? file : defaults;
    }

    private void problem(String key, String sentence) {
        problems.putIfAbsent(key, holder(key).label() + ": " + key + ": " + sentence);
    }

    /** Notes what cannot be converted and goes on. */
    private class Collecting extends AbstractBindHandler {

        @Override
        public @Nullable Object onFailure(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
            var key = name.toString();
            problem(key, "\"" + holder(key).value(key) + "\" " + JobFacts.expectation(key));
            return null;
        }
    }
}
