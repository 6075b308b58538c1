package app.tds.pipeline;

import app.tds.source.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/** Reads the documents of the records that the request names. */
@Component
class ByIdRuns implements RunKind {

    private final Steps steps;
    private final DocumentSteps documents;
    private final Notices notices;
    private final PipelineParts parts;

    ByIdRuns(Steps steps, DocumentSteps documents, Notices notices, PipelineParts parts) {
        this.steps = steps;
        this.documents = documents;
        this.notices = notices;
        this.parts = parts;
    }

    @Override
    public Set<RunMode> modes() {
        return Set.of(RunMode.BY_ID);
    }

    @Override
    public List<Step> steps(JobRun run) {
        boolean webhook = run.run().askedBy().isWebhook();
        Priority priority = webhook ? Priority.WEBHOOK : Priority.DELTA;
        boolean repairs = run.run().askedBy().equals(AskedBy.REPAIR);
        List<Step> all = new ArrayList<>();
        if (repairs) {
            // First: a row whose time somebody has moved would wait for a document that is as new for ever.
            all.add(steps.writing("repair", new Repairing(run, parts)));
        }
        all.add(documents.fetch(run, priority, webhook ? delivered(run) : null));
        if (repairs) {
            all.add(steps.writing("repair what came", new Repairing(run, parts)));
            all.add(steps.writing(RunSteps.PROVE, new Proving(run, Verification.Kind.REPAIR, parts)));
        }
        all.add(steps.last("advance", run.run(), () -> advance(run.run())));
        return all;
    }

    private void advance(Run run) {
        if (run.askedBy().equals(AskedBy.REPAIR)) {
            parts.verifications().conclude(run);
        }
    }

    /** Documents that came with webhooks need not be fetched, if they say how new they are. */
    private @Nullable Delivered delivered(JobRun run) {
        return run.versionedDetails() == null
                ? null
                : new Delivered(
                        run.run(),
                        notices,
                        run.job().source().key(),
                        Objects.requireNonNull(run.versionedDetails()),
                        run.translation().kinds(),
                        parts);
    }
}
