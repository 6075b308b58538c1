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
 * A bill from a vendor, as a row of {@code tds.bills}; amounts are in {@code currencyCode}.
 *
 * @param status {@code overdue} follows from the due date and comes without a modification
 * @param exchangeRate the organization's currency for one unit of {@code currencyCode}
 * @param pricePrecision digits after the decimal point
 * @param discount an amount or a percentage, as {@code discountType} says
 * @param balance what is not paid yet
 * @param tdsTotal tax deducted at source
 * @param locationId the place of business; a warehouse or branch in organizations without locations
 * @param billingAddress as Zoho sends it
 * @param customFields the organization's own fields by API name
 */
@Table("bills")
// Payments and what they were applied to are rows of tds.vendor_payments and their parts.
@LeftOut("payments")
public record Bill(
        @From("bill_id") String sourceId,
        @From("created_time") @Nullable Instant sourceCreatedAt,
        @From("last_modified_time") Instant sourceModifiedAt,
        @NaturalKey @Nullable String billNumber,
        @Nullable String referenceNumber,
        @Code @Nullable String status,
        @Code @Nullable String currentSubStatus,
        @Code @Nullable String entityType,
        @Nullable LocalDate date,
        @Nullable LocalDate dueDate,
        @OnlyIn(DOCUMENT) @Nullable LocalDate paymentExpectedDate,
        @Nullable String vendorId,
        @Nullable String vendorName,
        @Nullable String currencyId,
        @Code @Nullable String currencyCode,
        @Nullable BigDecimal exchangeRate,
        @Nullable Integer pricePrecision,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal subTotal,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal taxTotal,
        @Percentage @OnlyIn(DOCUMENT) @Nullable BigDecimal discount,
        @Percentage @OnlyIn(DOCUMENT) @Nullable BigDecimal discountPercent,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal discountTotal,
        @Code @OnlyIn(DOCUMENT) @Nullable String discountType,
        @OnlyIn(DOCUMENT) @Nullable Boolean isDiscountBeforeTax,
        @OnlyIn(DOCUMENT) @Nullable Boolean isInclusiveTax,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal adjustment,
        @OnlyIn(DOCUMENT) @Nullable String adjustmentDescription,
        @Nullable BigDecimal total,
        @Nullable BigDecimal balance,
        @OnlyIn(LIST) @Nullable BigDecimal tdsTotal,
        @Nullable BigDecimal unprocessedPaymentAmount,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal paymentMade,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal vendorCreditsApplied,
        @OnlyIn(DOCUMENT) @Nullable Integer paymentTerms,
        @OnlyIn(DOCUMENT) @Nullable String paymentTermsLabel,

        @From({"location_id", "warehouse_id", "branch_id"}) @Nullable
        String locationId,

        @From({"location_name", "warehouse_name", "branch_name"}) @Nullable
        String locationName,

        @Nullable String attachmentName,
        @OnlyIn(LIST) @Nullable String createdBy,
        @OnlyIn(LIST) @Nullable String lastModifiedBy,
        @OnlyIn(DOCUMENT) @Nullable Json billingAddress,
        @LongText @OnlyIn(DOCUMENT) @Nullable String notes,
        @LongText @OnlyIn(DOCUMENT) @Nullable String terms,
        @OnlyIn(DOCUMENT) @Nullable String paymentTermsId,
        @Code @OnlyIn(DOCUMENT) @Nullable String taxRounding,
        @OnlyIn(DOCUMENT) @Nullable String tdsTaxId,
        @OnlyIn(DOCUMENT) @Nullable String tdsTaxName,
        @Percentage @OnlyIn(DOCUMENT) @Nullable BigDecimal tdsPercent,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal tdsAmount,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal taxAmountWithheld,
        @OnlyIn(DOCUMENT) @Nullable String pricebookId,
        @OnlyIn(DOCUMENT) @Nullable String recurringBillId,
        @OnlyIn(DOCUMENT) @Nullable Json allocatedLandedCosts,
        @OnlyIn(DOCUMENT) @Nullable Json unallocatedLandedCosts,
        @OnlyIn(DOCUMENT) @Nullable String createdById,

        @From({"last_modified_by_id", "last_modified_id"}) @OnlyIn(DOCUMENT) @Nullable
        String lastModifiedById,

        @IfSaid(LIST) @Nullable Json customFields)
        implements TdsRow {

    /** A Zoho bill is a bill and its lines. */
    @Component
    static final class BillTranslation extends ZohoTranslation {
        BillTranslation() {
            super(
                    "zoho-bill",
                    Rows.of(Bill.class),
                    List.of(
                            Parts.always("line_items", BillLine.class),
                            Parts.ifSaid(DocumentTaxes.ARRAY, DocumentTaxes.BillTax.class),
                            Parts.ifSaid(DocumentTaxes.OF_LINES, DocumentTaxes.BillLineTax.class),
                            Parts.ifSaid("purchaseorders", DocumentLinks.BillPurchaseOrder.class)),
                    DocumentTaxes.ARRAY,
                    "line_items",
                    "custom_fields");
        }
    }
}
