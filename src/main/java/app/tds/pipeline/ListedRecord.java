package app.tds.pipeline;

import app.tds.source.SourceRecord;

/**
 * A record of a page.
 *
 * @param record as the source sent it
 * @param unchanged whether its row has the same fingerprint
 */
record ListedRecord(SourceRecord record, boolean unchanged) {}
