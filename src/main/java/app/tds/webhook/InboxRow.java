package app.tds.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as it is kept in {@code etl.inbox}.
 *
 * @param source the integration it came from
 * @param organizationId whose it is; empty if that cannot be told
 * @param job whose records it names; empty if it is not recognized, or a {@link Probe}
 * @param entity what the document is called
 * @param sourceIds the records it names
 * @param modifiedAt when they were last modified, or null if it does not say
 * @param contentType as it was sent
 * @param query of the address, as it was sent
 * @param body every byte; null for what follows from another delivery
 * @param bodyHash SHA-256 of the body
 * @param problem why it is not recognized; null if it is
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

    /** Whether there is nothing to do about it. */
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
