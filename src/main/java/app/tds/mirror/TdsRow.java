package app.tds.mirror;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record whose components are the columns of a table of schema {@code tds}.
 *
 * <p>A component's name in snake case is the column's name. Types: {@code String} is text, {@code BigDecimal} numeric,
 * {@code Integer} integer, {@code Boolean} boolean, {@code Instant} timestamptz, {@code LocalDate} date, {@link Json}
 * jsonb. {@link OnlyIn} and {@link IfSaid} say which answers fill a column; by default lists and documents both do. The
 * columns {@code organization_id, first_seen_at, synced_at, deleted_at, run_id, payload_hash, fingerprint} are not
 * components; {@link TdsTables} fills them. The record names its table with {@link Table}.
 */
public interface TdsRow {

    /** The record's id in the source, the second part of the table's key. */
    String sourceId();

    /** When the source says the record was created. */
    @Nullable
    Instant sourceCreatedAt();

    /** When the source says the record was last modified; the newest version wins. */
    @Nullable
    Instant sourceModifiedAt();
}
