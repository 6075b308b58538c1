package app.tds.pipeline;

import app.tds.mirror.Changes;
import app.tds.mirror.Kinds;
import app.tds.mirror.Payloads;
import app.tds.mirror.Payloads.Payload;
import app.tds.mirror.Stamp;
import app.tds.mirror.TdsRecord;
import app.tds.mirror.TdsTables;
import app.tds.mirror.TdsTables.Kept;
import app.tds.mirror.Written;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import app.tds.source.Unusable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Writes a chunk's rows, payloads and remarks in the step's transaction.
 *
 * <p>If the database refuses a record, the chunk is halved until that record is found and put into quarantine. The
 * other records commit.
 */
final class RecordWriter implements ItemWriter<TranslatedRecord> {

    private final Run run;
    private final String resource;
    private final Kinds kinds;
    private final TdsTables tables;
    private final Payloads payloads;
    private final Quarantine quarantine;
    private final Remarks remarks;
    private final Set<String> inQuarantine;
    private final Set<String> released = new LinkedHashSet<>();
    private final QuarantineLimit limit;
    private final HydrationQueue hydration;
    private final ProvisionalVersions provisional;
    private final boolean detailed;
    private final @Nullable DetailTranslation translation;
    private final RunTally tally;
    private final Writing<TranslatedRecord> writing;

    RecordWriter(JobRun run, Set<String> inQuarantine, QuarantineLimit limit, RunTally tally, PipelineParts parts) {
        this.run = run.run();
        this.resource = run.listed();
        this.kinds = run.translation().kinds();
        this.tables = parts.tables();
        this.payloads = parts.payloads();
        this.quarantine = parts.quarantine();
        this.remarks = new Remarks(this.run, parts.quarantine());
        this.inQuarantine = inQuarantine;
        this.limit = limit;
        this.hydration = parts.hydration();
        this.provisional = parts.provisional();
        this.detailed = run.hasDocuments();
        this.translation = run.versionedDetails();
        this.tally = tally;
        this.writing = new Writing<>(run.run(), parts, this::write, this::refused);
    }

    @Override
    public void write(Chunk<? extends TranslatedRecord> chunk) {
        released.clear();
        Written written = writing.write(List.copyOf(chunk.getItems()));
        // Last: a record put aside meanwhile, in a transaction of its own, would wait for this one's row locks.
        quarantine.release(run, released);
        tally.written(written);
    }

    private void refused(TranslatedRecord record, Unusable reason) {
        released.remove(id(record));
        quarantine.put(run, record.record(), limit.count(reason));
    }

    private Written write(Stamp stamp, List<TranslatedRecord> records, Changes changes) {
        List<TdsRecord> rows = new ArrayList<>(records.size());
        List<Payload> documents = new ArrayList<>(records.size());
        for (TranslatedRecord one : records) {
            var row = one.translated().row();
            byte[] hash = one.payloadHash();
            rows.add(new TdsRecord(row, hash, one.record().fingerprint()));
            String id = id(one);
            documents.add(new Payload(id, hash, one.record().json(), row.sourceModifiedAt()));
            remarks.note(id, one.translated().remarks());
        }
        Written written = tables.write(stamp, kinds, rows, changes);
        records.stream().map(RecordWriter::id).filter(inQuarantine::contains).forEach(released::add);
        payloads.keep(stamp, resource, documents);
        if (detailed) {
            provisional.confirm(run, shown(records));
            boolean allNew = written.updated() + written.unchanged() == 0;
            Map<String, Kept> kept = translation == null || allNew
                    ? Map.of()
                    : tables.kept(
                            kinds,
                            run.organizationId(),
                            records.stream().map(RecordWriter::id).toList());
            hydration.add(
                    run,
                    records.stream()
                            .filter(one -> !isAtHand(one, kept.get(id(one))))
                            .map(one -> new HydrationQueue.Entry(
                                    id(one), one.translated().row().sourceModifiedAt()))
                            .toList());
        }
        return written;
    }

    private static Map<String, Instant> shown(List<TranslatedRecord> records) {
        Map<String, Instant> shown = new HashMap<>();
        for (TranslatedRecord one : records) {
            Instant time = one.translated().row().sourceModifiedAt();
            if (time != null) {
                shown.put(id(one), time);
            }
        }
        return shown;
    }

    /** Details may have come first, as with a webhook. */
    private boolean isAtHand(TranslatedRecord listed, @Nullable Kept kept) {
        Instant time = listed.translated().row().sourceModifiedAt();
        if (translation == null
                || time == null
                || kept == null
                || kept.detailsModifiedAt() == null
                || kept.details() == null) {
            return false;
        }
        return time.isBefore(kept.detailsModifiedAt())
                || time.equals(kept.detailsModifiedAt()) && isConfirmed(listed, kept.details());
    }

    /** A list may show a change that has moved no time. */
    private boolean isConfirmed(TranslatedRecord listed, byte[] details) {
        var document = new SourceRecord(id(listed), null, details, details);
        try {
            return tables.agree(
                    listed.translated().row(),
                    Objects.requireNonNull(translation).translate(document).row());
        } catch (Unusable unreadable) {
            return false;
        }
    }

    private static String id(TranslatedRecord record) {
        return Objects.requireNonNull(record.record().sourceId());
    }
}
