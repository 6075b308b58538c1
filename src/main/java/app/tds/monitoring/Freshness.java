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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
public class Freshness implements HealthIndicator {

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

    /**
     * A job of an organization whose last success is too long ago.
     *
     * @param sentence since when, and what was expected
     */
    public record Stale(String job, String organization, String sentence) {}

    /** Everything that is not as fresh as its job file wants it, by job and organization. */
    public List<Stale> stale() {
        var stale = new ArrayList<Stale>();
        successes
                .all()
                .forEach((key, last) -> jobs.find(key.job())
                        .filter(job -> isStale(job, last))
                        .ifPresent(job -> stale.add(new Stale(key.job(), key.organizationId(), sentence(job, last)))));
        stale.sort(Comparator.comparing(Stale::job).thenComparing(Stale::organization));
        return stale;
    }

    /** When a job last succeeded for an organization; empty if it never did. */
    public Optional<Instant> succeeded(String job, String organizationId) {
        return Optional.ofNullable(successes.all().get(new Key(job, organizationId)))
                .map(Last::succeeded);
    }

    @Override
    public Health health() {
        var stale = new TreeMap<String, Object>();
        stale().forEach(it -> stale.put(it.job() + " of " + it.organization(), it.sentence()));
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
