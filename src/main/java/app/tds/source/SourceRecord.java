package app.tds.source;

import app.tds.Sha256;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record as the source sent it.
 *
 * @param sourceId its identity, or null if the source sent none
 * @param modifiedAt when the record was last modified, in the source's own words; null if the time is absent,
 *     unreadable, or was not asked for
 * @param json the record's UTF-8 JSON, byte for byte
 * @param fingerprint SHA-256 over the fields that matter, independent of their order; equal fingerprints mean that
 *     nothing has to be written
 */
public record SourceRecord(
        @Nullable String sourceId, @Nullable Instant modifiedAt, byte[] json, byte[] fingerprint) {

    /** SHA-256 of the JSON. */
    public byte[] payloadHash() {
        return Sha256.of(json);
    }
}
