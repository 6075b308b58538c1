package app.tds.monitoring;

import app.tds.pipeline.Run;
import app.tds.pipeline.RunCounts;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunStarted;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Counts what runs do. */
@Component
class RunMetrics {

    private final MeterRegistry meters;
    private final Set<Long> live = ConcurrentHashMap.newKeySet();
    private final Map<Long, RunCounts> counted = new ConcurrentHashMap<>();

    RunMetrics(MeterRegistry meters) {
        this.meters = meters;
        meters.gaugeCollectionSize("tds.run.live", Tags.empty(), live);
    }

    @EventListener
    void on(RunStarted event) {
        live.add(event.run().id());
    }

    @EventListener
    void on(RunFinished event) {
        var run = event.run();
        live.remove(run.id());
        var tags = tags(run);
        var ended = tags.and("mode", lower(run.mode()), "outcome", lower(event.outcome()));
        meters.counter("tds.runs", ended).increment();
        meters.timer("tds.run.time", ended).record(event.took());
        count(tags, countedBefore(event), event.counts());
    }

    // A resumed run brings the counts of all its executions; what was counted when it stopped is not counted again.
    private RunCounts countedBefore(RunFinished event) {
        var id = event.run().id();
        var before = event.outcome() == Outcome.COMPLETED ? counted.remove(id) : counted.put(id, event.counts());
        return before == null ? RunCounts.NONE : before;
    }

    private void count(Tags tags, RunCounts before, RunCounts now) {
        records(tags, "inserted", now.inserted() - before.inserted());
        records(tags, "updated", now.updated() - before.updated());
        records(tags, "unchanged", now.unchanged() - before.unchanged());
        records(tags, "duplicates", now.duplicates() - before.duplicates());
        records(tags, "quarantined", now.quarantined() - before.quarantined());
        records(tags, "deleted", now.deleted() - before.deleted());
        meters.counter("tds.run.pages", tags).increment(now.pages() - before.pages());
        meters.counter("tds.run.calls", tags).increment(now.calls() - before.calls());
    }

    private void records(Tags tags, String result, long count) {
        meters.counter("tds.run.records", tags.and("result", result)).increment(count);
    }

    private static Tags tags(Run run) {
        return Tags.of("job", run.job(), "organization", run.organizationId());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
