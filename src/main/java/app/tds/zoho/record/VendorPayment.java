package app.tds.zoho.record;

import static app.tds.mirror.Answer.DOCUMENT;
import static app.tds.mirror.Answer.LIST;

import app.tds.mirror.Borrowed;
import app.tds.mirror.IfSaid;
import app.tds.mirror.Json;
import app.tds.mirror.NaturalKey;
import app.tds.mirror.OnlyIn;
import app.tds.mirror.PartOf;
import app.tds.mirror.Table;
import app.tds.mirror.TdsChild;
import app.tds.mirror.TdsRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Money to a vendor, as a row of {@code tds.vendor_payments}. Amounts are in {@code currencyCode}; amounts with
 * {@code bcy} are in the organization's currency.
 *
 * @param paymentMode the organization's own words
 * @param balance what is not applied to any bill
 * @param bankCharges what the bank kept
 * @param locationId the place of business; a warehouse or branch in organizations without locations
 * @param customFields the organization's own fields by API name
 */
@Table("vendor_payments")
public record VendorPayment(
        @From("payment_id") String sourceId,
        @From("created_time") @IfSaid(DOCUMENT) @Nullable Instant sourceCreatedAt,
        @From("last_modified_time") Instant sourceModifiedAt,
        @NaturalKey @Nullable String paymentNumber,
        @Nullable String referenceNumber,
        @Nullable LocalDate date,
        @Nullable String paymentMode,
        @Code @IfSaid @Nullable String status,
        @Nullable String vendorId,
        @Nullable String vendorName,
        @LongText @OnlyIn(LIST) @Nullable String billNumbers,
        @IfSaid @Nullable String currencyId,
        @Code @IfSaid @Nullable String currencyCode,
        @IfSaid @Nullable BigDecimal exchangeRate,
        @Nullable BigDecimal amount,
        @OnlyIn(LIST) @Nullable BigDecimal bcyAmount,
        @Nullable BigDecimal balance,
        @OnlyIn(LIST) @Nullable BigDecimal bcyBalance,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal bankCharges,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal taxAmountWithheld,
        @Nullable String paidThroughAccountId,
        @Nullable String paidThroughAccountName,
        @LongText @Nullable String description,

        @From({"location_id", "warehouse_id", "branch_id"}) @IfSaid @Nullable
        String locationId,

        @From({"location_name", "warehouse_name", "branch_name"}) @IfSaid @Nullable
        String locationName,

        @IfSaid(LIST) @Nullable Json customFields)
        implements TdsRow {

    /** A vendor payment in Zoho is a payment and the bills that the payment was applied to. */
    @Component
    static final class VendorPaymentTranslation extends ZohoTranslation {
        VendorPaymentTranslation() {
            super(
                    "zoho-vendorpayment",
                    Rows.of(VendorPayment.class),
                    List.of(Parts.ifSaid("bills", VendorPaymentAllocation.class)),
                    "bills",
                    "custom_fields");
        }
    }

    /**
     * A part of a payment that went to one bill, as a row of {@code tds.vendor_payment_allocations}.
     *
     * @param sourceModifiedAt the payment's, when the part last changed
     * @param billId of an opening balance there is no such bill
     * @param amountApplied in the currency of the payment
     */
    @Table("vendor_payment_allocations")
    @PartOf("payment_id")
    public record VendorPaymentAllocation(
            @From("bill_payment_id") @OrPlace String sourceId,
            @Nullable Instant sourceModifiedAt,
            String paymentId,
            @Nullable String billId,
            @Borrowed @Nullable String billNumber,
            @Nullable Boolean isOpeningBalance,
            @Borrowed @Nullable LocalDate date,
            @Borrowed @Nullable LocalDate dueDate,
            @Borrowed @Nullable BigDecimal total,
            @Borrowed @Nullable BigDecimal balance,
            @Wanted @Nullable BigDecimal amountApplied,
            @Nullable BigDecimal taxAmountWithheld,
            @Nullable LocalDate applyDate)
            implements TdsChild {}
}
