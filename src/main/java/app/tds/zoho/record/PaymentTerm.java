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
 * When documents are due, as a row of {@code tds.payment_terms}.
 *
 * @param sourceModifiedAt null: Zoho does not say
 * @param paymentTerms a code, not always days
 */
@Table("payment_terms")
public record PaymentTerm(
        @From("payment_terms_id") String sourceId,
        @From("created_time") @IfSaid @Nullable Instant sourceCreatedAt,
        @From("last_modified_time") @IfSaid @Nullable Instant sourceModifiedAt,
        @Nullable Integer paymentTerms,
        @NaturalKey @Nullable String paymentTermsLabel,
        @Nullable Boolean isDefault)
        implements TdsRow {

    /** Zoho payment terms are payment terms. */
    @Component
    static final class PaymentTermTranslation extends ZohoTranslation {
        PaymentTermTranslation() {
            super("zoho-paymentterm", Rows.of(PaymentTerm.class), List.of());
        }
    }
}
