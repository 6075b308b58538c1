package app.tds.pipeline;

import java.util.List;
import java.util.Set;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/** Fetches documents that wait, for a turn. No list is asked for, and the watermark stays where it is. */
@Component
class DocumentRuns implements RunKind {

    private final StepMakers makers;

    DocumentRuns(StepMakers makers) {
        this.makers = makers;
    }

    @Override
    public Set<RunMode> modes() {
        return Set.of(RunMode.DOCUMENTS);
    }

    @Override
    public List<Step> steps(JobRun run) {
        return List.of(
                makers.documents().hydrate(run, run.details().perRun()),
                makers.steps().last("account", run.run(), () -> {}));
    }
}
