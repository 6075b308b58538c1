package app.tds.pipeline;

import app.tds.source.SourceRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What sources have told of their records without having been asked. */
public interface Notices {

    /**
     * The documents that came of these records and that the run is to work off, by id, each with its time; without those
     * records of which anything else came.
     *
     * @param key the field that identifies a record
     */
    Map<String, List<SourceRecord>> documents(Run run, String key, Collection<String> sourceIds);
}
