package app.tds.pipeline;

import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import java.util.List;

final class DetailWriter {
    DetailWriter(Run run, String resource, Translation translation, PipelineParts parts) {}

    long write(List<SourceRecord> documents) {
        return documents.size();
    }
}
