package app.tds.pipeline;

import app.tds.source.SourceRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What sources have told of their records without having been asked. */
public interface Notices {

    /**
     * The documents of these records that came with webhooks which the run is to work off, by id, each with its time. A
     * record of which anything else came is left out.
     *
     * @param key the field that identifies a record
     */
    Map<String, List<SourceRecord>> documents(Run run, String key, Collection<String> sourceIds);
}
