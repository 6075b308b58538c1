package app.tds.pipeline;

import app.tds.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of a page.
 *
 * @param record as the source sent it
 * @param unchanged whether its row has the same fingerprint
 * @param translation what the record means, if that was found out already; else null
 */
record ListedRecord(
        SourceRecord record, boolean unchanged, @Nullable TranslatedAhead translation) {

    ListedRecord(SourceRecord record, boolean unchanged) {
        this(record, unchanged, null);
    }
}
