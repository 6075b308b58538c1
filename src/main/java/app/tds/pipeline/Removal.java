package app.tds.pipeline;

import app.tds.mirror.Changes;
import app.tds.mirror.Kinds;
import java.util.Collection;
import java.util.List;

/**
 * What is marked when records are deleted.
 *
 * @param own rows that the records became, with their parts
 * @param sides rows of other lists that show the same records, such as the stock of a product
 * @param jobs that may wait for documents of these records
 */
record Removal(Kinds own, Kinds sides, List<String> jobs) {

    /** Marks these in the caller's transaction and tells of it; nobody waits for their documents any more. @return how many */
    long mark(Run run, Collection<String> ids, PipelineParts parts) {
        if (ids.isEmpty()) {
            return 0;
        }
        parts.hydration().forget(run.organizationId(), jobs, ids);
        parts.provisional().forget(run.organizationId(), jobs, ids);
        var stamp = parts.stamps().next(run);
        var changes = new Changes();
        long marked = parts.tables().markDeleted(own, sides, stamp, List.copyOf(ids), changes);
        RecordsChanged.of(run, changes, stamp.at()).forEach(parts.events()::publishEvent);
        return marked;
    }
}
