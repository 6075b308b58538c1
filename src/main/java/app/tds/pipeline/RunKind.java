package app.tds.pipeline;

import java.util.List;
import java.util.Set;
import org.springframework.batch.core.step.Step;

/** A kind of run. A bean of this type is all that the pipeline needs to execute runs of a mode. */
interface RunKind {

    /** The modes of these runs. */
    Set<RunMode> modes();

    /** The steps of the run's batch job, in order. Each of them can be restarted from its last commit. */
    List<Step> steps(JobRun run);
}
