package app.tds.pipeline;

import app.tds.mirror.KeptRow;
import app.tds.mirror.KeptRow.Document;
import app.tds.mirror.RemadeRow;
import app.tds.mirror.TdsRow;
import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import app.tds.source.Translation.Remark;
import app.tds.source.Unusable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Translates the documents of rows once more.
 *
 * <p>A document that cannot be used any more is put into quarantine, unless a later document of the record is there
 * already; the row stays as it is. A document that can be used now leaves quarantine.
 */
final class Remaking {

    private final Run run;
    private final KeptTranslation translation;
    private final Quarantine quarantine;
    private final Remarks remarks;
    private final QuarantineLimit limit;
    private final Map<String, byte[]> listsInQuarantine;
    private final Map<String, byte[]> detailsInQuarantine;
    private final List<String> releasedLists = new ArrayList<>();
    private final List<String> releasedDetails = new ArrayList<>();

    Remaking(Run run, Translation translation, Quarantine quarantine, QuarantineLimit limit) {
        this.run = run;
        this.translation = new KeptTranslation(translation);
        this.quarantine = quarantine;
        this.remarks = new Remarks(run, quarantine);
        this.limit = limit;
        this.listsInQuarantine = quarantine.payloadHashes(run, run.job());
        this.detailsInQuarantine = quarantine.payloadHashes(run, Quarantine.details(run));
    }

    /**
     * A row and what it is now.
     *
     * @param kept as it is
     * @param row as it shall be
     * @param remarks what was changed on the way in
     */
    record Remade(KeptRow kept, RemadeRow row, List<Remark> remarks) {}

    /** Null if the row stays as it is, since one of its documents cannot be used. */
    @Nullable
    Remade remake(Class<? extends TdsRow> kind, KeptRow kept) {
        List<Remark> remarks = new ArrayList<>();
        try {
            return new Remade(kept, translation.translate(kind, kept, remarks), remarks);
        } catch (KeptTranslation.NotUsable document) {
            putAside(
                    document.listed ? run.job() : Quarantine.details(run),
                    document.listed ? listsInQuarantine : detailsInQuarantine,
                    document.record,
                    document.reason);
            return null;
        }
    }

    /** The database refuses it. */
    void putAside(Remade remade, Unusable reason) {
        Document listed = remade.kept().list();
        Document document =
                listed != null ? listed : Objects.requireNonNull(remade.kept().details());
        putAside(
                listed != null ? run.job() : Quarantine.details(run),
                listed != null ? listsInQuarantine : detailsInQuarantine,
                new SourceRecord(
                        remade.kept().sourceId(),
                        null,
                        document.json(),
                        remade.kept().fingerprint()),
                reason);
    }

    private void putAside(String job, Map<String, byte[]> inQuarantine, SourceRecord record, Unusable reason) {
        limit.count(reason);
        byte[] there = inQuarantine.get(record.sourceId());
        if (there == null || Arrays.equals(there, record.payloadHash())) {
            quarantine.put(run, job, record, reason);
        }
    }

    /** These have taken their places, or will. */
    void used(List<Remade> remade) {
        for (Remade one : remade) {
            KeptRow kept = one.kept();
            remarks.note(kept.sourceId(), one.remarks());
            if (kept.list() != null && isSame(listsInQuarantine.get(kept.sourceId()), kept.list())) {
                releasedLists.add(kept.sourceId());
            }
            if (kept.details() != null && isSame(detailsInQuarantine.get(kept.sourceId()), kept.details())) {
                releasedDetails.add(kept.sourceId());
            }
        }
    }

    /** In the caller's transaction, after everything else. */
    void release() {
        quarantine.release(run, run.job(), releasedLists);
        quarantine.release(run, Quarantine.details(run), releasedDetails);
        releasedLists.clear();
        releasedDetails.clear();
    }

    private static boolean isSame(byte @Nullable [] inQuarantine, Document document) {
        return inQuarantine != null && Arrays.equals(inQuarantine, document.hash());
    }
}
