package app.tds.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as it is kept in {@code etl.inbox}.
 *
 * @param source the integration that sent the delivery
 * @param organizationId the organization; empty if unknown
 * @param job the job whose records the delivery names; empty if no job recognizes it, or for a {@link Probe}
 * @param entity the name of the document
 * @param sourceIds the ids of the records
 * @param modifiedAt modification time of the records, or null if the delivery has none
 * @param contentType as it was sent
 * @param query the query of the address, as it was sent
 * @param body every byte; null if the row follows from another delivery
 * @param bodyHash SHA-256 of the body
 * @param problem why no job recognizes the delivery; null if one does
 */
record InboxRow(
        String source,
        String organizationId,
        String job,
        String entity,
        List<String> sourceIds,
        @Nullable Instant modifiedAt,
        String contentType,
        String query,
        byte @Nullable [] body,
        byte[] bodyHash,
        @Nullable String problem) {

    /** Whether there is nothing to fetch for this row. */
    boolean isProbe() {
        return job.isEmpty() && problem == null;
    }

    InboxRow withoutBody() {
        return new InboxRow(
                source,
                organizationId,
                job,
                entity,
                sourceIds,
                modifiedAt,
                contentType,
                query,
                null,
                bodyHash,
                problem);
    }
}
