package app.tds.pipeline;

import app.tds.mirror.Changes;
import app.tds.mirror.Difference;
import app.tds.mirror.KeptRow;
import app.tds.mirror.KeptRow.Document;
import app.tds.mirror.RemadeRow;
import app.tds.mirror.Replay;
import app.tds.mirror.Stamp;
import app.tds.mirror.TdsRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares rows and their parts, as PostgreSQL answers them, with what the last answers of the source mean: the documents that
 * a row was made from, and the last list row if the row was made from an earlier one.
 */
final class RowComparison {

    private final JobRun job;
    private final Run run;
    private final KeptTranslation translation;
    private final PipelineParts parts;

    RowComparison(JobRun job, PipelineParts parts) {
        this.job = job;
        this.run = job.run();
        this.translation = new KeptTranslation(job.translation());
        this.parts = parts;
    }

    /** In the caller's transaction. */
    List<Difference> differences(Class<? extends TdsRow> kind, List<KeptRow> rows) {
        List<String> ids = rows.stream().map(KeptRow::sourceId).toList();
        Map<String, Document> newer = newer(kind, ids);
        List<Difference> found = new ArrayList<>();
        List<RemadeRow> remade = new ArrayList<>();
        for (KeptRow row : rows) {
            try {
                if (row.complete()) {
                    remade.add(translation.translate(kind, row, new ArrayList<>()));
                } else if (!row.deleted()) {
                    // Of a deleted record, whoever made the row up, nothing has to be kept.
                    found.add(document(kind, row, "not kept any more"));
                }
            } catch (KeptTranslation.NotUsable unusable) {
                found.add(document(kind, row, "cannot be used: " + unusable.getMessage()));
            }
            if (newer.containsKey(row.sourceId())) {
                found.addAll(outdated(kind, row, newer.get(row.sourceId())));
            }
        }
        found.addAll(compared(remade));
        marks(kind, ids).forEach((id, marked) -> found.add(row(kind, id, marked)));
        return found;
    }

    /** The last list rows, of records whose rows were made from earlier ones. A job that watches some fields passes others over. */
    private Map<String, Document> newer(Class<? extends TdsRow> kind, List<String> ids) {
        Instant seen = Optional.of(job.job().source().watch())
                .filter(List::isEmpty)
                .flatMap(everything -> parts.watermarks().seenUntil(run.organizationId(), run.job()))
                .map(until -> until.minus(ProvisionalVersions.PATIENCE))
                .orElse(Instant.EPOCH);
        return parts.origins().newer(kind, run.organizationId(), ids, job.listed(), run.job(), seen);
    }

    /** Only of records that can be asked for by their ids does a run mark any. */
    private Map<String, Boolean> marks(Class<? extends TdsRow> kind, List<String> ids) {
        Map<String, Boolean> marks = new HashMap<>(parts.origins().marks(kind, run.organizationId(), ids));
        marks.values().removeIf(marked -> !marked && !job.isAskedById());
        return marks;
    }

    private List<Difference> compared(List<RemadeRow> remade) {
        if (remade.isEmpty()) {
            return List.of();
        }
        Replay replay = parts.replays().live();
        replay.stage(remade);
        return replay.compare(run.organizationId());
    }

    private List<Difference> outdated(Class<? extends TdsRow> kind, KeptRow row, Document newest) {
        var last = new KeptRow(row.sourceId(), row.fingerprint(), newest, row.details(), row.deleted(), true);
        try {
            Replay replay = parts.replays().live();
            replay.stage(List.of(translation.translate(kind, last, new ArrayList<>())));
            return replay.sideBySide(run.organizationId()).stream()
                    .filter(field -> !field.equal() && !field.field().equals("source_modified_at"))
                    .map(field -> new Difference(
                            field.table(), row.sourceId(), field.part(), field.field(), field.here(), field.there()))
                    .toList();
        } catch (KeptTranslation.NotUsable unusable) {
            return List.of(new Difference(
                    KeptTranslation.table(kind),
                    row.sourceId(),
                    "",
                    Difference.ROW,
                    "there",
                    "not there: the last list row " + unusable.getMessage()));
        }
    }

    private static Difference row(Class<? extends TdsRow> kind, String id, boolean marked) {
        return new Difference(
                KeptTranslation.table(kind),
                id,
                "",
                Difference.ROW,
                marked ? "marked as deleted" : "there",
                marked ? "there" : "marked as deleted");
    }

    private static Difference document(Class<? extends TdsRow> kind, KeptRow row, @Nullable String there) {
        return new Difference(KeptTranslation.table(kind), row.sourceId(), "", Difference.DOCUMENT, null, there);
    }

    /**
     * Takes back marks of deletion that no run has made. A row that was made from an earlier list row gets the values of the
     * last list row. In the caller's transaction.
     */
    void restore(Class<? extends TdsRow> kind, List<String> ids, Stamp stamp, Changes changes) {
        List<String> marked = new ArrayList<>();
        marks(kind, ids).forEach((id, mark) -> {
            if (mark) {
                marked.add(id);
            }
        });
        parts.origins().unmark(kind, run.organizationId(), marked);
        LastListRows.write(job, newer(kind, ids).keySet(), stamp, changes, parts);
    }

    /**
     * The same. Rows whose columns differ from their own documents say what these mean, and copies of other records' rows
     * are marked as deleted.
     */
    void repair(Class<? extends TdsRow> kind, List<String> ids) {
        Stamp stamp = parts.stamps().next(run);
        var changes = new Changes();
        restore(kind, ids, stamp, changes);
        List<RemadeRow> remade = new ArrayList<>();
        List<String> withoutDocument = new ArrayList<>();
        for (KeptRow row : parts.replays().these(kind, run.organizationId(), ids)) {
            try {
                if (!row.complete()) {
                    withoutDocument.add(row.sourceId());
                } else {
                    remade.add(translation.translate(kind, row, new ArrayList<>()));
                }
            } catch (KeptTranslation.NotUsable unusable) {
                // It stays different, by name.
                continue;
            }
        }
        Replay replay = parts.replays().live();
        replay.stage(remade);
        replay.apply(stamp, changes);
        RecordsChanged.of(run, changes, stamp.at()).forEach(parts.events()::publishEvent);
        List<String> copies = parts.origins().copies(kind, run.organizationId(), job.listed(), withoutDocument);
        parts.runs().add(run, RunCounts.ofDeleted(job.removal().mark(run, copies, parts), 0));
    }
}
