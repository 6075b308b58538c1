package app.tds.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.batch.core.step.Step;

/** A kind of run that reads records, then what their complete documents need, and says at last how far it has come. */
abstract class ReadingRuns implements RunKind {

    private final RunMode mode;
    final Steps steps;
    final ListSteps lists;
    final DocumentSteps documents;
    final PipelineParts parts;

    ReadingRuns(RunMode mode, StepMakers makers, PipelineParts parts) {
        this.mode = mode;
        this.steps = makers.steps();
        this.lists = makers.lists();
        this.documents = makers.documents();
        this.parts = parts;
    }

    @Override
    public final Set<RunMode> modes() {
        return Set.of(mode);
    }

    @Override
    public final List<Step> steps(JobRun run) {
        List<Step> all = new ArrayList<>(records(run));
        if (run.isAskedById()) {
            all.addAll(documents(run));
        }
        proof().ifPresent(kind -> all.add(steps.writing(RunSteps.PROVE, new Proving(run, kind, parts))));
        all.add(steps.last("advance", run.run(), () -> {
            advance(run);
            parts.verifications().conclude(run.run());
        }));
        return all;
    }

    /** The steps that read records. */
    abstract List<Step> records(JobRun run);

    /** The steps that ask for records by their ids, where a job can. */
    abstract List<Step> documents(JobRun run);

    /** What the run compares with the source's answers after it has written; empty if nothing. */
    Optional<Verification.Kind> proof() {
        return Optional.empty();
    }

    /** What the run means once every record is accounted for; in the transaction that ends the run's last step. */
    abstract void advance(JobRun run);
}
