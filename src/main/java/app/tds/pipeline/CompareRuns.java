package app.tds.pipeline;

import app.tds.mirror.Difference;
import app.tds.mirror.RowTotals;
import app.tds.mirror.RowTotals.Days;
import app.tds.pipeline.EstablishedTotals.Established;
import app.tds.pipeline.SourceProof.Outcome;
import app.tds.source.SourceFailure;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.stereotype.Component;

/**
 * Asks the source itself whether the tables are right: by count and sums where it says them, else by documents that are
 * chosen by chance. No row is written. A run that was cut short begins again.
 */
@Component
class CompareRuns implements RunKind {

    private final Steps steps;
    private final EstablishedTotals totals;
    private final RowTotals rows;
    private final RecordComparison comparison;
    private final Integrations integrations;
    private final PipelineParts parts;

    CompareRuns(
            Steps steps,
            EstablishedTotals totals,
            RowTotals rows,
            RecordComparison comparison,
            Integrations integrations,
            PipelineParts parts) {
        this.steps = steps;
        this.totals = totals;
        this.rows = rows;
        this.comparison = comparison;
        this.integrations = integrations;
        this.parts = parts;
    }

    @Override
    public Set<RunMode> modes() {
        return Set.of(RunMode.COMPARE);
    }

    @Override
    public List<Step> steps(JobRun run) {
        return List.of(
                steps.calling(RunSteps.PROVE, (contribution, context) -> {
                    compareIfAllowed(run);
                    return RepeatStatus.FINISHED;
                }),
                steps.last("conclude", run.run(), () -> parts.verifications().conclude(run.run())));
    }

    /** A proof that waits for calls would be in the way of the deltas, which may still make some. */
    private void compareIfAllowed(JobRun run) {
        try {
            compare(run);
        } catch (SourceFailure.Throttled throttled) {
            parts.transactions()
                    .run(() -> parts.runs().note(run.run(), "Nothing was compared: " + throttled.getMessage()));
        }
    }

    private void compare(JobRun run) {
        Instant began = parts.clock().instant();
        int calls = 0;
        if (saysTotals(run)) {
            Optional<Established> known = totals.of(run.run());
            if (known.isEmpty()) {
                Established looked = look(run);
                calls = 1;
                parts.transactions().run(() -> parts.runs().note(run.run(), looked.sentence() + "."));
                known = Optional.of(looked);
            }
            if (known.get().count() != null) {
                Optional<Outcome> outcome = new SourceProof(run, parts, rows, known.get()).compare();
                if (outcome.isPresent()) {
                    keep(run, outcome.get(), calls, began);
                    return;
                }
            }
        }
        if (run.isAskedById()) {
            sample(run, calls, began);
        }
    }

    private static boolean saysTotals(JobRun run) {
        return run.job().source().range() != null && run.range().totals() != null;
    }

    /** One page with its numbers, of days that fit into it. */
    private Established look(JobRun run) {
        int most = run.job().source().pageSize();
        Days all = SourceProof.all(run);
        Days last = rows.since(all, most * 3 / 4).map(all::since).orElse(all);
        try {
            var said = run.source()
                    .totals(
                            SourceProof.query(run, last),
                            Objects.requireNonNull(run.range().totals()),
                            true);
            return parts.transactions().within(() -> totals.establish(run.run(), run.translation(), said));
        } catch (SourceFailure.Refused reason) {
            return parts.transactions().within(() -> totals.refused(run.run(), reason));
        }
    }

    private void keep(JobRun run, Outcome outcome, int more, Instant began) {
        int calls = outcome.calls() + more;
        parts.transactions().run(() -> {
            Set<String> differing = ids(outcome.found());
            parts.differences().add(run.run(), outcome.found());
            parts.runs().add(run.run(), RunCounts.ofCalls(calls));
            note(run, outcome.remark());
            // What compared nothing is no proof, and is due again.
            if (outcome.compared() != null) {
                parts.verifications()
                        .add(
                                run.run(),
                                Verification.Kind.SOURCE,
                                Math.max(outcome.compared(), differing.size()),
                                differing.size(),
                                0,
                                calls,
                                began);
            }
        });
    }

    private static Set<String> ids(Collection<Difference> found) {
        return found.stream().map(Difference::sourceId).collect(Collectors.toCollection(TreeSet::new));
    }

    private void note(JobRun run, @Nullable String remark) {
        if (remark != null) {
            parts.runs().note(run.run(), remark);
        }
    }

    private void sample(JobRun run, int more, Instant began) {
        int sharing = (int) integrations.sharingCalls(run.job()).stream()
                .filter(one -> one.details() != null)
                .count();
        Sampling.Outcome outcome = new Sampling(run, parts, rows, comparison, sharing).compare();
        int calls = outcome.calls() + more;
        parts.transactions().run(() -> {
            parts.runs().add(run.run(), RunCounts.ofCalls(calls));
            parts.verifications()
                    .add(run.run(), Verification.Kind.SAMPLE, outcome.compared(), outcome.differing(), 0, calls, began);
            note(run, sentence(run, outcome));
        });
    }

    private String sentence(JobRun run, Sampling.Outcome outcome) {
        if (outcome.differing() > 0) {
            return outcome.differing() + " of " + outcome.compared() + " documents that were chosen by chance differ.";
        }
        long sampled = parts.verifications().sampledEqual(run.run());
        return String.format(
                Locale.ROOT,
                "Of %d documents that were chosen by chance within 30 days, none differs: with 95 %% confidence fewer"
                        + " than %.1f %% of all do.",
                sampled,
                Math.ceil(Sampling.bound(sampled) * 1000) / 10);
    }
}
