package app.tds.pipeline;

import app.tds.jobs.JobDefinition.Incremental;
import app.tds.mirror.RowAges.Known;
import app.tds.source.Priority;
import app.tds.source.SourceQuery.Changes;
import app.tds.source.SourceQuery.Means;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/** Reads what has changed since the watermark, and fetches the documents that wait. */
@Component
class DeltaRuns extends ReadingRuns {

    DeltaRuns(StepMakers makers, PipelineParts parts) {
        super(RunMode.DELTA, makers, parts);
    }

    @Override
    List<Step> records(JobRun run) {
        return List.of(lists.read(run, pages(run), true));
    }

    /** Whether the run reads another list besides: of records that were deleted. */
    static boolean hasDeletions(JobRun run) {
        return run.isAskedById() && run.details().deletedPath() != null;
    }

    /** Begins to read what has changed. */
    PagePrefetch begin(JobRun run) {
        return lists.begin(run, pages(run));
    }

    private Listing pages(JobRun run) {
        Known known = Witness.newest(run, parts);
        var query = run.list(priority(run), changes(run, known));
        return lists.pages(run, query, Witness.of(run, query, known, parts));
    }

    @Override
    Optional<Verification.Kind> proof() {
        return Optional.of(Verification.Kind.WINDOW);
    }

    @Override
    List<Step> documents(JobRun run) {
        List<Step> all = new ArrayList<>();
        if (hasDeletions(run)) {
            all.add(steps.calling("deletions", new Deletions(run, parts)));
        }
        if (run.hasDocuments()) {
            all.add(documents.hydrate(run, run.details().perRun()));
        }
        return all;
    }

    @Override
    void advance(JobRun run) {
        parts.watermarks().advance(run.run());
        parts.listed().forget(run.run());
    }

    private static Priority priority(JobRun run) {
        return run.job().source().incremental() == Incremental.WHOLE ? Priority.STOCK : Priority.DELTA;
    }

    private static @Nullable Changes changes(JobRun run, @Nullable Known known) {
        Instant since = run.run().since();
        Incremental incremental = run.job().source().incremental();
        if (since == null || incremental == Incremental.WHOLE) {
            return null;
        }
        return incremental == Incremental.SORT
                ? new Changes(since, Means.SORT)
                : new Changes(sinceKnown(since, known, run.job().source().pageSize()), Means.FILTER);
    }

    /**
     * The delta begins early enough for the newest known record to be listed again, so that an empty answer never means
     * "nothing has changed". Where many records are as new as that one, this would take more calls, and the delta
     * begins where it would anyway. Whether the filter is inclusive is not documented.
     */
    private static Instant sinceKnown(Instant since, @Nullable Known known, int pageSize) {
        if (known == null || known.modifiedAt() == null || known.asNew() > pageSize / 2) {
            return since;
        }
        Instant shown = known.modifiedAt().minusSeconds(1);
        return shown.isBefore(since) ? shown : since;
    }
}
