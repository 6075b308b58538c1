package app.tds.pipeline;

import app.tds.source.SourceRecord;
import java.util.List;

/** Writes records that were asked for by their ids. */
interface ByIdWriter {

    /** In the caller's transaction. */
    DetailWriter.Landed write(List<SourceRecord> records);
}
