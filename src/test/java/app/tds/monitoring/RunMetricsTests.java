package app.tds.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.AskedBy;
import app.tds.pipeline.DocumentCounts;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunCounts;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.RunStarted;
import app.tds.pipeline.Selection;
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
    void aRunIsLiveUntilItFinishes() {
        metrics.on(new RunStarted(run(1), false, RunCounts.NONE));
        metrics.on(new RunStarted(run(2), false, RunCounts.NONE));
        assertThat(live()).isEqualTo(2);

        metrics.on(finished(run(1), Outcome.COMPLETED, RunCounts.NONE));
        assertThat(live()).isEqualTo(1);
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
        assertThat(counter("tds.run.pages")).isEqualTo(7);
        assertThat(counter("tds.run.calls")).isEqualTo(8);
        assertThat(runs("completed")).isEqualTo(2);
        assertThat(meters.get("tds.run.time").tag("mode", "full").timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(60);
    }

    @Test
    void aResumedRunIsNotCountedTwice() {
        metrics.on(finished(run(1), Outcome.FAILED, new RunCounts(10, 10, 0, 0, 0, 0, 0, 3, 4)));
        metrics.on(new RunStarted(run(1), true, RunCounts.NONE));
        metrics.on(finished(run(1), Outcome.STOPPED, new RunCounts(15, 15, 0, 0, 0, 0, 0, 4, 5)));
        metrics.on(finished(run(1), Outcome.COMPLETED, new RunCounts(25, 25, 0, 0, 0, 0, 0, 7, 8)));

        assertThat(records("inserted")).isEqualTo(25);
        assertThat(counter("tds.run.pages")).isEqualTo(7);
        assertThat(counter("tds.run.calls")).isEqualTo(8);
        assertThat(runs("failed")).isEqualTo(1);
        assertThat(runs("stopped")).isEqualTo(1);
        assertThat(runs("completed")).isEqualTo(1);
    }

    private double live() {
        return meters.get("tds.run.live").gauge().value();
    }

    private double records(String result) {
        return meters.get("tds.run.records")
                .tags("job", "invoices", "organization", "10", "result", result)
                .counter()
                .count();
    }

    private double runs(String outcome) {
        return meters.get("tds.runs")
                .tags("job", "invoices", "organization", "10", "mode", "full", "outcome", outcome)
                .counter()
                .count();
    }

    private double counter(String name) {
        return meters.get(name)
                .tags("job", "invoices", "organization", "10")
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
