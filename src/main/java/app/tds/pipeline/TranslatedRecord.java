package app.tds.pipeline;

import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import app.tds.source.Translation.Translated;

/**
 * A record and the row it became.
 *
 * @param record as the source sent it
 * @param translated its row
 * @param payloadHash SHA-256 of the record's JSON
 */
record TranslatedRecord(SourceRecord record, Translated translated, byte[] payloadHash) {

    /** Translates and hashes a record. */
    static TranslatedRecord of(Translation translation, SourceRecord record) {
        return new TranslatedRecord(record, translation.translate(record), record.payloadHash());
    }
}
