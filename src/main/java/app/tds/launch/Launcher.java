package app.tds.launch;

/** Starts and stops runs; refuses a second live run of the same job and organization. */
public interface Launcher {

    /**
     * Asks for a run, or for the unfinished run of the same request to go on. The run waits in the database until a
     * process has room: deltas before full imports, and jobs in the order of their priority.
     *
     * @throws LaunchRefused if the job or organization is unknown, or a run of it is live
     */
    Launched launch(LaunchRequest request);

    /**
     * Stops a live run at its next commit, whichever process executes it. A parked run no longer goes on by itself.
     *
     * @throws LaunchRefused if the run is neither live nor parked
     */
    void stop(long runId, String askedBy);

    /**
     * Lets a run go on that failed, stopped or lost its process. A process that serves executes the run, else this process does.
     *
     * @throws LaunchRefused if the run completed or was abandoned, or if another run of the job is live
     */
    Launched restart(long runId);

    /**
     * Gives up a run that failed, stopped or is parked. The run is never resumed.
     *
     * @throws LaunchRefused if the run is live or completed
     */
    void abandon(long runId);

    /** Whether a process lives that executes runs of others. Without one, runs that this process asks for run here. */
    boolean isServed();
}
