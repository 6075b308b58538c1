package app.tds.monitoring;

import app.tds.pipeline.Run;
import app.tds.pipeline.RunCounts;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Counts what the runs of this process do. Every counter is there from the start, at 0. */
@Component
class RunMetrics {

    private static final Duration[] BUCKETS =
            Stream.of(1, 5, 15, 60, 300, 900, 3600).map(Duration::ofSeconds).toArray(Duration[]::new);

    /** The modes that read records from the source, and one word for all others: each has a series for every outcome. */
    private static final List<String> MODES =
            Stream.of(RunMode.values()).map(RunMetrics::word).distinct().toList();

    private final MeterRegistry meters;
    private final Map<Long, RunCounts> counted = new ConcurrentHashMap<>();

    RunMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** An increase can only be seen of what was there before. */
    void beginAtZero(String organizationId, String job) {
        Tags tags = tags(organizationId, job);
        for (String mode : MODES) {
            for (Outcome outcome : Outcome.values()) {
                if (outcome != Outcome.ABANDONED) {
                    runs(tags, mode, outcome);
                }
            }
        }
        time(tags);
        count(tags, RunCounts.NONE, RunCounts.NONE);
    }

    @EventListener
    void on(RunFinished event) {
        Run run = event.run();
        Tags tags = tags(run.organizationId(), run.job());
        runs(tags, word(run.mode()), event.outcome()).increment();
        time(tags).record(event.took());
        count(tags, countedBefore(event), event.counts());
    }

    private Counter runs(Tags tags, String mode, Outcome outcome) {
        return Counter.builder("tds.runs")
                .description("Runs that ended, however")
                .tags(tags.and("mode", mode, "outcome", lower(outcome)))
                .register(meters);
    }

    private Timer time(Tags tags) {
        return Timer.builder("tds.run")
                .description("How long runs took from their first begin to their end")
                .serviceLevelObjectives(BUCKETS)
                .tags(tags)
                .register(meters);
    }

    // A resumed run brings the counts of all its executions; what was counted when it stopped is not counted again.
    private RunCounts countedBefore(RunFinished event) {
        long id = event.run().id();
        RunCounts before = event.outcome() == Outcome.COMPLETED ? counted.remove(id) : counted.put(id, event.counts());
        return before == null ? RunCounts.NONE : before;
    }

    private void count(Tags tags, RunCounts before, RunCounts now) {
        records(tags, "inserted", now.inserted() - before.inserted());
        records(tags, "updated", now.updated() - before.updated());
        records(tags, "unchanged", now.unchanged() - before.unchanged());
        records(tags, "duplicates", now.duplicates() - before.duplicates());
        records(tags, "quarantined", now.quarantined() - before.quarantined());
        records(tags, "deleted", now.deleted() - before.deleted());
        Counter.builder("tds.run.calls")
                .description("Requests that runs made to the source, repeats included")
                .tags(tags)
                .register(meters)
                .increment(now.calls() - before.calls());
    }

    private void records(Tags tags, String result, long count) {
        Counter.builder("tds.records")
                .description("Records that runs read, by what became of them, and rows marked as deleted")
                .tags(tags.and("result", result))
                .register(meters)
                .increment(count);
    }

    private static Tags tags(String organizationId, String job) {
        return Tags.of("organization", organizationId, "entity", job);
    }

    private static String word(RunMode mode) {
        return switch (mode) {
            case FULL, DELTA, BY_ID, RANGE -> lower(mode);
            default -> "other";
        };
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
