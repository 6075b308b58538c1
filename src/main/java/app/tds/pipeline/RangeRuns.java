package app.tds.pipeline;

import app.tds.source.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/** Reads what is dated within some days, and fetches all documents of these records. The watermark stays where it is. */
@Component
class RangeRuns implements RunKind {

    private final Steps steps;
    private final ListSteps lists;
    private final DocumentSteps documents;
    private final PipelineParts parts;

    RangeRuns(Steps steps, ListSteps lists, DocumentSteps documents, PipelineParts parts) {
        this.steps = steps;
        this.lists = lists;
        this.documents = documents;
        this.parts = parts;
    }

    @Override
    public Set<RunMode> modes() {
        return Set.of(RunMode.RANGE);
    }

    @Override
    public List<Step> steps(JobRun run) {
        var pages = lists.pages(run, run.list(Priority.FULL, null), null);
        List<Step> all = new ArrayList<>();
        all.add(lists.read(run, new RangeWatch(pages, run.run(), run.range()), run.hasDocuments()));
        if (run.hasDocuments()) {
            all.add(documents.hydrateListed(run));
        }
        all.add(steps.last("advance", run.run(), () -> parts.listed().forget(run.run())));
        return all;
    }
}
