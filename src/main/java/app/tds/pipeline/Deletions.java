package app.tds.pipeline;

import app.tds.source.DetailQuery;
import app.tds.source.Priority;
import app.tds.source.Source;
import app.tds.source.Source.Tombstones;
import app.tds.source.SourceDetails;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Marks what the source lists as deleted and does not know any more: a record may have been taken out of the recycle bin.
 *
 * <p>The list of deletions is asked for once an hour, by the first delta of the hour: the watermark says which one that is.
 */
final class Deletions implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(Deletions.class);

    private static final SourceDetails NONE = new SourceDetails(List.of(), Set.of(), Map.of(), 0);

    private final JobRun job;
    private final Run run;
    private final Source source;
    private final PipelineParts parts;

    Deletions(JobRun job, PipelineParts parts) {
        this.job = job;
        this.run = job.run();
        this.source = job.source();
        this.parts = parts;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        Instant since = lastHour();
        if (since != null) {
            DetailQuery several = job.documents(Priority.DELTA);
            Tombstones told =
                    source.deleted(several, Objects.requireNonNull(job.details().deletedPath()), since);
            List<String> alive = List.copyOf(parts.tables()
                    .fingerprints(job.translation().rows(), run.organizationId(), told.ids())
                    .keySet());
            SourceDetails answer = alive.isEmpty() ? NONE : source.details(several, alive);
            parts.transactions().run(() -> keep(told, answer));
        }
        return RepeatStatus.FINISHED;
    }

    private void keep(Tombstones told, SourceDetails answer) {
        long marked = job.removal().mark(run, answer.gone(), parts);
        parts.runs().add(run, RunCounts.ofDeleted(marked, told.calls() + answer.calls()));
        if (marked > 0) {
            log.info("run {}: the source lists {} of {} as deleted", run.id(), marked, run.job());
        }
    }

    /** From where on deletions are asked for; null if another delta of this hour has done that. */
    private @Nullable Instant lastHour() {
        if (run.since() == null) {
            return run.until().minus(1, ChronoUnit.DAYS);
        }
        Instant watermark = run.since().plus(job.job().limits().overlap());
        Instant hour = watermark.truncatedTo(ChronoUnit.HOURS);
        return hour.isBefore(run.until().truncatedTo(ChronoUnit.HOURS)) ? hour.minus(1, ChronoUnit.HOURS) : null;
    }
}
