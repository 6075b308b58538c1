package app.tds.pipeline;

import app.tds.source.Priority;
import java.util.List;
import java.util.Optional;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/**
 * Reads the whole list, and marks as deleted what the list does not show any more and the source does not know.
 *
 * <p>A full import ends with its list, so that all headers are there soon. Deltas fetch the documents that it queues.
 */
@Component
class FullRuns extends ReadingRuns {

    private final RowCounts rows;

    FullRuns(StepMakers makers, PipelineParts parts, RowCounts rows) {
        super(RunMode.FULL, makers, parts);
        this.rows = rows;
    }

    @Override
    List<Step> records(JobRun run) {
        var query = run.list(Priority.FULL, null);
        var witness = Witness.of(run, query, Witness.newest(run, parts), parts);
        return List.of(lists.read(run, lists.pages(run, query, witness), run.isAskedById()));
    }

    @Override
    Optional<Verification.Kind> proof() {
        return Optional.of(Verification.Kind.LIST);
    }

    @Override
    List<Step> documents(JobRun run) {
        Step sweep = steps.calling(RunSteps.SWEEP, new Sweep(run, parts));
        return run.hasDocuments()
                ? List.of(
                        sweep,
                        steps.writing(
                                "check documents",
                                new DocumentCheck(run.run(), run.translation().rows(), parts)))
                : List.of(sweep);
    }

    /** Queues all documents of the list, which is known to be complete now, if the job wants that. */
    @Override
    void advance(JobRun run) {
        parts.watermarks().advance(run.run());
        if (run.wantsAllDocuments()) {
            parts.hydration().addListed(run.run());
        }
        rows.keep(run);
        if (run.sharesDocuments()) {
            // A proof asks which records the list had.
            parts.listed().forgetEarlier(run.run());
        } else {
            parts.listed().forget(run.run());
        }
    }
}
