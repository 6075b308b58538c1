package app.tds.pipeline;

import java.util.List;
import java.util.Set;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.stereotype.Component;

/** Translates once more what is in quarantine. Nothing is asked of the source. */
@Component
class RetryRuns extends ReadingRuns {

    RetryRuns(StepMakers makers, PipelineParts parts) {
        super(RunMode.RETRY, makers, parts);
    }

    @Override
    List<Step> records(JobRun run) {
        Step forget = steps.writing("forget deleted", (contribution, context) -> {
            forgetDeleted(run, run.run().job());
            forgetDeleted(run, Quarantine.details(run.run()));
            return RepeatStatus.FINISHED;
        });
        return List.of(forget, lists.readQuarantine(run));
    }

    @Override
    List<Step> documents(JobRun run) {
        return List.of(steps.writing(RunSteps.DOCUMENTS, new RetryDetails(run.run(), documents.writer(run), parts)));
    }

    @Override
    void advance(JobRun run) {}

    private void forgetDeleted(JobRun run, String job) {
        Set<String> ids = parts.quarantine().ids(run.run(), job);
        var deleted =
                parts.tables().deletedAt(run.translation().rows(), run.run().organizationId(), ids);
        parts.quarantine().releaseDeleted(run.run(), job, deleted);
    }
}
