package app.tds.pipeline;

import app.tds.mirror.Changes;
import app.tds.mirror.Stamp;
import app.tds.mirror.TdsRecord;
import app.tds.source.SourceRecord;
import app.tds.source.Unusable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes rows from the last list rows of their records, as they are kept. */
final class LastListRows {

    private static final Logger log = LoggerFactory.getLogger(LastListRows.class);

    /** A fingerprint that no list row has, so that the next list row is written in any case. */
    private static final byte[] LISTED_ONCE = {0};

    private LastListRows() {}

    /** In the caller's transaction. Records of which no list row is kept are left out. */
    static void write(JobRun job, Collection<String> ids, Stamp stamp, Changes changes, PipelineParts parts) {
        if (ids.isEmpty()) {
            return;
        }
        List<TdsRecord> records = new ArrayList<>();
        parts.payloads().newest(stamp.organizationId(), job.listed(), ids).forEach((id, document) -> {
            var record = new SourceRecord(id, null, document.json(), LISTED_ONCE);
            try {
                records.add(new TdsRecord(job.translation().translate(record).row(), document.hash(), LISTED_ONCE));
            } catch (Unusable reason) {
                log.warn(
                        "run {}: the list row of {} {} cannot be used: {}",
                        stamp.runId(),
                        job.run().job(),
                        id,
                        reason.getMessage());
            }
        });
        if (!records.isEmpty()) {
            parts.tables().write(stamp, job.translation().kinds(), records, changes);
        }
    }

    /** The tables that these records are in, by id, as their last list rows say. Records without one are left out. */
    static Map<String, String> tables(JobRun job, Collection<String> ids, PipelineParts parts) {
        Map<String, String> tables = new HashMap<>();
        if (!ids.isEmpty()) {
            parts.payloads()
                    .newest(job.run().organizationId(), job.listed(), ids)
                    .forEach((id, document) -> {
                        try {
                            var record = new SourceRecord(id, null, document.json(), LISTED_ONCE);
                            tables.put(
                                    id,
                                    KeptTranslation.table(job.translation()
                                            .translate(record)
                                            .row()
                                            .getClass()));
                        } catch (Unusable unknown) {
                            log.debug("{} says no table: {}", id, unknown.getMessage());
                        }
                    });
        }
        return tables;
    }
}
