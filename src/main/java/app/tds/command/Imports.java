package app.tds.command;

import app.tds.launch.LaunchRefused;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.mirror.Organization;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.RunReporter;
import app.tds.pipeline.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Runs jobs for organizations and waits for all of them. */
@Component
class Imports {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final Launcher launcher;
    private final RunReporter reporter;
    private final ProgressBoard board;

    Imports(Launcher launcher, RunReporter reporter, ProgressBoard board) {
        this.launcher = launcher;
        this.reporter = reporter;
        this.board = board;
    }

    /**
     * How it went.
     *
     * @param finished in the order they were asked for
     * @param refused why some were not started
     */
    record Outcome(List<RunFinished> finished, List<String> refused) {

        boolean everythingDone() {
            return refused.isEmpty()
                    && finished.stream().allMatch(run -> run.outcome() == RunFinished.Outcome.COMPLETED);
        }
    }

    /** Every job for every organization. */
    static List<LaunchRequest> requests(
            List<String> jobs, List<Organization> organizations, RunMode mode, Selection selection, AskedBy askedBy) {
        return organizations.stream()
                .flatMap(organization -> jobs.stream()
                        .map(job -> new LaunchRequest(job, organization.organizationId(), mode, selection, askedBy)))
                .toList();
    }

    /**
     * A run that is live already is no failure. If the live run does what is asked for, the command waits for its end
     * as for a run of its own. Else the command waits, and then the request has its turn.
     */
    Outcome run(List<LaunchRequest> requests) {
        List<Supplier<RunFinished>> ends = new ArrayList<>();
        for (LaunchRequest request : requests) {
            ends.add(begun(request));
        }
        List<RunFinished> finished = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < ends.size(); i++) {
            try {
                finished.add(ends.get(i).get());
            } catch (LaunchRefused refusal) {
                LaunchRequest request = requests.get(i);
                refused.add(request.job() + " of organization " + request.organizationId() + " was not started: "
                        + refusal.getMessage());
            }
        }
        return new Outcome(finished, refused);
    }

    /** The end of the run; others begin before anybody waits for the end of what is in the way of this one. */
    private Supplier<RunFinished> begun(LaunchRequest request) {
        try {
            CompletableFuture<RunFinished> end = launcher.launch(request).finished();
            return end::join;
        } catch (LaunchRefused refusal) {
            return () -> afterWhatIsInTheWay(request, refusal);
        }
    }

    private RunFinished afterWhatIsInTheWay(LaunchRequest request, LaunchRefused refusal) {
        Run live = refusal.inTheWay();
        if (live == null || reporter.finished(live).isPresent()) {
            throw refusal;
        }
        board.say("Waiting for run " + live.id() + " of " + live.job() + " (" + live.mode() + ", asked by "
                + live.askedBy() + "), which is live.");
        RunFinished finished = awaited(live);
        return request.asksTheSameAs(live) ? finished : begun(request).get();
    }

    private RunFinished awaited(Run live) {
        try {
            Optional<RunFinished> finished = reporter.finished(live);
            while (finished.isEmpty()) {
                Thread.sleep(LOOK.toMillis());
                finished = reporter.finished(live);
            }
            return finished.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the wait for run " + live.id() + " was cut short");
        }
    }
}
