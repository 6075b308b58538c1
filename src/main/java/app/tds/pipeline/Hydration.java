package app.tds.pipeline;

import app.tds.PlainTime;
import app.tds.pipeline.DetailWriter.Landed;
import app.tds.pipeline.HydrationQueue.Place;
import app.tds.pipeline.HydrationQueue.Trouble;
import app.tds.source.DetailQuery;
import app.tds.source.Priority;
import app.tds.source.Source;
import app.tds.source.SourceDetails;
import app.tds.source.SourceFailure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Fetches complete documents, the newest first. The step ends when no document waits, or when enough were
 * fetched. It also ends when the share of the day's calls is used, or the run's turn is over. The rest waits for the next run. What this very run has
 * found to be changed does not have to leave lists their calls, as what has been waiting does.
 *
 * <p>The queue is the state: a document leaves the queue in the transaction that writes the document.
 */
final class Hydration implements Tasklet {

    private static final int FEW = 10;

    private static final Logger log = LoggerFactory.getLogger(Hydration.class);

    private final Run run;
    private final Source source;
    private final DetailQuery query;
    private final DetailQuery one;
    private final Set<String> jobs;
    private final HydrationTurn turn;
    private final int most;
    private final boolean onlyListed;
    private final DetailWriter writer;
    private final HydrationQueue queue;
    private final Runs runs;
    private final RunSteps steps;
    private final Plans plans;
    private final PipelineParts parts;
    private final Removal removal;
    private boolean begun;
    private boolean fetched;
    private long left;

    /**
     * @param most documents of a run
     * @param onlyListed whether the run fetches only documents of records that it has listed itself
     */
    Hydration(JobRun run, int most, boolean onlyListed, DetailWriter writer, PipelineParts parts, Plans plans) {
        this.run = run.run();
        this.source = run.source();
        this.query = run.documents(Priority.HYDRATION);
        this.one = run.document(Priority.HYDRATION);
        this.jobs = run.sharing();
        this.turn = new HydrationTurn(this.run.mode(), parts.clock());
        this.most = most;
        this.onlyListed = onlyListed;
        this.writer = writer;
        this.queue = parts.hydration();
        this.runs = parts.runs();
        this.steps = parts.steps();
        this.plans = plans;
        this.parts = parts;
        this.removal = run.removal();
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        if (!begun) {
            begun = true;
            turn.begin();
            long asked = steps.of(run, RunSteps.HYDRATE).asked();
            left = Math.min(
                    plans.documentsARun(run, most) - asked,
                    Math.max(plans.room(run), runs.counts(run).written() - asked));
            parts.provisional().queueOverdue(run);
            if (run.askedBy().isPerson()) {
                queue.forgive(run);
            }
        }
        if (fetched && turn.isOver(runs.isWaitedForByWebhooks(run))) {
            sayWhatWaits(": others have their turn now");
            return RepeatStatus.FINISHED;
        }
        List<Place> places = next((int) Math.min(turn.atATime(query.parameter() != null), left));
        List<String> ids = places.stream().map(Place::sourceId).distinct().toList();
        if (ids.isEmpty()) {
            sayWhatWaits("");
            return RepeatStatus.FINISHED;
        }
        SourceDetails details;
        try {
            details = source.details(places.get(0).failures() > 1 ? one : query, ids);
        } catch (SourceFailure.Throttled throttled) {
            sayWhatWaits(": " + throttled.getMessage());
            return RepeatStatus.FINISHED;
        }
        fetched = true;
        left -= ids.size();
        boolean ownAddress = query.parameter() == null || places.get(0).failures() > 1;
        parts.transactions().run(() -> keep(places, ids.size(), details, ownAddress));
        return RepeatStatus.CONTINUABLE;
    }

