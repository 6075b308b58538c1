package app.tds.pipeline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A run is over for now.
 *
 * @param run which
 * @param outcome how it ended
 * @param counts of all its executions, by the database
 * @param documents what became of the complete documents it asked for
 * @param waiting complete documents of this job that have still to be fetched, by this run or another
 * @param took from its first start
 * @param failure why the run did not complete, as a word; null if the run completed or was stopped
 * @param cause the same in a sentence for a person
 * @param notice what a person should know all the same, such as documents that could not be had; null if nothing
 */
public record RunFinished(
        Run run,
        Outcome outcome,
        RunCounts counts,
        DocumentCounts documents,
        long waiting,
        Duration took,
        @Nullable FailureKind failure,
        @Nullable String cause,
        @Nullable String notice) {

    /** A delta that has found nothing. */
    static RunFinished unchanged(Run run, RunCounts counts, Duration took) {
        return new RunFinished(run, Outcome.COMPLETED, counts, DocumentCounts.NONE, 0, took, null, null, null);
    }

    /** How a run ended. */
    public enum Outcome {
        /** Everything asked was done, and the counts add up. */
        COMPLETED,
        /** It ended early; asking again resumes it. */
        FAILED,
        /** The source may not be asked for a while. The run goes on by itself at the time that the cause names. */
        PARKED,
        /**
         * A person stopped the run, and asking again resumes the run; or its process was stopped, and the run goes on
         * by itself.
         */
        STOPPED,
        /** A person gave the run up after it had failed or stopped; the run is never resumed. */
        ABANDONED
    }
}
