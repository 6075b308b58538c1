package app.tds.mirror;

import org.jspecify.annotations.Nullable;

/**
 * A row of schema {@code tds} with the documents it was made from.
 *
 * @param sourceId the record's id
 * @param fingerprint of the last list row
 * @param list the list row; null if it was never listed
 * @param details the complete document; null if there was none
 * @param deleted whether the row is marked as deleted
 * @param complete whether every document it was made from is still kept
 */
public record KeptRow(
        String sourceId,
        byte[] fingerprint,
        @Nullable Document list,
        @Nullable Document details,
        boolean deleted,
        boolean complete) {

    /**
     * A document of {@code etl.payloads}.
     *
     * @param hash SHA-256 of {@code json}
     * @param json UTF-8
     */
    public record Document(byte[] hash, byte[] json) {}
}
