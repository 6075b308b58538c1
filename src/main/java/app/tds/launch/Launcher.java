package app.tds.launch;

/** Starts runs, ends them and lets them go on; refuses a second live run of the same job and organization. */
public interface Launcher {

    /**
     * Starts the run, or resumes the unfinished run of the same request.
     *
     * @throws LaunchRefused if the job or organization is unknown, or a run of it is live
     */
    Launched launch(LaunchRequest request);

    /**
     * Lets a run that failed or was stopped go on behind its last commit.
     *
     * @throws LaunchRefused if it is unknown, running or over for good, or too old to go on
     */
    Launched restart(long runId);

    /**
     * The run stops at its next commit, whichever node executes it, and can be restarted.
     *
     * @throws LaunchRefused if it is unknown or not running
     */
    void stop(long runId, String askedBy);

    /**
     * The run never goes on: asking for the same again begins a new one.
     *
     * @throws LaunchRefused if it is unknown, still running or over for good
     */
    void abandon(long runId);
}
