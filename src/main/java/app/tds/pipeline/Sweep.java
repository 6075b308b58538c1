package app.tds.pipeline;

import app.tds.mirror.TdsRow;
import app.tds.source.DetailQuery;
import app.tds.source.Priority;
import app.tds.source.Source;
import app.tds.source.SourceDetails;
import app.tds.source.SourceFailure;
import app.tds.source.SourceRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Marks as deleted what a complete listing has not shown and the source says it does not know.
 *
 * <p>That a record is not listed is only a suspicion: a list may hide records wrongly. A few records are asked for one
 * by one. Many records are asked for together where the source allows that. Of the records that such an answer leaves
 * out, a sample is asked for one by one. What was learned is kept, so that a sweep that is stopped goes on; all marks
 * appear in one transaction at its end.
 */
final class Sweep implements Tasklet {

    /** A sweep that would take more than a tenth of a table is a fault somewhere else. */
    static final double MOST = 0.1;

    private static final int FEW = 20;
    private static final int AT_A_TIME = 50;
    private static final int TOGETHER = 500;

    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

    private final Run run;
    private final Source source;
    private final Removal removal;
    private final DetailQuery one;
    private final DetailQuery several;
    private final Set<Class<? extends TdsRow>> kinds;
    private final PipelineParts parts;

    private final Deque<String> together = new ArrayDeque<>();
    private final Deque<String> single = new ArrayDeque<>();
    private boolean begun;
    private boolean trusted = true;
    private int sampled;
    private long missing;

    Sweep(JobRun run, PipelineParts parts) {
        this.run = run.run();
        this.source = run.source();
        this.removal = run.removal();
        this.one = run.document(Priority.FULL);
        this.several = run.documents(Priority.FULL);
        this.kinds = removal.own().rows();
        this.parts = parts;
    }

    /** The sweep would delete too much; it deleted nothing. */
    static final class TooMuch extends RuntimeException {
        TooMuch(Run run, int missing, long alive) {
            super("Of " + alive + " " + run.job() + ", " + missing + " were not listed any more. That is too much to be"
                    + " deletions, so nothing was marked. Look at the list in the source; the next full import lists again."
                    + " If they were deleted on purpose, an admin says so: sync " + run.job()
                    + " --mode full --accept-deletions");
        }
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        if (!begun) {
            begun = true;
            begin();
        }
        if (!together.isEmpty()) {
            askTogether(first(together, TOGETHER));
        } else if (!single.isEmpty()) {
            List<String> some = first(single, AT_A_TIME);
            keep(some, source.details(one, some));
        } else {
            publish();
            return RepeatStatus.FINISHED;
        }
        return RepeatStatus.CONTINUABLE;
    }

    private void begin() {
        List<String> unlisted = parts.tables().unlisted(kinds, run.organizationId(), run.id());
        long alive = parts.tables().alive(kinds, run.organizationId());
        missing = unlisted.size();
        if (missing > allowed(alive)) {
            parts.transactions().run(() -> parts.runs().missed(run, missing));
            throw new TooMuch(run, unlisted.size(), alive);
        }
        Set<String> known = parts.swept().all(run);
        boolean many = missing > FEW && several.parameter() != null;
        unlisted.stream().filter(id -> !known.contains(id)).forEach(id -> (many ? together : single).add(id));
    }

    /** While an accepted deletion is looked at, a few more may come. */
    private long allowed(long alive) {
        long usual = Math.max(FEW, (long) (alive * MOST));
        return parts.runs()
                .acceptedDeletions(run)
                .map(accepted -> Math.max(usual, accepted + FEW))
                .orElse(usual);
    }

    private static List<String> first(Deque<String> ids, int most) {
        List<String> first = new ArrayList<>();
        while (first.size() < most && !ids.isEmpty()) {
            first.add(ids.remove());
        }
        return first;
    }

    /** What an answer about many leaves out, after a list has left it out too, is gone, if a sample of it is. */
    private void askTogether(List<String> ids) {
        SourceDetails answer = source.details(several, ids);
        List<String> leftOut = List.copyOf(answer.gone());
        int looked = Math.min(leftOut.size(), FEW - sampled);
        sample(leftOut.subList(0, looked));
        List<String> rest = leftOut.subList(looked, leftOut.size());
        if (!trusted) {
            single.addAll(rest);
            rest = List.of();
        }
        single.addAll(answer.failed().keySet());
        List<String> there = found(answer);
        keep(there.size() + rest.size(), there, rest, 0, answer.calls());
        refuseIfItHoldsForAll(answer.failed());
    }

    private void sample(List<String> some) {
        if (!some.isEmpty()) {
            sampled += some.size();
            SourceDetails answer = source.details(one, some);
            trusted &= answer.found().isEmpty() && answer.failed().isEmpty();
            keep(some, answer);
        }
    }

    private static List<String> found(SourceDetails answer) {
        return answer.found().stream()
                .map(SourceRecord::sourceId)
                .map(String::valueOf)
                .toList();
    }

    private void keep(List<String> ids, SourceDetails answer) {
        keep(ids.size(), found(answer), answer.gone(), answer.failed().size(), answer.calls());
        refuseIfItHoldsForAll(answer.failed());
    }

    /** A record that exists stays as it was. A record that could not be looked at is left to the next full import. */
    private void keep(int asked, List<String> there, Collection<String> gone, int postponed, int calls) {
        parts.transactions().run(() -> {
            parts.swept().add(run, there, false);
            parts.swept().add(run, gone, true);
            parts.steps()
                    .add(
                            run,
                            RunSteps.SWEEP,
                            new DocumentCounts(asked, 0, there.size(), 0, gone.size(), postponed, calls));
            parts.runs().add(run, RunCounts.ofCalls(calls));
        });
    }

    /** The run is parked, and goes on with what is left. */
    private static void refuseIfItHoldsForAll(Map<String, SourceFailure> failed) {
        for (SourceFailure failure : failed.values()) {
            if (failure instanceof SourceFailure.Throttled || failure instanceof SourceFailure.Denied) {
                throw failure;
            }
        }
    }

    private void publish() {
        parts.transactions().run(() -> {
            Set<String> gone = new TreeSet<>(parts.swept().gone(run));
            long marked = removal.mark(run, gone, parts);
            parts.runs().add(run, RunCounts.ofDeleted(marked, 0));
            parts.swept().forget(run);
            if (missing > 0) {
                log.info(
                        "run {}: {} known records were not in the list; {} of them are marked as deleted",
                        run.id(),
                        missing,
                        marked);
            }
        });
    }
}
