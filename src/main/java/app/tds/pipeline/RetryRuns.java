package app.tds.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.stereotype.Component;

/** Translates once more what is in quarantine. Nothing is asked of the source. */
@Component
class RetryRuns implements RunKind {

    private final Steps steps;
    private final ListSteps lists;
    private final DocumentSteps documents;
    private final PipelineParts parts;

    RetryRuns(Steps steps, ListSteps lists, DocumentSteps documents, PipelineParts parts) {
        this.steps = steps;
        this.lists = lists;
        this.documents = documents;
        this.parts = parts;
    }

    @Override
    public Set<RunMode> modes() {
        return Set.of(RunMode.RETRY);
    }

    @Override
    public List<Step> steps(JobRun run) {
        List<Step> all = new ArrayList<>();
        all.add(steps.writing("forget deleted", (contribution, context) -> {
            forgetDeleted(run, run.run().job());
            forgetDeleted(run, Quarantine.details(run.run()));
            return RepeatStatus.FINISHED;
        }));
        all.add(lists.readQuarantine(run));
        if (run.hasDocuments()) {
            all.add(steps.writing(RunSteps.DOCUMENTS, new RetryDetails(run.run(), documents.writer(run), parts)));
        }
        all.add(steps.last("account", run.run(), () -> {}));
        return all;
    }

    private void forgetDeleted(JobRun run, String job) {
        Set<String> ids = parts.quarantine().ids(run.run(), job);
        var deleted =
                parts.tables().deletedAt(run.translation().rows(), run.run().organizationId(), ids);
        parts.quarantine().releaseDeleted(run.run(), job, deleted);
    }
}
