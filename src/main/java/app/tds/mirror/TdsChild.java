package app.tds.mirror;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row that is part of another row, such as a line of an invoice. A part comes, changes and goes together with its
 * row.
 *
 * <p>Besides {@link Table} its record says with {@link PartOf} which column names the other row.
 */
public interface TdsChild extends TdsRow {

    @Override
    default @Nullable Instant sourceCreatedAt() {
        return null;
    }

    @Override
    default @Nullable Instant sourceModifiedAt() {
        return null;
    }
}
