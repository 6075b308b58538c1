package app.tds.source;

import org.jspecify.annotations.Nullable;

/**
 * A request that says something has changed, as it came.
 *
 * @param query of the address, not decoded; empty if there is none
 * @param contentType as it was sent; empty if it was not
 * @param body every byte of it
 * @param signature the header of {@link SourceWebhooks#signatureHeader()}, or null
 */
public record WebhookDelivery(
        String query,
        String contentType,
        byte[] body,
        @Nullable String signature) {}
