package app.tds.monitoring;

import app.tds.Repeated;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunStarted;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Until when each job has seen what changed, as gauges; every process says the same. */
@Component
class JobGauges implements Repeated {

    private final JobStatuses statuses;
    private final MultiGauge completeThrough;
    private final MultiGauge lastSuccess;
    private final MultiGauge scheduledSince;
    private final MultiGauge limit;

    JobGauges(JobStatuses statuses, MeterRegistry meters) {
        this.statuses = statuses;
        this.completeThrough = gauge(
                meters, "complete.through.timestamp", "Everything modified until then is mirrored or in quarantine");
        this.lastSuccess = gauge(meters, "last.success.timestamp", "When a full or delta run last completed");
        this.scheduledSince = gauge(meters, "scheduled.since.timestamp", "When the job was first due or asked for");
        this.limit = gauge(meters, "freshness.limit", "How old what is mirrored may be");
    }

    private static MultiGauge gauge(MeterRegistry meters, String name, String description) {
        return MultiGauge.builder("tds.job." + name)
                .description(description)
                .baseUnit("seconds")
                .register(meters);
    }

    @Override
    public String subject() {
        return "The gauges of jobs";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(15);
    }

    /** So that what other processes do is seen as well. */
    @Override
    public void round() {
        measure();
    }

    @EventListener({ApplicationReadyEvent.class, RunStarted.class, RunFinished.class})
    synchronized void measure() {
        List<JobStatus> all = statuses.ages();
        show(completeThrough, all, it -> it.kept().seenUntil());
        show(lastSuccess, all, it -> it.kept().succeeded());
        show(scheduledSince, all, it -> it.kept().scheduledSince());
        limit.register(
                all.stream()
                        .map(it -> Row.of(tags(it), it.job().freshness().toSeconds()))
                        .toList(),
                true);
    }

    /** What is not known is not there. */
    private static void show(MultiGauge gauge, List<JobStatus> all, Function<JobStatus, @Nullable Instant> time) {
        gauge.register(
                all.stream()
                        .filter(it -> time.apply(it) != null)
                        .map(it -> Row.of(tags(it), seconds(time.apply(it))))
                        .toList(),
                true);
    }

    private static double seconds(@Nullable Instant instant) {
        return instant == null ? Double.NaN : instant.toEpochMilli() / 1000.0;
    }

    private static Tags tags(JobStatus status) {
        return Tags.of(
                "organization",
                status.organization().organizationId(),
                "entity",
                status.job().name());
    }
}