    /** The records of one call: many; a few, if one of the many made the call fail; or a single one. */
    private List<Place> next(int most) {
        List<Place> due = onlyListed
                ? queue.nextListed(run, most)
                : parts.transactions().within(() -> queue.take(run, jobs, most));
        int failures = due.isEmpty() ? 0 : due.get(0).failures();
        Set<String> some = due.stream()
                .filter(place -> place.failures() == failures)
                .map(Place::sourceId)
                .distinct()
                .limit(failures == 0 ? most : failures == 1 ? FEW : DetailWriter.SINGLE)
                .collect(Collectors.toSet());
        return due.stream().filter(place -> some.contains(place.sourceId())).toList();
    }

    private void keep(List<Place> places, int asked, SourceDetails details, boolean ownAddress) {
        Set<String> decided = places.stream()
                .filter(place -> place.decided() && place.job().equals(run.job()))
                .map(Place::sourceId)
                .collect(Collectors.toSet());
        Landed landed = writer.write(details.found(), decided);
        parts.provisional().settle(run, places, landed);
        int older = queue.settle(run, places, landed);
        seen(decided, landed);
        Set<String> unreal = ownAddress ? intersection(decided, details.gone()) : Set.of();
        long deleted = removeUnreal(unreal);
        queue.postpone(run, Trouble.UNKNOWN, unknown(details, unreal));
        queue.postpone(run, Trouble.FAILED, reasons(details));
        RunCounts counts = landed.counts();
        long same = counts.unchanged() + counts.duplicates();
        // An older document that was not written counts as one that could not be had.
        long postponed = Math.min(older, same);
        steps.add(
                run,
                RunSteps.HYDRATE,
                new DocumentCounts(
                        asked,
                        counts.written(),
                        same - postponed,
                        counts.quarantined(),
                        details.gone().size(),
                        asked - landed.ids().size() - details.gone().size() + postponed,
                        details.calls()));
        runs.add(run, RunCounts.ofDeleted(deleted, details.calls()));
    }

    /** Records that only a webhook has told of, and that the source has shown now. */
    private void seen(Set<String> decided, Landed landed) {
        List<String> shown =
                decided.stream().filter(landed.times()::containsKey).toList();
        var stamp = parts.stamps().next(run);
        parts.ages().seen(removal.own().rows(), stamp, shown);
    }

    private static Set<String> intersection(Set<String> some, Set<String> others) {
        return some.stream().filter(others::contains).collect(Collectors.toSet());
    }

    /** Records that only a webhook has told of, and that the source does not know. */
    private long removeUnreal(Set<String> unreal) {
        Map<String, @Nullable Instant> never = new HashMap<>();
        unreal.forEach(id -> never.put(id, null));
        parts.provisional().refute(run, never);
        return removal.mark(run, unreal, parts);
    }

    private static Map<String, String> unknown(SourceDetails details, Set<String> unreal) {
        return details.gone().stream()
                .filter(id -> !unreal.contains(id))
                .collect(Collectors.toMap(
                        id -> id, id -> "the source does not know the record, though its list shows it"));
    }

    /** What was not asked for was not asked for in vain. */
    private static Map<String, String> reasons(SourceDetails details) {
        Map<String, String> reasons = new TreeMap<>();
        details.failed().forEach((id, failure) -> {
            if (!(failure instanceof SourceFailure.Throttled)) {
                reasons.put(id, String.valueOf(failure.getMessage()));
            }
        });
        return reasons;
    }

    private void sayWhatWaits(String why) {
        long waiting = queue.sizes(run.organizationId()).getOrDefault(run.job(), 0L);
        if (waiting > 0) {
            log.atLevel(run.askedBy().isPerson() ? Level.INFO : Level.DEBUG)
                    .log(
                            "run {}: {} documents wait, complete {}{}",
                            run.id(),
                            waiting,
                            plans.completeBy(run)
                                    .map(instant ->
                                            "by about " + PlainTime.utc(instant.truncatedTo(ChronoUnit.MINUTES)))
                                    .orElse("never at this pace"),
                            why);
        }
    }
}
