package app.tds.zoho.record;

import app.tds.mirror.IfSaid;
import app.tds.mirror.NaturalKey;
import app.tds.mirror.Table;
import app.tds.mirror.TdsRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Somebody who sells, as a row of {@code tds.salespersons}.
 *
 * @param sourceModifiedAt null: Zoho does not say
 */
@Table("salespersons")
public record Salesperson(
        @From("salesperson_id") String sourceId,
        @From("created_time") @IfSaid @Nullable Instant sourceCreatedAt,
        @From("last_modified_time") @IfSaid @Nullable Instant sourceModifiedAt,
        @NaturalKey @Nullable String salespersonName,
        @Nullable String salespersonEmail,
        @Nullable Boolean isActive)
        implements TdsRow {

    /** A Zoho salesperson is a salesperson. */
    @Component
    static final class SalespersonTranslation extends ZohoTranslation {
        SalespersonTranslation() {
            super("zoho-salesperson", Rows.of(Salesperson.class), List.of());
        }
    }
}
