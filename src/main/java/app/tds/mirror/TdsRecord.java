package app.tds.mirror;

/**
 * A row on its way into its table.
 *
 * @param row the row
 * @param payloadHash SHA-256 of the payload it was made from, see {@link Payloads}
 * @param fingerprint SHA-256 over the fields of the list row that matter
 */
public record TdsRecord(TdsRow row, byte[] payloadHash, byte[] fingerprint) {}
