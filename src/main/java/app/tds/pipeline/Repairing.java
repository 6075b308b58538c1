package app.tds.pipeline;

import app.tds.mirror.Changes;
import app.tds.mirror.KeptRow;
import app.tds.mirror.RemadeRow;
import app.tds.mirror.Stamp;
import app.tds.mirror.TdsRow;
import app.tds.mirror.Written;
import app.tds.source.Translation.Remark;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Makes rows that differed say what their documents say. A document that comes again unchanged is not written
 * elsewhere, since nothing has changed at the source. Here the document is written, and corrects what a person has
 * changed in the tables.
 */
final class Repairing implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(Repairing.class);

    private final JobRun job;
    private final Run run;
    private final PipelineParts parts;

    Repairing(JobRun job, PipelineParts parts) {
        this.job = job;
        this.run = job.run();
        this.parts = parts;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        writeLists();
        var translation = new KeptTranslation(job.translation());
        for (Class<? extends TdsRow> kind : job.translation().rows()) {
            List<RemadeRow> remade = new ArrayList<>();
            for (KeptRow row : parts.replays()
                    .these(kind, run.organizationId(), run.selection().ids())) {
                try {
                    if (row.complete()) {
                        remade.add(translation.translate(kind, row, new ArrayList<Remark>()));
                    }
                } catch (KeptTranslation.NotUsable unusable) {
                    log.warn(
                            "run {}: {} {} stays as it is: {}",
                            run.id(),
                            run.job(),
                            row.sourceId(),
                            unusable.getMessage());
                }
            }
            if (!remade.isEmpty()) {
                new Writing<RemadeRow>(
                                run,
                                parts,
                                this::write,
                                (row, reason) -> log.warn("run {}: {}", run.id(), reason.getMessage()))
                        .write(remade);
            }
        }
        return RepeatStatus.FINISHED;
    }

    /**
     * A row that was lost comes back with its document; what only the list says comes from the last list row. So does what a
     * row says that was made from an earlier one. A mark that no run has made is taken back.
     */
    private void writeLists() {
        var changes = new Changes();
        Stamp stamp = parts.stamps().next(run);
        List<String> unlisted = new ArrayList<>();
        var comparison = new RowComparison(job, parts);
        List<String> ids = run.selection().ids();
        for (Class<? extends TdsRow> kind : job.translation().rows()) {
            parts.replays().these(kind, run.organizationId(), ids).stream()
                    .filter(row -> row.list() == null)
                    .forEach(row -> unlisted.add(row.sourceId()));
            comparison.restore(kind, ids, stamp, changes);
        }
        LastListRows.write(job, unlisted, stamp, changes, parts);
        RecordsChanged.of(run, changes, stamp.at()).forEach(parts.events()::publishEvent);
    }

    private Written write(Stamp stamp, List<RemadeRow> rows, Changes changes) {
        var replay = parts.replays().live();
        replay.stage(rows);
        long changed = replay.apply(stamp, changes);
        return new Written(0, changed, rows.size() - changed, 0);
    }
}
