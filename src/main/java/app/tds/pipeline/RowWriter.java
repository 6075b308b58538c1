package app.tds.pipeline;

import app.tds.mirror.Changes;
import app.tds.mirror.Payloads.Payload;
import app.tds.mirror.Stamp;
import app.tds.mirror.TdsRecord;
import app.tds.mirror.TdsRow;
import app.tds.mirror.Written;
import app.tds.pipeline.DetailWriter.Landed;
import app.tds.source.SourceRecord;
import app.tds.source.Translation.Translated;
import app.tds.source.Unusable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes records that were asked for by their ids where they say no more than the rows of their list: as such rows. */
final class RowWriter implements ByIdWriter {

    private final JobRun run;
    private final Quarantine quarantine;
    private final Remarks remarks;
    private final PipelineParts parts;

    RowWriter(JobRun run, PipelineParts parts) {
        this.run = run;
        this.quarantine = parts.quarantine();
        this.remarks = new Remarks(run.run(), parts.quarantine());
        this.parts = parts;
    }

    private record Read(SourceRecord record, Translated translated) {

        String id() {
            return Objects.requireNonNull(record.sourceId());
        }
    }

    @Override
    public Landed write(List<SourceRecord> records) {
        List<Read> read = new ArrayList<>();
        Map<SourceRecord, Unusable> unusable = new LinkedHashMap<>();
        for (SourceRecord record : records) {
            try {
                read.add(new Read(record, run.translation().translate(record)));
            } catch (Unusable reason) {
                unusable.put(record, reason);
            }
        }
        Written written = new Writing<Read>(
                        run.run(), parts, this::write, (one, reason) -> unusable.put(one.record(), reason))
                .write(read);
        unusable.forEach((record, reason) -> quarantine.put(run.run(), record, reason));
        read.removeIf(one -> unusable.containsKey(one.record()));
        // Last: a record put aside, in a transaction of its own, would wait for this one's row locks.
        Set<String> inQuarantine = quarantine.ids(run.run());
        quarantine.release(
                run.run(),
                read.stream().map(Read::id).filter(inQuarantine::contains).toList());
        var counts = RunCounts.ofRecords(records.size(), written, unusable.size());
        return new Landed(counts, ids(records), times(read), Map.of());
    }

    private static Set<String> ids(List<SourceRecord> records) {
        return records.stream().map(it -> String.valueOf(it.sourceId())).collect(Collectors.toSet());
    }

    private static Map<String, @Nullable Instant> times(List<Read> read) {
        Map<String, @Nullable Instant> times = new HashMap<>();
        read.forEach(one -> times.put(one.id(), one.translated().row().sourceModifiedAt()));
        return times;
    }

    private Written write(Stamp stamp, List<Read> read, Changes changes) {
        List<TdsRecord> rows = new ArrayList<>();
        List<Payload> kept = new ArrayList<>();
        for (Read one : read) {
            TdsRow row = one.translated().row();
            byte[] hash = one.record().payloadHash();
            rows.add(new TdsRecord(row, hash, one.record().fingerprint()));
            kept.add(new Payload(one.id(), hash, one.record().json(), row.sourceModifiedAt()));
            remarks.note(one.id(), one.translated().remarks());
        }
        Written written = parts.tables().write(stamp, run.translation().kinds(), rows, changes);
        parts.payloads().keep(stamp, run.listed(), kept);
        return written;
    }
}
