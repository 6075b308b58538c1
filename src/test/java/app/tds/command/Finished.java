package app.tds.command;

import app.tds.pipeline.AskedBy;
import app.tds.pipeline.DocumentCounts;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunCounts;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Runs and their ends for tests. */
final class Finished {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Finished() {}

    static Run run(long id, String job, String organization, @Nullable Instant since) {
        RunMode mode = since == null ? RunMode.FULL : RunMode.DELTA;
        return new Run(id, job, organization, mode, Selection.NONE, AskedBy.person("test"), NOON, since, NOON);
    }

    static RunFinished with(RunFinished finished, DocumentCounts documents, long waiting) {
        return new RunFinished(
                finished.run(),
                finished.outcome(),
                finished.counts(),
                documents,
                waiting,
                finished.took(),
                finished.failure(),
                finished.cause(),
                finished.notice());
    }

    static RunFinished of(Run run, Outcome outcome, RunCounts counts, long millis, @Nullable String cause) {
        return new RunFinished(
                run, outcome, counts, DocumentCounts.NONE, 0, Duration.ofMillis(millis), null, cause, null);
    }
}
