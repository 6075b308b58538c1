package app.tds.webhook;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Counts refused deliveries and remembers a few of them. A sender who is refused too often is told no reason. */
@Component
class RefusedDeliveries {

    static final int KEPT = 5;
    private static final int TOO_OFTEN = 429;
    private static final Logger log = LoggerFactory.getLogger(RefusedDeliveries.class);

    private final Map<Refusal, Deque<Sample>> samples = new EnumMap<>(Refusal.class);
    private final RequestRate rate;
    private final RequestRate looks;
    private final WebhookSettings settings;
    private final JobDefinitions jobs;
    private final DeliveryCounts counts;
    private final DeliveryMeters meters;
    private final Clock clock;

    RefusedDeliveries(
            WebhookSettings settings, JobDefinitions jobs, DeliveryCounts counts, DeliveryMeters meters, Clock clock) {
        this.settings = settings;
        this.jobs = jobs;
        this.counts = counts;
        this.rate = new RequestRate(settings.refusedPerMinute(), clock);
        this.looks = new RequestRate(KEPT, clock);
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * The facts of a refused delivery that may be shown: nothing of its content.
     *
     * @param at when the delivery came
     * @param reason why it was refused
     * @param remote the address of the sender
     * @param request method, path and the names of the query's parameters
     * @param contentType as it was sent
     * @param length of the body as announced, -1 if it was not
     * @param signature its first characters and its length
     */
    record Sample(
            Instant at,
            Refusal reason,
            String remote,
            String request,
            String contentType,
            long length,
            String signature) {}

    /** Notes a refusal. @return the status of the answer */
    int refuse(Refusal reason, Address address, HttpServletRequest request, @Nullable String signature) {
        meters.refused(reason);
        counts.refused(organization(address), job(address), reason);
        boolean genuine = reason == Refusal.TOO_MANY || reason == Refusal.NOT_STORED;
        boolean often = !genuine && !rate.take(request.getRemoteAddr());
        if (looks.take(reason.label())) {
            remember(sample(reason, request, signature));
        }
        return often ? TOO_OFTEN : reason.status();
    }

    /** The organization in the address, if a secret is configured for it; else empty. */
    private String organization(Address address) {
        Set<String> known = settings.secrets().keySet();
        String named = address.organizationId();
        if (named == null) {
            return known.size() == 1 ? known.iterator().next() : "";
        }
        return known.contains(named) ? named : "";
    }

    /** The job of the address; empty if there is none. */
    private String job(Address address) {
        return jobs.all().stream()
                .filter(job -> job.source().integration().equals(address.integration()))
                .filter(job -> job.webhook() != null && job.webhook().path().equals(address.path()))
                .map(JobDefinition::name)
                .findFirst()
                .orElse("");
    }

    private void remember(Sample sample) {
        log.warn(
                "refused a delivery, {}: {} from {}, {} of {} bytes, signature {}",
                sample.reason().label(),
                sample.request(),
                sample.remote(),
                sample.contentType(),
                sample.length(),
                sample.signature());
        synchronized (samples) {
            Deque<Sample> kept = samples.computeIfAbsent(sample.reason(), reason -> new ArrayDeque<>());
            if (kept.size() == KEPT) {
                kept.removeFirst();
            }
            kept.addLast(sample);
        }
    }

    /** The last few refusals for each reason. */
    List<Sample> samples() {
        synchronized (samples) {
            List<Sample> all = new ArrayList<>();
            samples.values().forEach(all::addAll);
            return all;
        }
    }

    private Sample sample(Refusal reason, HttpServletRequest request, @Nullable String signature) {
        String query = Objects.requireNonNullElse(request.getQueryString(), "").replaceAll("=[^&]*", "=…");
        return new Sample(
                clock.instant(),
                reason,
                request.getRemoteAddr(),
                harmless(request.getMethod() + " " + request.getRequestURI() + (query.isEmpty() ? "" : "?" + query)),
                harmless(Objects.requireNonNullElse(request.getContentType(), "no type")),
                request.getContentLengthLong(),
                signature == null
                        ? "none"
                        : harmless(signature.substring(0, Math.min(4, signature.length()))) + "… of "
                                + signature.length());
    }

    /** Keeps characters out that could forge a line of the log. */
    private static String harmless(String text) {
        String shown = text.length() > 200 ? text.substring(0, 200) + "…" : text;
        return shown.replaceAll("[^A-Za-z0-9 ./_?&=…;-]", "?");
    }
}
