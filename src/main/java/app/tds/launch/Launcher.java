package app.tds.launch;

/** Starts and stops runs; refuses a second live run of the same job and organization. */
public interface Launcher {

    /**
     * Asks for a run, or for the unfinished run of the same request to go on. It waits in the database until a process
     * has room for it: deltas before full imports, and jobs in the order of their priority.
     *
     * @throws LaunchRefused if the job or organization is unknown, or a run of it is live
     */
    Launched launch(LaunchRequest request);

    /**
     * Has a live run stop at its next commit, whichever process executes it, and a parked one not go on by itself.
     *
     * @throws LaunchRefused if it is neither
     */
    void stop(long runId, String askedBy);

    /**
     * Has a run that failed or stopped go on, or whose process is gone: in a process that serves, else in this one.
     *
     * @throws LaunchRefused if it completed, was abandoned, or another of its kind is live
     */
    Launched restart(long runId);

    /**
     * Gives a run up that failed, stopped or is parked: it is never resumed.
     *
     * @throws LaunchRefused if it is live or completed
     */
    void abandon(long runId);

    /** Whether a process lives that executes what others ask for; without one, what this one asks for runs here. */
    boolean isServed();
}
