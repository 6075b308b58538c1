package app.tds.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import app.tds.launch.LaunchRefused;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launched;
import app.tds.launch.Launcher;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.RunReporter;
import app.tds.pipeline.Selection;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a person asks for beside a run that is live already. */
class ImportsTests {

    private final Launcher launcher = mock(Launcher.class);
    private final RunReporter reporter = mock(RunReporter.class);
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final ProgressBoard board = new ProgressBoard(Clock.systemUTC(), 11);
    private final Imports imports = new Imports(launcher, reporter, board);
    private final Run live = run(7, RunMode.DELTA);

    private static Run run(long id, RunMode mode) {
        return new Run(
                id, "invoices", "10", mode, Selection.NONE, AskedBy.SCHEDULE, Finished.NOON, null, Finished.NOON);
    }

    private static RunFinished end(Run run, Outcome outcome) {
        RunFinished finished = mock(RunFinished.class);
        when(finished.run()).thenReturn(run);
        when(finished.outcome()).thenReturn(outcome);
        return finished;
    }

    private static LaunchRequest request(RunMode mode) {
        return new LaunchRequest("invoices", "10", mode, AskedBy.COMMAND);
    }

    @Test
    void whatDoesTheSameIsAwaitedAndIsTheAnswer() {
        RunFinished end = end(live, Outcome.COMPLETED);
        when(launcher.launch(any())).thenThrow(LaunchRefused.conflict("live", live));
        when(reporter.finished(live)).thenReturn(Optional.empty()).thenReturn(Optional.of(end));
        board.open(new PrintStream(shown), false, AskedBy.COMMAND);

        Imports.Outcome outcome = imports.run(List.of(request(RunMode.DELTA)));

        assertThat(outcome.finished()).containsExactly(end);
        assertThat(outcome.everythingDone()).isTrue();
        assertThat(shown.toString())
                .contains("Waiting for run 7 of invoices (DELTA, asked by schedule), which is live.");
    }

    @Test
    void whatDoesSomethingElseIsAwaitedAndThenItIsOnesTurn() {
        RunFinished before = end(live, Outcome.FAILED);
        RunFinished end = end(run(8, RunMode.FULL), Outcome.COMPLETED);
        when(launcher.launch(any()))
                .thenThrow(LaunchRefused.conflict("live", live))
                .thenReturn(new Launched(end.run(), CompletableFuture.completedFuture(end)));
        when(reporter.finished(live)).thenReturn(Optional.empty()).thenReturn(Optional.of(before));

        Imports.Outcome outcome = imports.run(List.of(request(RunMode.FULL)));

        assertThat(outcome.finished()).containsExactly(end);
        assertThat(outcome.everythingDone()).isTrue();
        verify(launcher, times(2)).launch(any());
    }

    @Test
    void nobodyWaitsForARunThatIsParked() {
        RunFinished parked = end(live, Outcome.PARKED);
        when(launcher.launch(any())).thenThrow(LaunchRefused.conflict("run 7 is parked until 14:00", live));
        when(reporter.finished(live)).thenReturn(Optional.of(parked));

        Imports.Outcome outcome = imports.run(List.of(request(RunMode.DELTA)));

        assertThat(outcome.everythingDone()).isFalse();
        assertThat(outcome.refused()).singleElement().asString().contains("parked until 14:00");
    }
}
