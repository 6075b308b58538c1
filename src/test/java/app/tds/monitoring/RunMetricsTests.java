package app.tds.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.AskedBy;
import app.tds.pipeline.DocumentCounts;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunCounts;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RunMetricsTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RunMetrics metrics = new RunMetrics(meters);

    @Test
    void everyCounterBeginsAtZeroAndOneJobHasFewOfThem() {
        metrics.beginAtZero("10", "invoices");
        metrics.beginAtZero("10", "invoices");

        assertThat(runs("full", "failed")).isZero();
        assertThat(runs("other", "parked")).isZero();
        assertThat(records("deleted")).isZero();
        assertThat(meters.get("tds.run").timer().count()).isZero();
        assertThat(meters.getMeters())
                // Buckets, which are series of the timer elsewhere.
                .filteredOn(meter -> meter.getId().getType() != Meter.Type.GAUGE)
                .allSatisfy(meter -> assertThat(meter.getId().getDescription()).isNotBlank());
        assertThat(counters()).isEqualTo(5 * 4 + 6 + 1);
        metrics.on(finished(run(1), Outcome.FAILED, RunCounts.NONE));
        assertThat(runs("full", "failed")).isOne();
        assertThat(counters()).isEqualTo(5 * 4 + 6 + 1);
    }

    @Test
    void whatARunDidIsCountedByResult() {
        metrics.on(finished(run(1), Outcome.COMPLETED, new RunCounts(100, 1, 2, 90, 3, 4, 5, 6, 7)));
        metrics.on(finished(run(2), Outcome.COMPLETED, new RunCounts(10, 10, 0, 0, 0, 0, 0, 1, 1)));

        assertThat(records("inserted")).isEqualTo(11);
        assertThat(records("updated")).isEqualTo(2);
        assertThat(records("unchanged")).isEqualTo(90);
        assertThat(records("duplicates")).isEqualTo(3);
        assertThat(records("quarantined")).isEqualTo(4);
        assertThat(records("deleted")).isEqualTo(5);
        assertThat(counter("tds.run.calls")).isEqualTo(8);
        assertThat(runs("completed")).isEqualTo(2);
        assertThat(meters.get("tds.run").timer().totalTime(TimeUnit.SECONDS)).isEqualTo(60);
    }

    @Test
    void aResumedRunIsNotCountedTwice() {
        metrics.on(finished(run(1), Outcome.FAILED, new RunCounts(10, 10, 0, 0, 0, 0, 0, 3, 4)));
        metrics.on(finished(run(1), Outcome.STOPPED, new RunCounts(15, 15, 0, 0, 0, 0, 0, 4, 5)));
        metrics.on(finished(run(1), Outcome.COMPLETED, new RunCounts(25, 25, 0, 0, 0, 0, 0, 7, 8)));

        assertThat(records("inserted")).isEqualTo(25);
        assertThat(counter("tds.run.calls")).isEqualTo(8);
        assertThat(runs("failed")).isEqualTo(1);
        assertThat(runs("stopped")).isEqualTo(1);
        assertThat(runs("completed")).isEqualTo(1);
    }

    private long counters() {
        return meters.getMeters().stream()
                .filter(meter -> meter.getId().getType() == Meter.Type.COUNTER)
                .count();
    }

    private double records(String result) {
        return meters.get("tds.records")
                .tags("entity", "invoices", "organization", "10", "result", result)
                .counter()
                .count();
    }

    private double runs(String outcome) {
        return runs("full", outcome);
    }

    private double runs(String mode, String outcome) {
        return meters.get("tds.runs")
                .tags("entity", "invoices", "organization", "10", "mode", mode, "outcome", outcome)
                .counter()
                .count();
    }

    private double counter(String name) {
        return meters.get(name)
                .tags("entity", "invoices", "organization", "10")
                .counter()
                .count();
    }

    private static Run run(long id) {
        return new Run(id, "invoices", "10", RunMode.FULL, Selection.NONE, AskedBy.person("test"), NOON, null, NOON);
    }

    private static RunFinished finished(Run run, Outcome outcome, RunCounts counts) {
        return new RunFinished(
                run,
                outcome,
                counts,
                DocumentCounts.NONE,
                0,
                Duration.ofSeconds(30),
                null,
                outcome == Outcome.COMPLETED ? null : "Zoho did not answer",
                null);
    }
}
