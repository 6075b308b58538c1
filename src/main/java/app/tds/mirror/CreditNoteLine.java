package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of a credit note, as a row of {@code tds.credit_note_lines}.
 *
 * @param sourceModifiedAt the document's, when the line last changed
 * @param lineNumber place among the lines, from 1
 * @param lineItemCategory {@code header} for a heading without item and price
 * @param itemId null in free text lines
 * @param discount an amount or a percentage
 * @param invoiceItemId the line of an invoice that it takes back
 * @param customFields the organization's own fields by API name
 */
@Table("credit_note_lines")
@PartOf("creditnote_id")
public record CreditNoteLine(
        String sourceId,
        @Nullable Instant sourceModifiedAt,
        String creditnoteId,
        @Nullable Integer lineNumber,
        @Nullable String lineItemCategory,
        @Nullable String headerName,
        @Nullable String itemId,
        @Nullable String name,
        @Nullable String sku,
        @Nullable String description,
        @Nullable String itemType,
        @Nullable String productType,
        @Nullable String unit,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal rate,
        @Nullable BigDecimal bcyRate,
        @Nullable BigDecimal discount,
        @Nullable BigDecimal discountAmount,
        @Nullable String taxId,
        @Nullable String taxName,
        @Nullable BigDecimal taxPercentage,
        @Nullable BigDecimal itemTotal,
        @Nullable String accountId,
        @Nullable String accountName,
        @Nullable String locationId,
        @Nullable String locationName,
        @Nullable String projectId,
        @Nullable String invoiceId,
        @Nullable String invoiceItemId,
        @Nullable Json customFields)
        implements TdsChild {

    @Override
    public String parentId() {
        return creditnoteId;
    }
}
