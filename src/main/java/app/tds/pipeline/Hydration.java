package app.tds.pipeline;

import app.tds.source.DetailQuery;
import app.tds.source.Source;
import app.tds.source.SourceDetails;
import app.tds.source.SourceFailure;
import app.tds.source.SourceRecord;
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
 * Fetches complete documents, the newest first, until none waits, enough were fetched, or the share of the day's calls
 * is used; the rest waits for the next run.
 *
 * <p>The queue is the state: documents leave it in the transaction that writes them.
 */
final class Hydration implements Tasklet {

    private static final int ATTEMPTS = 2;

    private static final Logger log = LoggerFactory.getLogger(Hydration.class);

    private final Run run;
    private final Source source;
    private final DetailQuery query;
    private final int atATime;
    private int left;
    private boolean begun;
    private final DetailWriter writer;
    private final HydrationQueue queue;
    private final Runs runs;
    private final TransactionTemplate transaction;

    Hydration(
            Run run,
            Source source,
            DetailQuery query,
            int atATime,
            int most,
            DetailWriter writer,
            HydrationQueue queue,
            Runs runs,
            TransactionTemplate transaction) {
        this.run = run;
        this.source = source;
        this.query = query;
        this.atATime = atATime;
        this.left = most;
        this.writer = writer;
        this.queue = queue;
        this.runs = runs;
        this.transaction = transaction;
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        if (!begun) {
            begun = true;
            queue.forgive(run);
        }
        int most = Math.min(atATime, left);
        List<String> ids =
                run.mode() == RunMode.RANGE ? queue.nextListed(run, most, ATTEMPTS) : queue.next(run, most, ATTEMPTS);
        if (ids.isEmpty()) {
            return RepeatStatus.FINISHED;
        }
        SourceDetails details;
        try {
            details = source.details(query, ids);
        } catch (SourceFailure.Throttled throttled) {
            log.info(
                    "run {}: {} documents wait for the next run: {}",
                    run.id(),
                    queue.size(run),
                    throttled.getMessage());
            return RepeatStatus.FINISHED;
        }
        left -= ids.size();
        transaction.executeWithoutResult(status -> keep(details));
        return RepeatStatus.CONTINUABLE;
    }

    private void keep(SourceDetails details) {
        long written = writer.write(details.found()).written();
        Set<String> done = new TreeSet<>(details.gone());
        details.found().stream().map(SourceRecord::sourceId).forEach(id -> done.add(String.valueOf(id)));
        queue.remove(run, done);
        queue.failed(run, details.failed().keySet());
        runs.detailed(run, written, details.calls());
    }
}
