package app.tds.pipeline;

import app.tds.mirror.Changes;
import app.tds.mirror.Kinds;
import app.tds.mirror.Payloads;
import app.tds.mirror.Payloads.Payload;
import app.tds.mirror.Stamp;
import app.tds.mirror.TdsDetail;
import app.tds.mirror.TdsRow;
import app.tds.mirror.TdsTables;
import app.tds.mirror.Written;
import app.tds.source.DetailTranslation;
import app.tds.source.DetailTranslation.Detailed;
import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import app.tds.source.Unusable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes complete documents with their parts; one that cannot be used, or that the database refuses, is put into
 * quarantine, and the others land.
 */
final class DetailWriter {

    private final Run run;
    private final String job;
    private final String resource;
    private final DetailTranslation translation;
    private final Kinds kinds;
    private final TdsTables tables;
    private final Payloads payloads;
    private final Quarantine quarantine;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate savepoint;

    DetailWriter(
            Run run, String resource, Translation translation, PipelineParts parts, TransactionTemplate savepoint) {
        this.run = run;
        this.job = Quarantine.details(run);
        this.resource = resource;
        this.translation = translation.details().orElseThrow();
        this.kinds = translation.kinds();
        this.tables = parts.tables();
        this.payloads = parts.payloads();
        this.quarantine = parts.quarantine();
        this.events = parts.events();
        this.clock = parts.clock();
        this.savepoint = savepoint;
    }

    /** A document and what it means. */
    private record Read(SourceRecord document, Detailed detailed) {

        String id() {
            return Objects.requireNonNull(document.sourceId());
        }
    }

    /** In the caller's transaction; returns what became of the documents. */
    RunCounts write(List<SourceRecord> documents) {
        var stamp = new Stamp(run.organizationId(), run.id(), clock.instant());
        List<Read> read = new ArrayList<>();
        Map<SourceRecord, Unusable> unusable = new LinkedHashMap<>();
        for (SourceRecord document : documents) {
            try {
                read.add(new Read(document, translation.translate(document)));
            } catch (Unusable reason) {
                unusable.put(document, reason);
            }
        }
        var changes = new Changes();
        var halving = new Halving<Read>(
                savepoint, some -> write(stamp, some, changes), (one, reason) -> unusable.put(one.document(), reason));
        Written written = halving.write(read);
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
        RecordsChanged.of(run, changes, stamp.at()).forEach(events::publishEvent);
        return new RunCounts(
                documents.size(),
                written.inserted(),
                written.updated(),
                written.unchanged(),
                written.duplicates(),
                unusable.size(),
                0,
                0,
                0);
    }

    private Written write(Stamp stamp, List<Read> read, Changes changes) {
        List<TdsDetail> details = new ArrayList<>();
        List<Payload> kept = new ArrayList<>();
        for (Read one : read) {
            TdsRow row = one.detailed().row();
            byte[] hash = one.document().payloadHash();
            details.add(new TdsDetail(row, hash, one.detailed().children()));
            kept.add(new Payload(one.id(), hash, one.document().json(), row.sourceModifiedAt()));
            quarantine.note(run, one.id(), one.detailed().remarks());
        }
        var some = new Changes();
        Written written = tables.writeDetails(stamp, kinds, details, some);
        payloads.keep(stamp, resource, kept);
        // Nothing is refused any more.
        changes.add(some);
        return written;
    }
}
