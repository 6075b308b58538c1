package app.tds.monitoring;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.monitoring.Successes.Key;
import app.tds.monitoring.Successes.Last;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunStarted;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The age of what each job last brought, as a gauge, and as health: out of service while anything is stale. */
@Component("freshness")
class Freshness implements HealthIndicator {

    private final JobDefinitions jobs;
    private final Successes successes;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Set<Key> registered = ConcurrentHashMap.newKeySet();

    Freshness(JobDefinitions jobs, Successes successes, MeterRegistry meters, Clock clock) {
        this.jobs = jobs;
        this.successes = successes;
        this.meters = meters;
        this.clock = clock;
    }

    @EventListener({ApplicationReadyEvent.class, RunStarted.class, RunFinished.class})
    void measure() {
        successes.refresh();
        successes.all().keySet().stream()
                .filter(it -> jobs.find(it.job()).isPresent())
                .filter(registered::add)
                .forEach(this::register);
    }

    private void register(Key key) {
        Gauge.builder("tds.freshness", () -> seconds(key))
                .description("Age of the last success")
                .tags("job", key.job(), "organization", key.organizationId())
                .baseUnit("seconds")
                .register(meters);
    }

    private double seconds(Key key) {
        return Optional.ofNullable(successes.all().get(key))
                .map(it -> it.age(clock.instant()).toMillis() / 1000.0)
                .orElse(Double.NaN);
    }

    @Override
    public Health health() {
        var stale = new TreeMap<String, Object>();
        successes
                .all()
                .forEach((key, last) -> jobs.find(key.job())
                        .filter(job -> isStale(job, last))
                        .ifPresent(job -> stale.put(key.job() + " of " + key.organizationId(), sentence(job, last))));
        return stale.isEmpty()
                ? Health.up().build()
                : Health.outOfService().withDetail("stale", stale).build();
    }

    private boolean isStale(JobDefinition job, Last last) {
        return last.age(clock.instant()).compareTo(job.freshness()) > 0;
    }

    private static String sentence(JobDefinition job, Last last) {
        return (last.succeeded() == null
                        ? "never succeeded since " + last.since()
                        : "last succeeded " + last.succeeded())
                + ", expected every " + job.freshness();
    }
}
