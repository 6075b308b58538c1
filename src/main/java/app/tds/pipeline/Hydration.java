package app.tds.pipeline;

import app.tds.pipeline.HydrationQueue.Place;
import app.tds.source.DetailQuery;
import app.tds.source.Source;
import app.tds.source.SourceDetails;
import app.tds.source.SourceFailure;
import app.tds.source.SourceRecord;
import java.time.temporal.ChronoUnit;
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
 * is used; the rest waits for the next run. What this very run has found to be changed does not have to leave lists
 * their calls, as what has been waiting does.
 *
 * <p>The queue is the state: documents leave it in the transaction that writes them.
 */
final class Hydration implements Tasklet {

    private static final int ATTEMPTS = 2;

    private static final Logger log = LoggerFactory.getLogger(Hydration.class);

    private final Run run;
    private final Source source;
    private final DetailQuery query;
    private final Set<String> jobs;
    private final int atATime;
    private final int most;
    private final DetailWriter writer;
    private final HydrationQueue queue;
    private final Runs runs;
    private final RunSteps steps;
    private final Plans plans;
    private final TransactionTemplate transaction;
    private boolean begun;
    private long left;

    /**
     * @param jobs that want the same documents: what one has fetched, the others need not
     * @param atATime documents fetched and written together
     * @param most documents of a run
     */
    Hydration(
            Run run,
            Source source,
            DetailQuery query,
            Set<String> jobs,
            int atATime,
            int most,
            DetailWriter writer,
            PipelineParts parts,
            Plans plans,
            TransactionTemplate transaction) {
        this.run = run;
        this.source = source;
        this.query = query;
        this.jobs = jobs;
        this.atATime = atATime;
        this.most = most;
        this.writer = writer;
        this.queue = parts.hydration();
        this.runs = parts.runs();
        this.steps = parts.steps();
        this.plans = plans;
        this.transaction = transaction;
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        if (!begun) {
            begun = true;
            long asked = steps.of(run, RunSteps.HYDRATE).asked();
            left = Math.min(
                    most - asked, Math.max(plans.room(run), runs.counts(run).written() - asked));
            queue.forgive(run);
        }
        int most = (int) Math.min(atATime, left);
        List<Place> places = run.mode() == RunMode.RANGE
                ? queue.nextListed(run, most, ATTEMPTS)
                : queue.next(run, jobs, most, ATTEMPTS);
        List<String> ids = places.stream().map(Place::sourceId).distinct().toList();
        if (ids.isEmpty()) {
            sayWhatWaits("");
            return RepeatStatus.FINISHED;
        }
        SourceDetails details;
        try {
            details = source.details(query, ids);
        } catch (SourceFailure.Throttled throttled) {
            sayWhatWaits(": " + throttled.getMessage());
            return RepeatStatus.FINISHED;
        }
        left -= ids.size();
        transaction.executeWithoutResult(status -> keep(places, ids.size(), details));
        return RepeatStatus.CONTINUABLE;
    }

    private void keep(List<Place> places, int asked, SourceDetails details) {
        RunCounts counts = writer.write(details.found());
        Set<String> done = new TreeSet<>(details.gone());
        details.found().stream().map(SourceRecord::sourceId).forEach(id -> done.add(String.valueOf(id)));
        queue.remove(
                run,
                places.stream().filter(place -> done.contains(place.sourceId())).toList());
        queue.failed(run, details.failed().keySet());
        steps.add(
                run,
                RunSteps.HYDRATE,
                new DocumentCounts(
                        asked,
                        counts.written(),
                        counts.unchanged() + counts.duplicates(),
                        counts.quarantined(),
                        details.gone().size(),
                        asked - done.size(),
                        details.calls()));
        runs.add(run, new RunCounts(0, 0, 0, 0, 0, 0, 0, 0, details.calls()));
    }

    private void sayWhatWaits(String why) {
        long waiting = queue.sizes(run.organizationId()).getOrDefault(run.job(), 0L);
        if (waiting > 0) {
            log.info(
                    "run {}: {} documents wait, complete {}{}",
                    run.id(),
                    waiting,
                    plans.completeBy(run)
                            .map(instant -> "by about " + instant.truncatedTo(ChronoUnit.MINUTES))
                            .orElse("never at this pace"),
                    why);
        }
    }
}
