package app.tds.pipeline;

import app.tds.source.Priority;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/** Makes the steps that fetch complete documents and write their rows. */
@Component
class DocumentSteps {

    private final Steps steps;
    private final Plans plans;
    private final PipelineParts parts;

    DocumentSteps(Steps steps, Plans plans, PipelineParts parts) {
        this.steps = steps;
        this.plans = plans;
        this.parts = parts;
    }

    /** Fetches documents that wait, at most so many. */
    Step hydrate(JobRun run, int most) {
        return hydrate(run, most, false);
    }

    /** Fetches the documents of all records that the run has listed. */
    Step hydrateListed(JobRun run) {
        return hydrate(run, Integer.MAX_VALUE, true);
    }

    private Step hydrate(JobRun run, int most, boolean onlyListed) {
        return steps.calling(RunSteps.HYDRATE, new Hydration(run, most, onlyListed, writer(run), parts, plans));
    }

    /** Fetches the documents that the run was asked for, but those that were delivered. */
    Step fetch(JobRun run, Priority priority, @Nullable Delivered delivered) {
        return steps.calling("fetch", new FetchById(run, priority, delivered, byId(run), parts));
    }

    private ByIdWriter byId(JobRun run) {
        return run.hasDocuments() ? writer(run) : new RowWriter(run, parts);
    }

    DetailWriter writer(JobRun run) {
        return new DetailWriter(run, parts);
    }
}
