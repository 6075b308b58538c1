package app.tds.pipeline;

import app.tds.pipeline.Delivered.Told;
import app.tds.pipeline.DetailWriter.Landed;
import app.tds.pipeline.HydrationQueue.Entry;
import app.tds.pipeline.HydrationQueue.Place;
import app.tds.source.DetailQuery;
import app.tds.source.Priority;
import app.tds.source.Source;
import app.tds.source.SourceDetails;
import app.tds.source.SourceFailure;
import app.tds.source.SourceRecord;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Fetches the documents of the records that a run was asked for, unless a document came with a webhook. A record that
 * the source does not know is marked as deleted.
 *
 * <p>The run's row is the state: a record is done in the transaction that writes its document or its mark.
 */
final class FetchById implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(FetchById.class);

    private final JobRun job;
    private final Run run;
    private final Source source;
    private final Removal removal;
    private final DetailQuery query;
    private final DetailQuery one;
    private final int atATime;
    private final @Nullable Delivered delivered;
    private final ByIdWriter writer;
    private final PipelineParts parts;

    private final Deque<String> leftOut = new ArrayDeque<>();
    private final Map<String, SourceFailure> failed = new TreeMap<>();
    private final Deque<String> left = new ArrayDeque<>();
    private @Nullable Deque<String> asked;

    /** @param delivered documents that need not be asked for; null if none can count */
    FetchById(JobRun run, Priority priority, @Nullable Delivered delivered, ByIdWriter writer, PipelineParts parts) {
        this.job = run;
        this.run = run.run();
        this.source = run.source();
        this.removal = run.removal();
        this.query = run.documents(priority);
        this.one = run.document(priority);
        this.atATime = query.parameter() == null ? DetailWriter.SINGLE : DetailWriter.BULK;
        this.delivered = delivered;
        this.writer = writer;
        this.parts = parts;
    }

    /** Some documents could not be had; the others have been written. */
    static final class NotHad extends RuntimeException {

        private static final int NAMED = 10;

        NotHad(Run run, Map<String, SourceFailure> failed) {
            super(failed.size() + " of the " + run.selection().ids().size() + " " + run.job()
                    + " asked for could not be had, asking again goes on with them: "
                    + failed.keySet().stream().limit(NAMED).collect(Collectors.joining(", "))
                    + (failed.size() > NAMED ? ", …" : "") + ". The first: "
                    + failed.values().iterator().next().getMessage());
        }
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        if (asked == null) {
            asked = new ArrayDeque<>(parts.runs().left(run));
        }
        if (!asked.isEmpty()) {
            use(first(asked, DetailWriter.SINGLE));
        } else if (!left.isEmpty()) {
            ask(query, first(left, atATime));
        } else if (!leftOut.isEmpty()) {
            ask(one, first(leftOut, DetailWriter.SINGLE));
        } else if (!failed.isEmpty()) {
            throw new NotHad(run, failed);
        } else {
            return RepeatStatus.FINISHED;
        }
        return RepeatStatus.CONTINUABLE;
    }

    /** What need not be asked for; the rest is left. */
    private void use(List<String> ids) {
        Map<String, Told> told = delivered == null ? Map.of() : delivered.of(ids);
        ids.stream().filter(id -> !told.containsKey(id)).forEach(left::add);
        if (!told.isEmpty()) {
            progress(parts.transactions().within(() -> keep(told)));
        }
    }

    private RunCounts keep(Map<String, Told> told) {
        Landed landed = writer.write(
                told.values().stream().flatMap(one -> one.documents().stream()).toList());
        parts.hydration()
                .removeUpTo(
                        run,
                        told.entrySet().stream()
                                .map(one ->
                                        new Entry(one.getKey(), one.getValue().upTo()))
                                .toList());
        Map<String, Instant> versions = new TreeMap<>();
        told.forEach((id, one) -> {
            if (one.newest()) {
                versions.put(id, one.upTo());
            }
        });
        parts.provisional().delivered(run, versions);
        parts.runs().had(run, told.keySet());
        return parts.runs().add(run, landed.counts());
    }

    private void progress(RunCounts counts) {
        parts.events()
                .publishEvent(
                        new RunProgressed(run, counts, run.selection().ids().size()));
    }

    private static List<String> first(Deque<String> ids, int most) {
        List<String> first = new ArrayList<>();
        while (first.size() < most && !ids.isEmpty()) {
            first.add(ids.remove());
        }
        return first;
    }

    private void ask(DetailQuery asked, List<String> ids) {
        if (parts.callsOfDeliveries().areSpent(job)) {
            leaveToTheQueue(ids);
            return;
        }
        boolean ownAddress = asked.parameter() == null;
        List<Place> places = parts.hydration().places(run, ids);
        SourceDetails details;
        try {
            details = source.details(asked, ids);
        } catch (SourceFailure.Refused | SourceFailure.Unavailable failure) {
            notHad(ownAddress, ids.stream().collect(Collectors.toMap(id -> id, id -> failure)));
            return;
        }
        progress(parts.transactions().within(() -> keep(places, details, ownAddress)));
        if (!ownAddress) {
            leftOut.addAll(details.gone());
        }
        details.failed().values().forEach(FetchById::refuseIfItHoldsForAll);
        notHad(ownAddress, details.failed());
    }

    /** Where one record makes a call for several fail, each record is fetched alone. */
    private void notHad(boolean ownAddress, Map<String, SourceFailure> failures) {
        if (ownAddress) {
            failed.putAll(failures);
        } else {
            leftOut.addAll(failures.keySet());
        }
    }

    /** A delta fetches these records, with its own share of the calls. */
    private void leaveToTheQueue(List<String> ids) {
        log.warn(
                "run {}: webhooks have used their share of today's calls of organization {}; {} documents wait in the"
                        + " queue for the next delta of {}",
                run.id(),
                run.organizationId(),
                ids.size(),
                run.job());
        parts.transactions().run(() -> {
            parts.hydration().addNamed(run, ids);
            parts.runs().had(run, ids);
        });
    }

    /** What deliveries claim, where the document that came is older. */
    private Map<String, Instant> unmet(Landed landed) {
        Map<String, Instant> unmet =
                delivered == null ? Map.of() : delivered.claims(landed.times().keySet());
        return unmet.entrySet().stream()
                .filter(claim -> isOlder(landed.times().get(claim.getKey()), claim.getValue()))
                .filter(claim -> !landed.behind().containsKey(claim.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean isOlder(@Nullable Instant time, Instant claimed) {
        return time != null && time.isBefore(claimed);
    }

    private static void refuseIfItHoldsForAll(SourceFailure failure) {
        if (failure instanceof SourceFailure.Throttled || failure instanceof SourceFailure.Denied) {
            throw failure;
        }
    }

    private RunCounts keep(List<Place> places, SourceDetails details, boolean ownAddress) {
        Landed landed = writer.write(details.found());
        Set<String> done = new TreeSet<>();
        details.found().stream()
                .map(SourceRecord::sourceId)
                .filter(Objects::nonNull)
                .forEach(done::add);
        long deleted = 0;
        if (ownAddress) {
            done.addAll(details.gone());
            deleted = removal.mark(run, details.gone(), parts);
        }
        parts.provisional().confirm(run, landed.times());
        parts.hydration().settle(run, places, landed);
        parts.hydration().addClaimed(run, unmet(landed));
        parts.runs().had(run, done);
        return parts.runs().add(run, landed.counts().plus(RunCounts.ofDeleted(deleted, details.calls())));
    }
}
