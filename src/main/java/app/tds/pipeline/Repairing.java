package app.tds.pipeline;

import app.tds.mirror.Changes;
import app.tds.mirror.KeptRow;
import app.tds.mirror.RemadeRow;
import app.tds.mirror.Stamp;
import app.tds.mirror.TdsRecord;
import app.tds.mirror.TdsRow;
import app.tds.mirror.Written;
import app.tds.source.SourceRecord;
import app.tds.source.Translation.Remark;
import app.tds.source.Unusable;
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

    /** A fingerprint that no list row has, so that the next list row is written in any case. */
    private static final byte[] LISTED_ONCE = {0};

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

    /** A row that was lost comes back with its document; what only the list says comes from the last list row. */
    private void writeLists() {
        List<String> unlisted = new ArrayList<>();
        for (Class<? extends TdsRow> kind : job.translation().rows()) {
            parts.replays().these(kind, run.organizationId(), run.selection().ids()).stream()
                    .filter(row -> row.list() == null)
                    .forEach(row -> unlisted.add(row.sourceId()));
        }
        List<TdsRecord> records = new ArrayList<>();
        parts.payloads().newest(run.organizationId(), job.listed(), unlisted).forEach((id, document) -> {
            var record = new SourceRecord(id, null, document.json(), LISTED_ONCE);
            try {
                records.add(new TdsRecord(job.translation().translate(record).row(), document.hash(), LISTED_ONCE));
            } catch (Unusable reason) {
                log.warn(
                        "run {}: the list row of {} {} cannot be used: {}",
                        run.id(),
                        run.job(),
                        id,
                        reason.getMessage());
            }
        });
        if (!records.isEmpty()) {
            parts.tables().write(parts.stamps().next(run), job.translation().kinds(), records, new Changes());
        }
    }

    private Written write(Stamp stamp, List<RemadeRow> rows, Changes changes) {
        var replay = parts.replays().live();
        replay.stage(rows);
        long changed = replay.apply(stamp, changes);
        return new Written(0, changed, rows.size() - changed, 0);
    }
}
