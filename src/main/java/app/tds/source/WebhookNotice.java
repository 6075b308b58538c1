package app.tds.source;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery says.
 *
 * @param organizationId the organization it names, or null
 * @param documents the objects in it, the whole body last
 * @param problem why nothing could be read, in a sentence for a person; null if something was
 */
public record WebhookNotice(
        @Nullable String organizationId,
        List<Document> documents,
        @Nullable String problem) {

    /**
     * An object of a body.
     *
     * @param root the key it stands under; empty for the body itself
     * @param values its texts and numbers, as they were written
     * @param lines the same of each of its lines, whatever they are called
     * @param modifiedAt when the record was last modified, in the source's words; null if the body does not say
     */
    public record Document(
            String root,
            Map<String, String> values,
            List<Map<String, String>> lines,
            @Nullable Instant modifiedAt) {}
}
