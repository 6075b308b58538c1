package app.tds.pipeline;

import app.tds.pipeline.Verification.Kind;
import java.util.List;
import java.util.Set;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/** Compares every row with what its kept documents say. Nothing is asked of the source, and no row is written. */
@Component
class VerifyRuns implements RunKind {

    private final Steps steps;
    private final PipelineParts parts;

    VerifyRuns(Steps steps, PipelineParts parts) {
        this.steps = steps;
        this.parts = parts;
    }

    @Override
    public Set<RunMode> modes() {
        return Set.of(RunMode.VERIFY);
    }

    @Override
    public List<Step> steps(JobRun run) {
        return List.of(
                steps.writing(RunSteps.PROVE, new Proving(run, Kind.DOCUMENTS, parts)),
                steps.last("conclude", run.run(), () -> parts.verifications().conclude(run.run())));
    }
}
