package app.tds.pipeline;

import app.tds.PlainTime;
import app.tds.mirror.RowAges.Behind;
import app.tds.mirror.RowAges.Unshown;
import app.tds.mirror.TdsRow;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Queues every record whose document is missing, or older than its list row, and that nobody waits for. There should be none:
 * each one found is a fault of this application. Rows that are newer than the source's own list rows are looked at again.
 */
final class DocumentCheck implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(DocumentCheck.class);

    private final Run run;
    private final Set<Class<? extends TdsRow>> kinds;
    private final PipelineParts parts;

    DocumentCheck(Run run, Set<Class<? extends TdsRow>> kinds, PipelineParts parts) {
        this.run = run;
        this.kinds = kinds;
        this.parts = parts;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        queueUnattended();
        suspectUnshown();
        return RepeatStatus.FINISHED;
    }

    private void queueUnattended() {
        List<Behind> found = parts.ages().unattended(kinds, run.organizationId(), run.job(), Quarantine.details(run));
        if (!found.isEmpty()) {
            parts.hydration()
                    .add(
                            run,
                            found.stream()
                                    .map(one -> new HydrationQueue.Entry(one.sourceId(), one.modifiedAt()))
                                    .toList());
            parts.steps().add(run, RunSteps.CHECK, new DocumentCounts(found.size(), 0, 0, 0, 0, found.size(), 0));
            String sentence = found.size() + " complete documents of " + run.job()
                    + " were missing or older than their list rows, and nobody waited for them. They are queued now. The"
                    + " first is of record " + found.get(0).sourceId() + ".";
            log.warn("run {}: {}", run.id(), sentence);
            parts.runs().note(run, sentence);
        }
    }

    /** A row whose version the source's list does not show, and that only deliveries can have told of. */
    private void suspectUnshown() {
        List<Unshown> found = parts.ages()
                .unshown(
                        kinds,
                        run.organizationId(),
                        run.until(),
                        AskedBy.Kind.WEBHOOK.name(),
                        parts.clock().instant().plus(Delivered.SOON));
        found.forEach(
                one -> parts.provisional().suspect(run, Map.of(one.sourceId(), one.modifiedAt()), one.writtenAt()));
        if (!found.isEmpty()) {
            String sentence =
                    found.size() + " rows of " + run.job() + " are newer than the source's own list rows. The next"
                            + " deltas ask for these records, and what the source answers is right. The first is "
                            + found.get(0).sourceId() + ", of "
                            + PlainTime.utc(found.get(0).modifiedAt()) + ".";
            log.warn("run {}: {}", run.id(), sentence);
            parts.runs().note(run, sentence);
        }
    }
}
