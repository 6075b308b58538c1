package app.tds.launch;

import app.tds.pipeline.RunFinished;
import java.util.concurrent.CompletableFuture;

/** Starts runs; refuses a second live run of the same job and organization. */
public interface Launcher {

    /**
     * Starts the run, or resumes the unfinished run of the same request.
     *
     * @return completed normally however the run ends
     * @throws LaunchRefused if the job or organization is unknown, or a run of it is live
     */
    CompletableFuture<RunFinished> launch(LaunchRequest request);
}
