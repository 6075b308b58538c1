package app.tds.pipeline;

import app.tds.jobs.JobDefinition.Incremental;
import app.tds.mirror.Difference;
import app.tds.mirror.KeptRow;
import app.tds.mirror.TdsRow;
import app.tds.pipeline.Verification.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Reads rows and their parts back from the tables. Each field is compared with what the source's last answers say when
 * they are translated again, as they are kept. The tables stay as they are, and nothing is asked of the source. A comparison that was cut
 * short begins again.
 */
final class Proving implements Tasklet {

    private final JobRun job;
    private final Run run;
    private final Kind kind;
    private final boolean everything;
    private final List<Class<? extends TdsRow>> kinds;
    private final List<String> resources;
    private final RowComparison comparison;
    private final boolean listsWhole;
    private final boolean hasDocuments;
    private final int atATime;
    private final PipelineParts parts;

    private final Set<String> differing = new HashSet<>();
    private @Nullable Iterator<Work> work;
    /** What is not done with yet. */
    private @Nullable Work after;

    private String last = "";
    private @Nullable Instant began;
    private long compared;
    private long repaired;

    /** Some rows to be compared; null ids stand for the next ones of that kind. */
    private record Work(
            Class<? extends TdsRow> kind, @Nullable List<String> ids) {}

    Proving(JobRun run, Kind kind, PipelineParts parts) {
        this.job = run;
        this.run = run.run();
        this.kind = kind;
        this.everything = kind == Kind.LIST || kind == Kind.DOCUMENTS;
        this.kinds = run.translation().rows().stream()
                .sorted(Comparator.comparing(Class::getName))
                .toList();
        this.resources = run.hasDocuments() ? List.of(run.listed(), run.detailed()) : List.of(run.listed());
        this.comparison = new RowComparison(run, parts);
        this.hasDocuments = run.hasDocuments();
        this.listsWhole = run.job().source().incremental() == Incremental.WHOLE;
        this.atATime = run.job().limits().chunkSize();
        this.parts = parts;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        Iterator<Work> left = work == null ? begin() : work;
        if (after != null) {
            next(after);
            return RepeatStatus.CONTINUABLE;
        }
        if (left.hasNext()) {
            next(left.next());
            return RepeatStatus.CONTINUABLE;
        }
        end();
        return RepeatStatus.FINISHED;
    }

    private Iterator<Work> begin() {
        began = parts.clock().instant();
        List<Work> all = new ArrayList<>();
        List<String> ids = everything ? List.of() : some();
        for (Class<? extends TdsRow> one : kinds) {
            if (everything) {
                all.add(new Work(one, null));
            }
            for (int from = 0; from < ids.size(); from += atATime) {
                all.add(new Work(one, ids.subList(from, Math.min(ids.size(), from + atATime))));
            }
        }
        work = all.iterator();
        return work;
    }

    private List<String> some() {
        if (kind == Kind.REPAIR) {
            return run.selection().ids();
        }
        Set<String> ids = new TreeSet<>(parts.replays()
                .writtenSince(kinds, run.organizationId(), parts.verifications().comparedSince(run)));
        if (!listsWhole) {
            ids.addAll(parts.listed().all(run));
        }
        return List.copyOf(ids);
    }

    private void next(Work some) {
        List<KeptRow> rows = some.ids() == null
                ? parts.replays().after(some.kind(), run.organizationId(), last, atATime)
                : parts.replays().these(some.kind(), run.organizationId(), some.ids());
        compare(some.kind(), rows);
        boolean more = some.ids() == null && !rows.isEmpty();
        after = more ? some : null;
        last = more ? rows.get(rows.size() - 1).sourceId() : "";
    }

    private void compare(Class<? extends TdsRow> one, List<KeptRow> rows) {
        Set<String> ids = rows.stream().map(KeptRow::sourceId).collect(Collectors.toSet());
        List<Difference> found = comparison.differences(one, rows);
        compared += ids.size();
        settle(ids, found);
        // Records without documents of their own cannot be asked for one by one: what the list said is put right at
        // once.
        if (!hasDocuments && !found.isEmpty()) {
            List<String> wrong =
                    found.stream().map(Difference::sourceId).distinct().toList();
            comparison.repair(one, wrong);
            settle(ids, comparison.differences(one, parts.replays().these(one, run.organizationId(), ids)));
        }
    }

    private void settle(Set<String> ids, List<Difference> found) {
        found.forEach(one -> differing.add(one.sourceId()));
        parts.differences().add(run, found);
        repaired += parts.differences().close(run, ids, found);
    }

    private void end() {
        List<Difference> missing = new ArrayList<>();
        Set<String> inQuarantine = new HashSet<>(parts.quarantine().ids(run));
        inQuarantine.addAll(parts.quarantine().ids(run, Quarantine.details(run)));
        List<String> rowless =
                rowless().stream().filter(id -> !inQuarantine.contains(id)).toList();
        Map<String, String> tables = LastListRows.tables(job, rowless, parts);
        String usual = KeptTranslation.table(kinds.get(0));
        for (String id : rowless) {
            missing.add(new Difference(
                    tables.getOrDefault(id, usual), id, "", Difference.ROW, "missing", "told by the source"));
        }
        compared += missing.size();
        settle(missing.stream().map(Difference::sourceId).collect(Collectors.toSet()), missing);
        if (kind == Kind.DOCUMENTS && isComplete()) {
            repaired += parts.differences().close(run, removed(rowless), List.of());
        }
        parts.verifications().add(run, kind, compared, differing.size(), repaired, Objects.requireNonNull(began));
    }

    private List<String> rowless() {
        return switch (kind) {
            case LIST, WINDOW -> parts.replays().unwritten(kinds, run.organizationId(), run.id());
            case DOCUMENTS ->
                isComplete() ? owed(parts.replays().rowless(kinds, run.organizationId(), resources)) : List.of();
            case REPAIR, SOURCE, SAMPLE -> List.of();
        };
    }

    /** A document that another job has fetched owes no row of a record that was gone when this job last read its list. */
    private List<String> owed(List<String> rowless) {
        return rowless.isEmpty() || !job.sharesDocuments()
                ? rowless
                : parts.listed().sinceLastFull(run, rowless, resources);
    }

    /** A row that somebody made up may have been taken out of its table again: nothing is left that could differ. */
    private List<String> removed(Collection<String> rowless) {
        List<String> open = new ArrayList<>(parts.differences().ofRows(run));
        open.removeAll(rowless);
        kinds.forEach(one -> open.removeAll(parts.replays().there(one, run.organizationId(), open)));
        return open;
    }

    /** Another job may keep documents of the same records: before this one has read its list, they owe no row. */
    private boolean isComplete() {
        return parts.watermarks().seenUntil(run.organizationId(), run.job()).isPresent();
    }
}
