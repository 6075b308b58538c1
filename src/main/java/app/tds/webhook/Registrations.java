package app.tds.webhook;

import app.tds.Secret;
import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.source.Source;
import app.tds.source.SourceFailure;
import app.tds.source.SourceWebhooks;
import app.tds.source.WebhookRegistry;
import app.tds.source.WebhookRegistry.Entry;
import app.tds.source.WebhookRegistry.Removal;
import app.tds.source.WebhookRegistry.Wanted;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The webhooks that the jobs want at their sources, and whether they are there. */
@Component
public class Registrations {

    private static final String SECRETS = "TDS_WEBHOOKS_SECRETS_";

    private final JobDefinitions jobs;
    private final WebhookSettings settings;
    private final ProbeSender probes;
    private final Channels channels;
    private final Map<String, SourceWebhooks> webhooks;
    private final Map<String, WebhookRegistry> registries = new TreeMap<>();

    Registrations(
            JobDefinitions jobs,
            WebhookSettings settings,
            ProbeSender probes,
            Channels channels,
            List<SourceWebhooks> webhooks,
            List<Source> sources,
            List<WebhookRegistry> registries) {
        this.jobs = jobs;
        this.settings = settings;
        this.probes = probes;
        this.channels = channels;
        this.webhooks = webhooks.stream().collect(Collectors.toMap(SourceWebhooks::name, Function.identity()));
        for (WebhookRegistry registry : registries) {
            sources.stream()
                    .filter(source -> source.name().equals(registry.name()))
                    .flatMap(source -> source.organizationIds().stream())
                    .forEach(organization -> this.registries.put(organization, registry));
        }
    }

    /**
     * What became of a probe.
     *
     * @param job the job to whose address the probe was sent
     * @param well whether the probe is in the inbox
     * @param text how far the probe came and, if not well, what to do
     */
    public record Verified(String job, URI address, boolean well, String text) {}

    /** The configured organizations. */
    public Set<String> organizations() {
        return registries.keySet();
    }

    /** The settings that are missing for webhooks; empty if none is. */
    public Optional<String> obstacle(String organizationId) {
        if (!registries.containsKey(organizationId)) {
            return Optional.of("It is not one of the configured organizations");
        }
        if (secret(organizationId) == null) {
            return Optional.of("There is no secret that its webhooks are signed with: set " + SECRETS + organizationId
                    + " to 12 to 50 letters and digits, such as of: openssl rand -hex 20");
        }
        try {
            registry(organizationId).publicUrl(organizationId);
            return Optional.empty();
        } catch (SourceFailure.Refused refused) {
            return Optional.ofNullable(refused.getMessage());
        }
    }

    /** The state of each webhook at the source. */
    public List<Entry> list(String organizationId) {
        return list(organizationId, wanted -> true);
    }

    /** The state of some of them. */
    List<Entry> list(String organizationId, Predicate<Wanted> some) {
        return registry(organizationId)
                .look(
                        organizationId,
                        wanted(organizationId).stream().filter(some).toList());
    }

    /** Makes missing webhooks at the source, and corrects those that differ. */
    public List<Entry> register(String organizationId) {
        return renew(organizationId, wanted(organizationId));
    }

    /** Registers these once more; those that end by themselves are kept in mind, so that they do not. */
    List<Entry> renew(String organizationId, List<Wanted> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<Entry> entries = registry(organizationId).register(organizationId, wanted);
        entries.forEach(entry -> channels.keep(organizationId, entry));
        return entries;
    }

    /** Deletes the webhooks at the source that {@link #register} has made. */
    public List<Removal> remove(String organizationId) {
        WebhookRegistry registry = registry(organizationId);
        channels.forget(organizationId);
        return registry.remove(
                organizationId,
                told(registry).map(job -> job.source().api()).distinct().toList());
    }

    /** What a person does to make a webhook without {@link #register}. */
    public List<String> byHand(String organizationId, Wanted wanted) {
        return registry(organizationId).byHand(wanted);
    }

    /** The scopes that the connection lacks for {@link #register}, as far as known. */
    public Set<String> missingRights(String organizationId) {
        return registry(organizationId).missingRights(organizationId, wanted(organizationId));
    }

    /** Sends a probe to each address. */
    public List<Verified> verify(String organizationId) {
        WebhookRegistry registry = registry(organizationId);
        Secret secret = Objects.requireNonNull(secret(organizationId));
        SourceWebhooks integration = Objects.requireNonNull(webhooks.get(registry.name()));
        return told(registry)
                .map(job -> {
                    URI address = address(registry, organizationId, job);
                    ProbeSender.Way way =
                            probes.send(integration, address, organizationId, secret, SECRETS + organizationId);
                    return new Verified(job.name(), address, way.well(), way.text());
                })
                .toList();
    }

    private WebhookRegistry registry(String organizationId) {
        return Objects.requireNonNull(registries.get(organizationId), organizationId);
    }

    /** The jobs that have webhooks at this integration. */
    private Stream<JobDefinition> told(WebhookRegistry registry) {
        return jobs.all().stream()
                .filter(job ->
                        job.webhook() != null && job.source().integration().equals(registry.name()));
    }

    private List<Wanted> wanted(String organizationId) {
        WebhookRegistry registry = registry(organizationId);
        Secret secret = Objects.requireNonNull(secret(organizationId));
        return told(registry)
                .flatMap(job -> Objects.requireNonNull(job.webhook()).modules().entrySet().stream()
                        .map(module -> new Wanted(
                                job.name(),
                                job.source().api(),
                                module.getKey(),
                                module.getValue(),
                                address(registry, organizationId, job),
                                URI.create(address(registry, organizationId, job) + "?" + Filing.DELETION),
                                secret,
                                SECRETS + organizationId)))
                .toList();
    }

    private static URI address(WebhookRegistry registry, String organizationId, JobDefinition job) {
        return URI.create(registry.publicUrl(organizationId) + "/api/v1/tds/webhooks/" + registry.name() + "/"
                + organizationId + "/" + Objects.requireNonNull(job.webhook()).path());
    }

    /** The first of two secrets: the new one, which takes the place of the old one. */
    private @Nullable Secret secret(String organizationId) {
        return settings.secrets().getOrDefault(organizationId, List.of()).stream()
                .findFirst()
                .orElse(null);
    }
}
