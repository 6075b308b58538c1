package app.tds.pipeline;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.stereotype.Component;

/**
 * Which runs shall stop at their next commit.
 *
 * <p>The step looks at the flag itself: {@code JobOperator.stop} updates the very row that the step updates, and runs
 * stopped that way have ended as UNKNOWN (spring-batch issues 5308 and 5484).
 */
@Component
public class StopFlags implements StepInterruptionPolicy {

    private final Runs runs;
    private final Set<Long> requested = ConcurrentHashMap.newKeySet();

    StopFlags(Runs runs) {
        this.runs = runs;
    }

    /**
     * The run shall stop, since the process stops. A person who stops a run may be on another node, and uses the row of
     * the run.
     */
    public void request(long runId) {
        requested.add(runId);
    }

    /** The run is over; it may be started again. */
    void clear(long runId) {
        requested.remove(runId);
    }

    @Override
    public void checkInterrupted(StepExecution step) throws JobInterruptedException {
        Long run = step.getJobExecution().getJobParameters().getLong(PipelineAssembly.RUN);
        if (Thread.currentThread().isInterrupted() || run != null && isRequested(run)) {
            step.setTerminateOnly();
            throw new JobInterruptedException("stop requested");
        }
    }

    private boolean isRequested(long run) {
        return requested.contains(run) || runs.isAskedToStop(run);
    }
}
