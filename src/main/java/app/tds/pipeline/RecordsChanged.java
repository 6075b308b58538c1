package app.tds.pipeline;

import app.tds.mirror.Changes;
import app.tds.mirror.Changes.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A reader of the tables sees something else of these records, once the transaction that says so has committed.
 *
 * @param id number of this event; a listener that is told twice knows it by this number
 * @param entity what they are called, such as Product
 * @param deleted whether they are deleted now
 * @param sourceIds which, at most {@value #MOST}
 * @param at when they were written
 */
public record RecordsChanged(
        UUID id,
        long runId,
        String organizationId,
        String entity,
        boolean deleted,
        List<String> sourceIds,
        Instant at) {

    private static final int MOST = 1000;

    static List<RecordsChanged> of(Run run, Changes changes, Instant at) {
        List<RecordsChanged> events = new ArrayList<>();
        for (Change change : changes.list()) {
            List<String> ids = change.sourceIds();
            for (int from = 0; from < ids.size(); from += MOST) {
                events.add(new RecordsChanged(
                        UUID.randomUUID(),
                        run.id(),
                        run.organizationId(),
                        change.entity(),
                        change.deleted(),
                        List.copyOf(ids.subList(from, Math.min(ids.size(), from + MOST))),
                        at));
            }
        }
        return events;
    }
}
