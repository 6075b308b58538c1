package app.tds.zoho.record;

import app.tds.mirror.IfSaid;
import app.tds.mirror.NaturalKey;
import app.tds.mirror.Table;
import app.tds.mirror.TdsRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A tax that is in use, as a row of {@code tds.taxes}.
 *
 * @param sourceModifiedAt null: Zoho does not say
 */
@Table("taxes")
public record Tax(
        @From("tax_id") String sourceId,
        @From("created_time") @IfSaid @Nullable Instant sourceCreatedAt,
        @From("last_modified_time") @IfSaid @Nullable Instant sourceModifiedAt,
        @NaturalKey @Nullable String taxName,
        @Percentage @Nullable BigDecimal taxPercentage,
        @Code @Nullable String taxType,
        @Code @Nullable String taxSpecificType,
        @Nullable String taxAuthorityId,
        @Nullable String taxAuthorityName,
        @IfSaid @Nullable String taxAccountId,
        @IfSaid @Nullable String purchaseTaxAccountId,
        @Nullable Boolean isValueAdded,
        @IfSaid @Nullable Boolean isDefaultTax,
        @Code @IfSaid @Nullable String status)
        implements TdsRow {

    /** A Zoho tax is a tax; the members of a group of taxes are in no list. */
    @Component
    static final class TaxTranslation extends ZohoTranslation {
        TaxTranslation() {
            super("zoho-tax", Rows.of(Tax.class), List.of());
        }
    }
}
