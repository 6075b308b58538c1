package app.tds.launch;

import app.tds.pipeline.Run;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;

/**
 * What somebody wants to run.
 *
 * @param job the job's name
 * @param organizationId whose records
 * @param mode how much to read
 * @param selection which records, where the mode does not say
 * @param askedBy who or what asks, for the history; {@link Run#WEBHOOK} goes first
 */
public record LaunchRequest(String job, String organizationId, RunMode mode, Selection selection, String askedBy) {

    /** A request whose mode says it all. */
    public LaunchRequest(String job, String organizationId, RunMode mode, String askedBy) {
        this(job, organizationId, mode, Selection.NONE, askedBy);
    }

    boolean asksTheSameAs(Run run) {
        return run.mode() == mode && run.selection().equals(selection);
    }
}
