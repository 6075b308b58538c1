package app.tds.command;

import app.tds.launch.LaunchRefused;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.mirror.Organization;
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

    Outcome run(
            List<String> jobs, List<Organization> organizations, RunMode mode, Selection selection, String askedBy) {
        List<CompletableFuture<RunFinished>> launched = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (Organization organization : organizations) {
            for (String job : jobs) {
                try {
                    launched.add(launcher.launch(
                                    new LaunchRequest(job, organization.organizationId(), mode, selection, askedBy))
                            .finished());
                } catch (LaunchRefused refusal) {
                    refused.add(job + " of organization " + organization.organizationId() + " was not started: "
                            + refusal.getMessage());
                }
            }
        }
        return new Outcome(launched.stream().map(CompletableFuture::join).toList(), refused);
    }
}
