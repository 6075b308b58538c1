package app.tds.pipeline;

import app.tds.PlainTime;
import app.tds.mirror.Changes;
import app.tds.mirror.Kinds;
import app.tds.mirror.Payloads;
import app.tds.mirror.Payloads.Payload;
import app.tds.mirror.RowAges;
import app.tds.mirror.Stamp;
import app.tds.mirror.TdsDetail;
import app.tds.mirror.TdsRow;
import app.tds.mirror.TdsTables;
import app.tds.mirror.Written;
import app.tds.source.DetailTranslation;
import app.tds.source.DetailTranslation.Detailed;
import app.tds.source.SourceRecord;
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

/**
 * Writes complete documents with their parts; one that cannot be used, or that the database refuses, is put into
 * quarantine, and the others land.
 */
final class DetailWriter implements ByIdWriter {

    /** Documents that are fetched and written together, where each takes a call. */
    static final int SINGLE = 20;

    /** The same, where a call brings many. */
    static final int BULK = 500;

    private final JobRun jobRun;
    private final Run run;
    private final String job;
    private final String resource;
    private final DetailTranslation translation;
    private final Kinds kinds;
    private final TdsTables tables;
    private final RowAges ages;
    private final Payloads payloads;
    private final Quarantine quarantine;
    private final Remarks remarks;
    private final PipelineParts parts;

    DetailWriter(JobRun run, PipelineParts parts) {
        this.jobRun = run;
        this.run = run.run();
        this.job = Quarantine.details(run.run());
        this.resource = run.detailed();
        this.translation = run.translation().details().orElseThrow();
        this.kinds = run.translation().kinds();
        this.tables = parts.tables();
        this.ages = parts.ages();
        this.payloads = parts.payloads();
        this.quarantine = parts.quarantine();
        this.remarks = new Remarks(this.run, parts.quarantine());
        this.parts = parts;
    }

    /** A document and what it means. */
    private record Read(SourceRecord document, Detailed detailed) {

        String id() {
            return Objects.requireNonNull(document.sourceId());
        }
    }

    /**
     * What became of documents.
     *
     * @param counts of them
     * @param ids of their records
     * @param times the time of each document that could be used, by id; null if a document does not say its time
     * @param behind the records that are listed newer than their documents are, with the times of their rows
     */
    record Landed(
            RunCounts counts,
            Set<String> ids,
            Map<String, @Nullable Instant> times,
            Map<String, @Nullable Instant> behind) {

        /** Whether the document that came is as new as the list row that waits for it, or is in quarantine. */
        boolean serves(HydrationQueue.Place place) {
            return !times.containsKey(place.sourceId()) || place.isServedBy(times.get(place.sourceId()));
        }

        /** In a few words, for a person. */
        String whyOlder(String id, @Nullable Instant wanted) {
            Instant listed = behind.get(id) == null ? wanted : behind.get(id);
            return "its document is of " + PlainTime.utc(times.get(id)) + ", its list row of " + PlainTime.utc(listed);
        }
    }

    @Override
    public Landed write(List<SourceRecord> documents) {
        return write(documents, Set.of());
    }

    /**
     * In the caller's transaction.
     *
     * @param decided the ids of records whose documents are right even if what is at hand is newer
     */
    Landed write(List<SourceRecord> documents, Set<String> decided) {
        List<Read> read = new ArrayList<>();
        Map<SourceRecord, Unusable> unusable = new LinkedHashMap<>();
        for (SourceRecord document : documents) {
            try {
                read.add(new Read(document, translation.translate(document)));
            } catch (Unusable reason) {
                unusable.put(document, reason);
            }
        }
        var writing = new Writing<Read>(run, parts, this::write, (one, reason) -> unusable.put(one.document(), reason));
        // What is newer than these documents has never been at the source.
        List<String> withdrawn = ages.withdrawNewer(
                kinds.rows(),
                run.organizationId(),
                read.stream()
                        .filter(one -> decided.contains(one.id()))
                        .map(one -> one.detailed().row())
                        .toList());
        Written written = writing.write(read);
        writeLists(writing, withdrawn);
        unusable.forEach((document, reason) -> quarantine.put(run, job, document, reason));
        // Last: a document put aside, in a transaction of its own, would wait for this one's row locks.
        Set<String> inQuarantine = quarantine.ids(run, job);
        quarantine.release(
                run,
                job,
                read.stream()
                        .filter(one -> !unusable.containsKey(one.document()))
                        .map(Read::id)
                        .filter(inQuarantine::contains)
                        .toList());
        var counts = RunCounts.ofRecords(documents.size(), written, unusable.size());
        Map<String, @Nullable Instant> times = new HashMap<>();
        read.stream()
                .filter(one -> !unusable.containsKey(one.document()))
                .forEach(one -> times.put(one.id(), one.detailed().row().sourceModifiedAt()));
        Set<String> ids = documents.stream()
                .map(document -> String.valueOf(document.sourceId()))
                .collect(Collectors.toSet());
        return new Landed(counts, ids, times, ages.behind(kinds.rows(), run.organizationId(), times.keySet()));
    }

    /** The last list rows may have been passed over as older, and a list alone says some columns. */
    private void writeLists(Writing<Read> writing, List<String> withdrawn) {
        if (!withdrawn.isEmpty()) {
            var changes = new Changes();
            Stamp stamp = parts.stamps().next(run);
            LastListRows.write(jobRun, withdrawn, stamp, changes, parts);
            writing.tell(stamp, changes);
        }
    }

    private Written write(Stamp stamp, List<Read> read, Changes changes) {
        List<TdsDetail> details = new ArrayList<>();
        List<Payload> kept = new ArrayList<>();
        for (Read one : read) {
            TdsRow row = one.detailed().row();
            byte[] hash = one.document().payloadHash();
            details.add(new TdsDetail(row, hash, one.detailed().children()));
            kept.add(new Payload(one.id(), hash, one.document().json(), row.sourceModifiedAt()));
            remarks.note(one.id(), one.detailed().remarks());
        }
        Written written = tables.writeDetails(stamp, kinds, details, changes);
        payloads.keep(stamp, resource, kept);
        return written;
    }
}
