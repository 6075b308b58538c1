package app.tds.webhook;

import app.tds.jobs.JobDefinitions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Counts what became of the webhooks that came to this process. Every counter is there from the start, at 0. */
@Component
class DeliveryMeters {

    private static final String PROBE = "probe";
    private static final String UNRECOGNIZED = "unrecognized";

    private static final Duration[] BUCKETS =
            Stream.of(1, 5, 15, 30, 60, 120, 600, 3600).map(Duration::ofSeconds).toArray(Duration[]::new);

    private final MeterRegistry meters;

    DeliveryMeters(WebhookSettings settings, JobDefinitions jobs, MeterRegistry meters) {
        this.meters = meters;
        Stream.of(Refusal.values()).forEach(this::counterOf);
        for (String organizationId : settings.secrets().keySet()) {
            timerOf(organizationId);
            Stream.concat(
                            Stream.of(PROBE, UNRECOGNIZED),
                            jobs.all().stream()
                                    .filter(job -> job.webhook() != null)
                                    .map(job -> job.name()))
                    .forEach(entity -> counterOf(organizationId, entity));
        }
    }

    void kept(InboxRow row) {
        counterOf(row.organizationId(), row.isProbe() ? PROBE : row.job().isEmpty() ? UNRECOGNIZED : row.job())
                .increment();
    }

    void refused(Refusal reason) {
        counterOf(reason).increment();
    }

    /**
     * Counts deliveries that are worked off now.
     *
     * @param times time from the arrival of each delivery until now
     */
    void workedOff(String organizationId, Collection<Duration> times) {
        times.forEach(timerOf(organizationId)::record);
    }

    private Counter counterOf(String organizationId, String entity) {
        return Counter.builder("tds.webhooks.kept")
                .description("Webhooks that were kept to be worked off")
                .tags("organization", organizationId, "entity", entity)
                .register(meters);
    }

    private Counter counterOf(Refusal reason) {
        return Counter.builder("tds.webhooks.refused")
                .description("Webhooks that were not taken")
                .tag("reason", reason.label())
                .register(meters);
    }

    private Timer timerOf(String organizationId) {
        return Timer.builder("tds.webhook")
                .description("How long webhooks took from their arrival to the row")
                .serviceLevelObjectives(BUCKETS)
                .tag("organization", organizationId)
                .register(meters);
    }
}
