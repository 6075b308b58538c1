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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the sources of the jobs are to tell by themselves, and whether they do. */
@Component
public class Registrations {

    private static final String SECRETS = "TDS_WEBHOOKS_SECRETS_";

    private final JobDefinitions jobs;
    private final WebhookSettings settings;
    private final ProbeSender probes;
    private final Map<String, SourceWebhooks> webhooks;
    private final Map<String, WebhookRegistry> registries = new TreeMap<>();

    Registrations(
            JobDefinitions jobs,
            WebhookSettings settings,
            ProbeSender probes,
            List<SourceWebhooks> webhooks,
            List<Source> sources,
            List<WebhookRegistry> registries) {
        this.jobs = jobs;
        this.settings = settings;
        this.probes = probes;
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
     * @param job to whose address it was sent
     * @param well whether it is in the inbox
     * @param text how far it came and, if it is not well, what to do
     */
    public record Verified(String job, URI address, boolean well, String text) {}

    /** The configured organizations. */
    public Set<String> organizations() {
        return registries.keySet();
    }

    /** What has to be set before anything can be told to this application; empty if nothing has. */
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

    /** How each is at the source. */
    public List<Entry> list(String organizationId) {
        return registry(organizationId).look(organizationId, wanted(organizationId));
    }

    /** Has the source make what is missing and correct what differs. */
    public List<Entry> register(String organizationId) {
        return registry(organizationId).register(organizationId, wanted(organizationId));
    }

    /** Has the source forget what {@link #register} has made. */
    public List<Removal> remove(String organizationId) {
        WebhookRegistry registry = registry(organizationId);
        return registry.remove(
                organizationId,
                told(registry).map(job -> job.source().api()).distinct().toList());
    }

    /** What a person does to make one without {@link #register}. */
    public List<String> byHand(String organizationId, Wanted wanted) {
        return registry(organizationId).byHand(wanted);
    }

    /** What the connection lacks for {@link #register}, as far as that is known. */
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

    /** The jobs of whose records an integration tells. */
    private Stream<JobDefinition> told(WebhookRegistry registry) {
        return jobs.all().stream()
                .filter(job ->
                        job.webhook() != null && job.source().integration().equals(registry.name()));
    }

    private List<Wanted> wanted(String organizationId) {
        WebhookRegistry registry = registry(organizationId);
        Secret secret = Objects.requireNonNull(secret(organizationId));
        return told(registry)
                .flatMap(job -> Objects.requireNonNull(job.webhook()).modules().stream()
                        .map(module -> new Wanted(
                                job.name(),
                                job.source().api(),
                                module,
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

    /** Of two, the first: it is the one that takes the other's place. */
    private @Nullable Secret secret(String organizationId) {
        return settings.secrets().getOrDefault(organizationId, List.of()).stream()
                .findFirst()
                .orElse(null);
    }
}
