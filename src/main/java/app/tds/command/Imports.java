package app.tds.command;

import app.tds.launch.LaunchRefused;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.mirror.Organization;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** Runs jobs for organizations and waits for all of them. */
@Component
class Imports {

    private final Launcher launcher;

    Imports(Launcher launcher) {
        this.launcher = launcher;
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

    Outcome run(List<LaunchRequest> requests) {
        List<CompletableFuture<RunFinished>> launched = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (LaunchRequest request : requests) {
            try {
                launched.add(launcher.launch(request).finished());
            } catch (LaunchRefused refusal) {
                refused.add(request.job() + " of organization " + request.organizationId() + " was not started: "
                        + refusal.getMessage());
            }
        }
        return new Outcome(launched.stream().map(CompletableFuture::join).toList(), refused);
    }
}
