package app.tds.launch;

import app.tds.pipeline.AskedBy;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to run.
 *
 * @param job the job's name
 * @param organizationId whose records
 * @param mode how much to read
 * @param selection which records, where the mode does not say
 * @param askedBy who or what asks; what {@link AskedBy#WEBHOOK} asks for goes first
 * @param acceptDeletions how many rows that a full import does not find any more are meant to be deleted; null if only as
 *     many as usual
 */
public record LaunchRequest(
        String job,
        String organizationId,
        RunMode mode,
        Selection selection,
        AskedBy askedBy,
        @Nullable Long acceptDeletions) {

    /** A request that accepts no more deletions than usual. */
    public LaunchRequest(String job, String organizationId, RunMode mode, Selection selection, AskedBy askedBy) {
        this(job, organizationId, mode, selection, askedBy, null);
    }

    /** A request whose mode says it all. */
    public LaunchRequest(String job, String organizationId, RunMode mode, AskedBy askedBy) {
        this(job, organizationId, mode, Selection.NONE, askedBy);
    }

    /** A full import that may mark so many rows as deleted. */
    public static LaunchRequest acceptingDeletions(String job, String organizationId, AskedBy askedBy, long rows) {
        return new LaunchRequest(job, organizationId, RunMode.FULL, Selection.NONE, askedBy, rows);
    }

    /** Whether the run is an answer to this request. */
    public boolean asksTheSameAs(Run run) {
        return run.mode() == mode && run.selection().equals(selection);
    }
}
