package app.tds.pipeline;

import app.tds.PlainTime;
import app.tds.mirror.ComparedField;
import app.tds.mirror.Difference;
import app.tds.mirror.RecordLookup;
import app.tds.mirror.RecordLookup.Known;
import app.tds.mirror.RemadeRow;
import app.tds.mirror.Replay;
import app.tds.mirror.TdsDetail;
import app.tds.mirror.TdsRecord;
import app.tds.mirror.TdsRow;
import app.tds.pipeline.CheckedRecord.State;
import app.tds.source.SourceRecord;
import app.tds.source.Unusable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts what the source says of a record now beside its row; what differs without a reason joins {@code etl.differences}. */
@Component
class RecordComparison {

    private final RecordLookup lookup;
    private final PipelineParts parts;

    RecordComparison(RecordLookup lookup, PipelineParts parts) {
        this.lookup = lookup;
        this.parts = parts;
    }

    /**
     * In the caller's transaction.
     *
     * @param record what the source says now; null if it does not know the record any more
     * @param calls requests to the source that this took
     */
    CheckedRecord compare(JobRun run, String id, @Nullable SourceRecord record, int calls) {
        List<Known> rows = lookup.find(run.translation().rows(), run.run().organizationId(), id);
        Known known = rows.isEmpty() ? null : rows.get(0);
        Instant there = null;
        List<ComparedField> fields = new ArrayList<>();
        if (record == null) {
            rows.forEach(
                    row -> fields.add(row(row.table(), row.deleted() ? "deleted" : "there", "gone", row.deleted())));
        } else {
            try {
                RemadeRow said = said(run, record);
                TdsRow row = row(said);
                there = row.sourceModifiedAt();
                Replay replay = parts.replays().live();
                replay.stage(List.of(said));
                fields.addAll(replay.sideBySide(run.run().organizationId()));
                String table = KeptTranslation.table(row.getClass());
                // Of two jobs that share their documents, one has rows that no document speaks of.
                boolean own = run.translation().rows().stream()
                        .anyMatch(kind -> KeptTranslation.table(kind).equals(table));
                rows.stream()
                        .filter(other -> own && !other.table().equals(table) && !other.deleted())
                        .forEach(other -> fields.add(row(other.table(), "there", "in " + table, false)));
            } catch (Unusable reason) {
                fields.add(new ComparedField(
                        known == null ? run.run().job() : known.table(),
                        "",
                        Difference.DOCUMENT,
                        null,
                        "cannot be used: " + reason.getMessage(),
                        false));
            }
        }
        return settled(run, id, known, there, record != null, fields, calls);
    }

    private static RemadeRow said(JobRun run, SourceRecord record) {
        if (!run.hasDocuments()) {
            return new RemadeRow(
                    new TdsRecord(
                            run.translation().translate(record).row(), record.payloadHash(), record.fingerprint()),
                    null);
        }
        var detailed = run.translation().details().orElseThrow().translate(record);
        return new RemadeRow(null, new TdsDetail(detailed.row(), record.payloadHash(), detailed.children()));
    }

    private static TdsRow row(RemadeRow said) {
        return said.list() != null
                ? said.list().row()
                : Objects.requireNonNull(said.details()).row();
    }

    private static ComparedField row(String table, String here, String there, boolean equal) {
        return new ComparedField(table, "", Difference.ROW, here, there, equal);
    }

    private CheckedRecord settled(
            JobRun run,
            String id,
            @Nullable Known known,
            @Nullable Instant there,
            boolean isThere,
            List<ComparedField> fields,
            int calls) {
        List<ComparedField> differing =
                fields.stream().filter(field -> !field.equal()).toList();
        State state = differing.isEmpty()
                ? (isThere ? State.EQUAL : State.GONE)
                : state(run, id, known == null ? null : known.modifiedAt(), there);
        if (state == State.DIFFERENT) {
            parts.differences()
                    .add(
                            run.run(),
                            differing.stream()
                                    .map(field -> new Difference(
                                            field.table(),
                                            id,
                                            field.part(),
                                            field.field(),
                                            field.here(),
                                            field.there()))
                                    .toList());
        }
        Instant now = parts.clock().instant();
        Instant since = switch (state) {
            case EQUAL, GONE, SOURCE_LAGS -> null;
            case ON_ITS_WAY -> there;
            case DIFFERENT -> parts.differences().openSince(run.run(), id).orElse(now);
        };
        return new CheckedRecord(
                run.run().job(),
                run.run().organizationId(),
                id,
                known == null ? null : known.name(),
                state,
                sentence(state, differing, since),
                since,
                now,
                known == null ? null : known.writtenAt(),
                known == null ? null : known.modifiedAt(),
                there,
                calls,
                differing.size(),
                List.copyOf(fields),
                run.hasDocuments()
                        ? run.translation().rows().stream()
                                .filter(kind -> known == null
                                        || KeptTranslation.table(kind).equals(known.table()))
                                .flatMap(kind -> RecordLookup.listOnly(kind).stream())
                                .distinct()
                                .toList()
                        : List.of());
    }

    /** A version that the mirror has had no occasion to see is not a difference. */
    private State state(JobRun run, String id, @Nullable Instant here, @Nullable Instant there) {
        Instant seen = parts.watermarks()
                .seenUntil(run.run().organizationId(), run.run().job())
                .orElse(Instant.MIN);
        boolean newer = there != null && (here == null ? there.isAfter(seen) : there.isAfter(here));
        if (newer || seen.equals(Instant.MIN) || parts.hydration().isWaiting(run.run(), id)) {
            return State.ON_ITS_WAY;
        }
        return there != null && here != null && there.isBefore(here) ? State.SOURCE_LAGS : State.DIFFERENT;
    }

    private static String sentence(State state, List<ComparedField> differing, @Nullable Instant since) {
        String named = Stream.concat(
                        differing.stream().limit(3).map(ComparedField::field),
                        differing.size() > 3 ? Stream.of("…") : Stream.of())
                .collect(Collectors.joining(", "));
        return switch (state) {
            case EQUAL -> "Mirror and source are equal.";
            case GONE -> "The source does not know the record any more, and the mirror has marked it as deleted.";
            case ON_ITS_WAY ->
                "The source has a version that the mirror has not yet"
                        + (since == null ? "" : ", of " + PlainTime.utc(since)) + ": a run brings it.";
            case SOURCE_LAGS ->
                "The source's document is older than its own list row: it is asked for again until it is not.";
            case DIFFERENT ->
                differing.size() + (differing.size() == 1 ? " field differs: " : " fields differ: ") + named
                        + ". The record is fetched again by itself; if it differs afterwards, that is an alarm.";
        };
    }
}
