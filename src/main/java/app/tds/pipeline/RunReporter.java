package app.tds.pipeline;

import app.tds.pipeline.RunFinished.Outcome;
import app.tds.source.SourceFailure;
import app.tds.source.Unusable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.skip.SkipLimitExceededException;

/** What the end of a batch job means for its run. */
final class RunReporter {

    private RunReporter() {}

    static Outcome outcome(JobExecution execution) {
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            return Outcome.COMPLETED;
        }
        return execution.getStatus() == BatchStatus.STOPPED ? Outcome.STOPPED : Outcome.FAILED;
    }

    /** The sentence for a person, or null if there was no failure. */
    static @Nullable String cause(JobExecution execution) {
        List<Throwable> failures = execution.getAllFailureExceptions();
        if (!failures.isEmpty()) {
            return sentence(failures.get(0));
        }
        return execution.getStatus() == BatchStatus.COMPLETED || execution.getStatus() == BatchStatus.STOPPED
                ? null
                : "The batch job ended as " + execution.getStatus() + " without a cause.";
    }

    static String sentence(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SourceFailure
                    || cause instanceof SkipLimitExceededException
                    || cause instanceof Unusable
                    || cause instanceof NotAccountedFor) {
                return String.valueOf(cause.getMessage());
            }
            root = cause;
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    /** Some records a run has read are neither in the mirror nor in quarantine. */
    static final class NotAccountedFor extends RuntimeException {
        NotAccountedFor(Run run, RunCounts counts) {
            super("The counts of run " + run.id() + " do not add up: " + counts
                    + ". The watermark stays where it was; run a full import and report this.");
        }
    }
}
