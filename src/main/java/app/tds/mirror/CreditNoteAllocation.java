package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of a credit note that was applied to an invoice, as a row of {@code tds.credit_note_allocations}.
 *
 * @param sourceId the credit note and the place in it, such as {@code 7/1}: Zoho gives it no id
 * @param sourceModifiedAt the credit note's, when the part last changed
 * @param amountApplied in the currency of the credit note
 */
@Table("credit_note_allocations")
@PartOf("creditnote_id")
public record CreditNoteAllocation(
        String sourceId,
        @Nullable Instant sourceModifiedAt,
        String creditnoteId,
        @Nullable String invoiceId,
        @Nullable String invoiceNumber,
        @Nullable BigDecimal amountApplied)
        implements TdsChild {

    @Override
    public String parentId() {
        return creditnoteId;
    }
}
