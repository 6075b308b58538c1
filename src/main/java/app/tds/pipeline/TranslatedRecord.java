package app.tds.pipeline;

import app.tds.source.SourceRecord;
import app.tds.source.Translation.Translated;

/**
 * A record and the row it became.
 *
 * @param record as the source sent it
 * @param translated its row
 */
record TranslatedRecord(SourceRecord record, Translated translated) {}
