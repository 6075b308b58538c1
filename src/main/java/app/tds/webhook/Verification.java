package app.tds.webhook;

import app.tds.Secret;
import app.tds.jobs.JobDefinitions;
import app.tds.source.Source;
import app.tds.source.SourceWebhooks;
import app.tds.source.WebhookDelivery;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells genuine deliveries from all others, with nothing but the request and the configuration. */
@Component
class Verification {

    private final WebhookSettings settings;
    private final Map<String, Source> sources;
    private final JobDefinitions jobs;

    Verification(WebhookSettings settings, List<Source> sources, JobDefinitions jobs) {
        this.jobs = jobs;
        this.settings = settings;
        this.sources = sources.stream().collect(Collectors.toMap(Source::name, source -> source));
    }

    /** The result for a delivery: genuine, or why not. */
    sealed interface Verdict {}

    /**
     * The delivery is genuine.
     *
     * @param organizations the organizations whose secret fits the signature
     */
    record Genuine(Set<String> organizations) implements Verdict {}

    /** The delivery is not genuine. */
    record Forged(Refusal reason) implements Verdict {}

    /**
     * Why the body of a delivery need not be read; null if the body has to be read.
     *
     * @param local whether a program on this machine sent it
     */
    @Nullable
    Refusal beforeReading(SourceWebhooks webhooks, Address address, @Nullable String signature, boolean local) {
        if (signature == null) {
            return settings.unsigned() && local || provesInBody(webhooks, address) ? null : Refusal.NO_SIGNATURE;
        }
        return webhooks.isSignature(signature) ? null : Refusal.WRONG_SIGNATURE;
    }

    /**
     * Checks a delivery.
     *
     * @param local whether a program on this machine sent it
     */
    Verdict of(SourceWebhooks webhooks, WebhookDelivery delivery, Address address, boolean local) {
        String organizationId = address.organizationId();
        if (delivery.signature() == null && settings.unsigned() && local) {
            return new Genuine(unsigned(webhooks, organizationId));
        }
        if (delivery.signature() == null && !provesInBody(webhooks, address)) {
            return new Forged(Refusal.NO_SIGNATURE);
        }
        Set<String> signers = new TreeSet<>();
        boolean known = false;
        for (Map.Entry<String, List<Secret>> one : settings.secrets().entrySet()) {
            if (organizationId == null || organizationId.equals(one.getKey())) {
                known = true;
                for (Secret secret : one.getValue()) {
                    if (webhooks.isSignedWith(secret, delivery)) {
                        signers.add(one.getKey());
                    }
                }
            }
        }
        if (!known) {
            return new Forged(Refusal.NO_SECRET);
        }
        return signers.isEmpty() ? new Forged(Refusal.WRONG_SIGNATURE) : new Genuine(signers);
    }

    /** Whether what comes to this address carries no signature. */
    private boolean provesInBody(SourceWebhooks webhooks, Address address) {
        return jobs.all().stream()
                .filter(job -> job.webhook() != null && job.webhook().path().equals(address.path()))
                .anyMatch(job -> job.source().integration().equals(webhooks.name())
                        && webhooks.provesInBody(job.source().api()));
    }

    private Set<String> unsigned(SourceWebhooks webhooks, @Nullable String organizationId) {
        Source source = sources.get(webhooks.name());
        Set<String> configured = source == null ? Set.of() : source.organizationIds();
        return organizationId == null
                ? configured
                : configured.contains(organizationId) ? Set.of(organizationId) : Set.of();
    }
}
