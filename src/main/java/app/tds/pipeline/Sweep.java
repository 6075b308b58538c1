package app.tds.pipeline;

import app.tds.mirror.TdsRow;
import app.tds.mirror.TdsTables;
import app.tds.source.DetailQuery;
import app.tds.source.Source;
import app.tds.source.SourceDetails;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Marks as deleted what a complete listing has not shown and the source says it does not know.
 *
 * <p>Not being listed is a suspicion, no more: a list may hide what it should not. Only the source's own word on the
 * single record makes it a deletion. All marks of a sweep appear in one transaction.
 */
final class Sweep implements Tasklet {

    /** A sweep that would take more than a tenth of a table is a fault somewhere else. */
    static final double MOST = 0.1;

    private static final int ALWAYS_ALLOWED = 20;
    private static final int AT_A_TIME = 50;

    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

    private final Run run;
    private final Source source;
    private final Removal removal;
    private final DetailQuery one;
    private final Set<Class<? extends TdsRow>> kinds;
    private final TdsTables tables;
    private final Runs runs;
    private final RunSteps steps;
    private final PipelineParts parts;
    private final TransactionTemplate transaction;

    /**
     * @param removal what is marked when a record is deleted
     * @param one asks for a record at its own address: that a list or a bulk answer leaves it out is not the source's word
     */
    Sweep(
            Run run,
            Source source,
            Removal removal,
            DetailQuery one,
            PipelineParts parts,
            TransactionTemplate transaction) {
        this.run = run;
        this.source = source;
        this.removal = removal;
        this.one = one;
        this.kinds = removal.own().rows();
        this.tables = parts.tables();
        this.runs = parts.runs();
        this.steps = parts.steps();
        this.parts = parts;
        this.transaction = transaction;
    }

    /** The sweep would delete too much; it deleted nothing. */
    static final class TooMuch extends RuntimeException {
        TooMuch(Run run, int missing, long alive) {
            super("Of " + alive + " " + run.job() + ", " + missing + " were not listed any more. That is too much to be"
                    + " deletions, so nothing was marked: look at the list in the source, then run a full import.");
        }
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        List<String> missing = tables.unlisted(kinds, run.organizationId(), run.id());
        long alive = tables.alive(kinds, run.organizationId());
        if (missing.size() > Math.max(ALWAYS_ALLOWED, alive * MOST)) {
            throw new TooMuch(run, missing.size(), alive);
        }
        Set<String> gone = new TreeSet<>();
        DocumentCounts confirmations = DocumentCounts.NONE;
        for (int from = 0; from < missing.size(); from += AT_A_TIME) {
            List<String> some = missing.subList(from, Math.min(missing.size(), from + AT_A_TIME));
            var answered = source.details(one, some);
            gone.addAll(answered.gone());
            confirmations = confirmations.plus(counts(some.size(), answered));
        }
        mark(gone, confirmations);
        if (!missing.isEmpty()) {
            log.info(
                    "run {}: {} of {} were not listed; {} of them are deleted",
                    run.id(),
                    missing.size(),
                    alive,
                    gone.size());
        }
        return RepeatStatus.FINISHED;
    }

    /** A record that is there all the same is as it was. */
    private static DocumentCounts counts(int asked, SourceDetails answered) {
        return new DocumentCounts(
                asked,
                0,
                answered.found().size(),
                0,
                answered.gone().size(),
                answered.failed().size(),
                answered.calls());
    }

    private void mark(Set<String> gone, DocumentCounts confirmations) {
        transaction.executeWithoutResult(status -> {
            long marked = removal.mark(run, gone, parts);
            steps.add(run, RunSteps.SWEEP, confirmations);
            runs.add(run, new RunCounts(0, 0, 0, 0, 0, 0, marked, 0, confirmations.calls()));
        });
    }
}
