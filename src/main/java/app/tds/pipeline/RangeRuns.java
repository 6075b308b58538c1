package app.tds.pipeline;

import app.tds.source.Priority;
import java.util.List;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/** Reads what is dated within some days, and fetches all documents of these records. The watermark stays where it is. */
@Component
class RangeRuns extends ReadingRuns {

    RangeRuns(StepMakers makers, PipelineParts parts) {
        super(RunMode.RANGE, makers, parts);
    }

    @Override
    List<Step> records(JobRun run) {
        var pages = lists.pages(run, run.list(Priority.FULL, null), null);
        return List.of(lists.read(run, new RangeWatch(pages, run.run(), run.range()), run.hasDocuments()));
    }

    @Override
    List<Step> documents(JobRun run) {
        return run.hasDocuments() ? List.of(documents.hydrateListed(run)) : List.of();
    }

    @Override
    void advance(JobRun run) {
        parts.listed().forget(run.run());
    }
}
