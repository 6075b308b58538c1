package app.tds.pipeline;

import app.tds.source.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/**
 * Reads the whole list, and marks as deleted what the list does not show any more and the source does not know.
 *
 * <p>A full import ends with its list, so that all headers are there soon. Deltas fetch the documents that it queues.
 */
@Component
class FullRuns implements RunKind {

    private final Steps steps;
    private final ListSteps lists;
    private final PipelineParts parts;

    FullRuns(Steps steps, ListSteps lists, PipelineParts parts) {
        this.steps = steps;
        this.lists = lists;
        this.parts = parts;
    }

    @Override
    public Set<RunMode> modes() {
        return Set.of(RunMode.FULL);
    }

    @Override
    public List<Step> steps(JobRun run) {
        var query = run.list(Priority.FULL, null);
        var witness = Witness.of(run, query, Witness.newest(run, parts), parts);
        List<Step> all = new ArrayList<>();
        all.add(lists.read(run, lists.pages(run, query, witness), run.hasDocuments()));
        if (run.hasDocuments()) {
            all.add(steps.calling(RunSteps.SWEEP, new Sweep(run, parts)));
            all.add(steps.writing(
                    "check documents",
                    new DocumentCheck(run.run(), run.translation().rows(), parts)));
        }
        all.add(steps.last("advance", run.run(), () -> advance(run)));
        return all;
    }

    /** Now that the list is known to be complete, its documents are queued, if the job wants all of them. */
    private void advance(JobRun run) {
        parts.watermarks().advance(run.run());
        if (run.wantsAllDocuments()) {
            parts.hydration().addListed(run.run());
        }
        parts.listed().forget(run.run());
    }
}
