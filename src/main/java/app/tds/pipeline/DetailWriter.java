package app.tds.pipeline;

import app.tds.mirror.Payloads;
import app.tds.mirror.Payloads.Payload;
import app.tds.mirror.Stamp;
import app.tds.mirror.TdsDetail;
import app.tds.mirror.TdsTables;
import app.tds.mirror.Written;
import app.tds.source.DetailTranslation;
import app.tds.source.DetailTranslation.Detailed;
import app.tds.source.SourceRecord;
import app.tds.source.Unusable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Writes complete documents with their parts; one that cannot be used is put into quarantine, and the others land. */
final class DetailWriter {

    private final Run run;
    private final String job;
    private final String resource;
    private final DetailTranslation translation;
    private final TdsTables tables;
    private final Payloads payloads;
    private final Quarantine quarantine;
    private final Clock clock;

    DetailWriter(Run run, String resource, DetailTranslation translation, PipelineParts parts) {
        this.run = run;
        this.job = Quarantine.details(run);
        this.resource = resource;
        this.translation = translation;
        this.tables = parts.tables();
        this.payloads = parts.payloads();
        this.quarantine = parts.quarantine();
        this.clock = parts.clock();
    }

    /** In the caller's transaction; returns what became of the documents. */
    RunCounts write(List<SourceRecord> documents) {
        var stamp = new Stamp(run.organizationId(), run.id(), clock.instant());
        List<TdsDetail> details = new ArrayList<>();
        List<Payload> kept = new ArrayList<>();
        Set<String> inQuarantine = quarantine.ids(run, job);
        List<String> released = new ArrayList<>();
        for (SourceRecord document : documents) {
            try {
                Detailed detailed = translation.translate(document);
                byte[] hash = document.payloadHash();
                String id = Objects.requireNonNull(document.sourceId());
                details.add(new TdsDetail(detailed.row(), hash, detailed.children()));
                kept.add(new Payload(id, hash, document.json(), detailed.row().sourceModifiedAt()));
                quarantine.note(run, id, detailed.remarks());
                if (inQuarantine.contains(id)) {
                    released.add(id);
                }
            } catch (Unusable reason) {
                quarantine.put(run, job, document, reason);
            }
        }
        Written written = tables.writeDetails(stamp, details);
        payloads.keep(stamp, resource, kept);
        quarantine.release(run, job, released);
        return new RunCounts(
                documents.size(),
                written.inserted(),
                written.updated(),
                written.unchanged(),
                written.duplicates(),
                documents.size() - details.size(),
                0,
                0,
                0);
    }
}
