package app.tds.mirror;

import java.util.List;

/**
 * What the details of a record say, on its way into the tables.
 *
 * @param row the row, with the columns that details fill
 * @param payloadHash SHA-256 of the details, see {@link Payloads}
 * @param children the kinds of row that the details tell of; rows of other kinds stay as they are
 */
public record TdsDetail(TdsRow row, byte[] payloadHash, List<ChildSet<?>> children) {}
