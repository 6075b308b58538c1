package app.tds.pipeline;

import app.tds.mirror.Difference;
import app.tds.mirror.RowTotals;
import app.tds.mirror.RowTotals.Days;
import app.tds.pipeline.EstablishedTotals.Established;
import app.tds.pipeline.SourceProof.Outcome;
import app.tds.source.SourceFailure;
import app.tds.source.SourcePage;
import app.tds.source.SourceQuery;
import app.tds.source.SourceRecord;
import app.tds.source.SourceTotals;
import java.time.Instant;
import java.util.ArrayList;
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

    /** Of one day. */
    private static final int MOST_PAGES = 10;

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
                Looked looked = look(run);
                calls = looked.calls();
                parts.transactions()
                        .run(() -> parts.runs()
                                .note(run.run(), looked.established().sentence() + "."));
                known = Optional.of(looked.established());
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

    /** What was found out, and what that took. */
    private record Looked(Established established, int calls) {}

    private Looked look(JobRun run) {
        try {
            SourceTotals said = counted(run);
            return new Looked(
                    parts.transactions().within(() -> totals.establish(run.run(), run.translation(), said)),
                    said.page().calls());
        } catch (SourceFailure.Refused reason) {
            return new Looked(parts.transactions().within(() -> totals.refused(run.run(), reason)), 1);
        }
    }

    /** Some records with the numbers of their list, all on one page if the days are not too busy. */
    private SourceTotals counted(JobRun run) {
        SourceQuery some = SourceProof.query(run, someDays(run));
        SourceTotals said =
                run.source().totals(some, Objects.requireNonNull(run.range().totals()), true);
        List<SourceRecord> records = new ArrayList<>(said.page().records());
        int calls = said.page().calls();
        boolean more = said.page().more();
        for (int number = 2; more && number <= MOST_PAGES; number++) {
            SourcePage page = run.source().fetch(some, number);
            records.addAll(page.records());
            calls += page.calls();
            more = page.more();
        }
        return new SourceTotals(said.numbers(), new SourcePage(1, records, more, calls));
    }

    /** As many of the last days as fit into a page, or else the quietest day. */
    private Days someDays(JobRun run) {
        Days all = SourceProof.all(run);
        return rows.since(all, run.job().source().pageSize() * 3 / 4)
                .map(all::since)
                .or(() -> rows.quietest(all).map(day -> all.since(day).upTo(day)))
                .orElse(all);
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
