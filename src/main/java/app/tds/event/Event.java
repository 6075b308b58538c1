package app.tds.event;

import java.time.Instant;
import java.util.List;

/**
 * What subscribers are told.
 *
 * @param sequence its place among all events
 * @param event such as ProductChanged; RecordDeleted for whatever was deleted
 * @param entity what the records are, such as Product
 * @param ids of the records
 * @param changedAt when they were written
 * @param runId the run that wrote them
 */
public record Event(
        long sequence,
        String event,
        String entity,
        String organizationId,
        List<String> ids,
        Instant changedAt,
        long runId) {}
