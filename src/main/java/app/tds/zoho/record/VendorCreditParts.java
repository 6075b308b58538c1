package app.tds.zoho.record;

import app.tds.mirror.Borrowed;
import app.tds.mirror.Json;
import app.tds.mirror.PartOf;
import app.tds.mirror.Table;
import app.tds.mirror.TdsChild;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a credit of a vendor consists of. */
final class VendorCreditParts {

    static final Parts<VendorCreditLine> LINES = Parts.always("line_items", VendorCreditLine.class);
    static final Parts<VendorCreditAllocation> ALLOCATIONS =
            Parts.ifSaid("bills_credited", VendorCreditAllocation.class);
    static final Parts<VendorCreditRefund> REFUNDS = Parts.ifSaid("vendor_credit_refunds", VendorCreditRefund.class);

    static final Parts<VendorCreditTax> TAXES = Parts.ifSaid(DocumentTaxes.ARRAY, VendorCreditTax.class);
    static final Parts<VendorCreditLineTax> TAXES_OF_LINES =
            Parts.ifSaid(DocumentTaxes.OF_LINES, VendorCreditLineTax.class);

    private VendorCreditParts() {}

    /**
     * A line of a credit of a vendor, as a row of {@code tds.vendor_credit_lines}.
     *
     * @param sourceId the credit's id and the place for a line without an id, as headings may be
     * @param sourceModifiedAt the credit's, when the line last changed
     * @param lineNumber place among the lines, from 1
     * @param itemId null in free text lines
     * @param discount an amount or a percentage
     * @param customFields the organization's own fields by API name
     */
    @Table("vendor_credit_lines")
    @PartOf("vendor_credit_id")
    public record VendorCreditLine(
            @From("line_item_id") @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String vendorCreditId,
            @From("item_order") @OrPlace @Nullable Integer lineNumber,
            @Nullable String itemId,
            @Nullable String name,
            @Nullable String sku,
            @LongText @Nullable String description,
            @Code @Nullable String itemType,
            @Code @Nullable String productType,
            @Nullable String unit,
            @Nullable BigDecimal quantity,
            @Nullable BigDecimal rate,
            @Nullable BigDecimal bcyRate,
            @Percentage @Nullable BigDecimal discount,
            @Nullable String taxId,
            @Nullable String taxName,
            @Percentage @Nullable BigDecimal taxPercentage,
            @Nullable BigDecimal itemTotal,
            @Nullable String accountId,
            @Nullable String accountName,
            @From({"location_id", "warehouse_id"}) @Nullable String locationId,

            @From({"location_name", "warehouse_name"}) @Nullable
            String locationName,

            @Nullable String projectId,
            @From("item_custom_fields") @Nullable Json customFields)
            implements TdsChild {}

    /**
     * A part of a credit that was applied to a bill, as a row of {@code tds.vendor_credit_allocations}.
     *
     * @param sourceModifiedAt the credit's, when the part last changed
     * @param amount in the currency of the credit
     */
    @Table("vendor_credit_allocations")
    @PartOf("vendor_credit_id")
    public record VendorCreditAllocation(
            @From("vendor_credit_bill_id") @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String vendorCreditId,
            @Wanted @Nullable String billId,
            @Borrowed @Nullable String billNumber,
            @Nullable LocalDate date,
            @Wanted @Nullable BigDecimal amount)
            implements TdsChild {}

    /**
     * A part of a credit that the vendor gave back, as a row of {@code tds.vendor_credit_refunds}.
     *
     * @param sourceModifiedAt the credit's, when the part last changed
     * @param amount in the currency of the credit
     */
    @Table("vendor_credit_refunds")
    @PartOf("vendor_credit_id")
    public record VendorCreditRefund(
            @From("vendor_credit_refund_id") @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String vendorCreditId,
            @Nullable LocalDate date,
            @Nullable String refundMode,
            @Nullable String referenceNumber,
            @Wanted @Nullable BigDecimal amount,
            @Nullable String accountId,
            @Nullable String accountName,
            @LongText @Nullable String description)
            implements TdsChild {}

    /** A tax of a credit, in its currency, as a row of {@code tds.vendor_credit_taxes}. */
    @Table("vendor_credit_taxes")
    @PartOf("vendor_credit_id")
    public record VendorCreditTax(
            @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String vendorCreditId,
            @Nullable String taxId,
            @Nullable String taxName,
            @Wanted @Nullable BigDecimal taxAmount)
            implements TdsChild {}

    /** A tax of a line of a credit, in its currency, as a row of {@code tds.vendor_credit_line_taxes}. */
    @Table("vendor_credit_line_taxes")
    @PartOf("vendor_credit_id")
    public record VendorCreditLineTax(
            @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String vendorCreditId,
            @Nullable String lineItemId,
            @Nullable String taxId,
            @Nullable String taxName,
            @Percentage @Nullable BigDecimal taxPercentage,
            @Wanted @Nullable BigDecimal taxAmount,
            @Code @Nullable String taxSpecificType)
            implements TdsChild {}
}
