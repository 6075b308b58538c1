package app.tds.zoho.record;

import static app.tds.mirror.Answer.DOCUMENT;
import static app.tds.mirror.Answer.LIST;

import app.tds.mirror.IfSaid;
import app.tds.mirror.Json;
import app.tds.mirror.NaturalKey;
import app.tds.mirror.OnlyIn;
import app.tds.mirror.Table;
import app.tds.mirror.TdsRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A credit note to a customer, as a row of {@code tds.credit_notes}; amounts are in {@code currencyCode}.
 *
 * @param sourceModifiedAt null if Zoho does not say; Zoho documents one name for it in the list and another in the document
 * @param exchangeRate the organization's currency for one unit of {@code currencyCode}
 * @param pricePrecision digits after the decimal point
 * @param discount an amount or a percentage, as {@code discountType} says
 * @param balance what is neither used nor given back yet
 * @param totalCreditsUsed what was applied to invoices
 * @param locationId the place of business; a warehouse or branch in organizations without locations
 * @param billingAddress as Zoho sends it, as is the shipping address
 * @param customFields the organization's own fields by API name
 */
@Table("credit_notes")
// The persons are rows of tds.contact_persons.
@LeftOut("contact_persons_associated")
public record CreditNote(
        @From("creditnote_id") String sourceId,
        @From("created_time") @IfSaid(DOCUMENT) @Nullable Instant sourceCreatedAt,

        @From({"last_modified_time", "updated_time"}) @IfSaid(DOCUMENT) @Nullable
        Instant sourceModifiedAt,

        @NaturalKey @Nullable String creditnoteNumber,
        @Nullable String referenceNumber,
        @Code @Nullable String status,
        @Code @IfSaid(DOCUMENT) @Nullable String currentSubStatus,
        @Nullable LocalDate date,
        @Nullable String customerId,
        @Nullable String customerName,
        @OnlyIn(DOCUMENT) @Nullable String email,
        @IfSaid(DOCUMENT) @Nullable String currencyId,
        @Code @Nullable String currencyCode,
        @IfSaid(DOCUMENT) @Nullable BigDecimal exchangeRate,
        @IfSaid(DOCUMENT) @Nullable Integer pricePrecision,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal subTotal,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal taxTotal,
        @Percentage @OnlyIn(DOCUMENT) @Nullable BigDecimal discount,
        @Code @OnlyIn(DOCUMENT) @Nullable String discountType,
        @OnlyIn(DOCUMENT) @Nullable Boolean isDiscountBeforeTax,
        @OnlyIn(DOCUMENT) @Nullable Boolean isInclusiveTax,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal shippingCharge,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal adjustment,
        @OnlyIn(DOCUMENT) @Nullable String adjustmentDescription,
        @Nullable BigDecimal total,
        @Nullable BigDecimal balance,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal totalCreditsUsed,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal totalRefundedAmount,

        @From({"location_id", "warehouse_id", "branch_id"}) @Nullable
        String locationId,

        @From({"location_name", "warehouse_name", "branch_name"}) @Nullable
        String locationName,

        @IfSaid(DOCUMENT) @Nullable String salespersonId,
        @IfSaid(DOCUMENT) @Nullable String salespersonName,
        @IfSaid(DOCUMENT) @Nullable Boolean isEmailed,
        @OnlyIn(DOCUMENT) @Nullable Json billingAddress,
        @OnlyIn(DOCUMENT) @Nullable Json shippingAddress,
        @LongText @OnlyIn(DOCUMENT) @Nullable String notes,
        @LongText @OnlyIn(DOCUMENT) @Nullable String terms,
        @OnlyIn(DOCUMENT) @Nullable String invoiceId,
        @Code @OnlyIn(DOCUMENT) @Nullable String referenceInvoiceType,
        @Code @OnlyIn(DOCUMENT) @Nullable String taxRounding,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal roundoffValue,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal discountTotal,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal taxAmountWithheld,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal reverseChargeTaxTotal,
        @OnlyIn(DOCUMENT) @Nullable String shippingChargeTaxId,
        @OnlyIn(DOCUMENT) @Nullable String shippingChargeTaxName,
        @Percentage @OnlyIn(DOCUMENT) @Nullable BigDecimal shippingChargeTaxPercentage,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal shippingChargeTax,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal bcyTotal,
        @Code @OnlyIn(DOCUMENT) @Nullable String salesChannel,
        @OnlyIn(DOCUMENT) @Nullable String createdById,
        @OnlyIn(DOCUMENT) @Nullable String lastModifiedById,
        @OnlyIn(DOCUMENT) @Nullable Json tags,
        @IfSaid(LIST) @Nullable Json customFields)
        implements TdsRow {

    /** A Zoho credit note is a credit note, its lines, and the invoices that the credit was applied to. */
    @Component
    static final class CreditNoteTranslation extends ZohoTranslation {
        CreditNoteTranslation() {
            super(
                    "zoho-creditnote",
                    Rows.of(CreditNote.class),
                    List.of(
                            CreditNoteParts.LINES,
                            CreditNoteParts.ALLOCATIONS,
                            Parts.ifSaid(DocumentTaxes.ARRAY, DocumentTaxes.CreditNoteTax.class),
                            Parts.ifSaid(DocumentTaxes.OF_LINES, DocumentTaxes.CreditNoteLineTax.class),
                            Parts.ifSaid("creditnote_refunds", DocumentLinks.CreditNoteRefund.class)),
                    DocumentTaxes.ARRAY,
                    "line_items",
                    "invoices_credited|invoices",
                    "custom_fields");
        }
    }
}
