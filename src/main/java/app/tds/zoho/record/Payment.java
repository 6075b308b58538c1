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
 * Money from a customer, as a row of {@code tds.payments}. Amounts are in {@code currencyCode}; amounts with
 * {@code bcy} are in the organization's currency.
 *
 * @param sourceModifiedAt null if Zoho does not say; Zoho documents one name for it in the list and another in the
 *     document
 * @param invoiceNumbers the invoices it pays, separated by commas; Zoho documents the name for one
 * @param paymentMode the organization's own words
 * @param unusedAmount what is not applied to any invoice yet
 * @param bankCharges what the bank kept
 * @param gatewayTransactionId the gateway's own words
 * @param locationId the place of business; a warehouse or branch in organizations without locations
 * @param customFields the organization's own fields by API name
 */
@Table("payments")
public record Payment(
        @From("payment_id") String sourceId,
        @From("created_time") @IfSaid(DOCUMENT) @Nullable Instant sourceCreatedAt,

        @From({"last_modified_time", "updated_time"}) @IfSaid(DOCUMENT) @Nullable
        Instant sourceModifiedAt,

        @NaturalKey @IfSaid(DOCUMENT) @Nullable String paymentNumber,

        @From({"invoice_numbers", "invoice_number"}) @LongText @OnlyIn(LIST) @Nullable
        String invoiceNumbers,

        @Nullable String referenceNumber,
        @Nullable LocalDate date,
        @Nullable String paymentMode,
        @IfSaid(DOCUMENT) @Nullable String paymentType,
        @Code @OnlyIn(DOCUMENT) @Nullable String status,
        @Code @IfSaid(DOCUMENT) @Nullable String paymentStatus,
        @Code @IfSaid(DOCUMENT) @Nullable String settlementStatus,
        @Nullable String customerId,
        @Nullable String customerName,
        @OnlyIn(DOCUMENT) @Nullable String email,
        @OnlyIn(DOCUMENT) @Nullable String currencyId,
        @Code @Nullable String currencyCode,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal exchangeRate,
        @Nullable BigDecimal amount,
        @IfSaid(DOCUMENT) @Nullable BigDecimal bcyAmount,
        @IfSaid(DOCUMENT) @Nullable BigDecimal unusedAmount,
        @IfSaid(DOCUMENT) @Nullable BigDecimal bcyUnusedAmount,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal amountRefunded,
        @IfSaid(DOCUMENT) @Nullable BigDecimal bcyRefundedAmount,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal bankCharges,
        @IfSaid(DOCUMENT) @Nullable String taxAccountId,
        @IfSaid(DOCUMENT) @Nullable String taxAccountName,
        @IfSaid(DOCUMENT) @Nullable BigDecimal taxAmountWithheld,
        @IfSaid(DOCUMENT) @Nullable String accountId,
        @IfSaid(DOCUMENT) @Nullable String accountName,
        @IfSaid(DOCUMENT) @Nullable Boolean isPaidViaCheck,
        @IfSaid(DOCUMENT) @Nullable String lastFourDigits,
        @IfSaid(DOCUMENT) @Nullable String paymentGateway,
        @OneLine @IfSaid(DOCUMENT) @Nullable String gatewayTransactionId,
        @Code @IfSaid(DOCUMENT) @Nullable String salesChannel,
        @LongText @Nullable String description,
        @LongText @IfSaid(DOCUMENT) @Nullable String productDescription,

        @From({"location_id", "warehouse_id", "branch_id"}) @IfSaid(LIST) @Nullable
        String locationId,

        @From({"location_name", "warehouse_name", "branch_name"}) @IfSaid(LIST) @Nullable
        String locationName,

        @From({"sales_person_id", "salesperson_id"}) @OnlyIn(DOCUMENT) @Nullable
        String salespersonId,

        @From({"sales_person_name", "salesperson_name"}) @OnlyIn(DOCUMENT) @Nullable
        String salespersonName,

        @OnlyIn(DOCUMENT) @Nullable String customerAdvanceAccountId,
        @OnlyIn(DOCUMENT) @Nullable String customerAdvanceAccountName,
        @OnlyIn(DOCUMENT) @Nullable String bankChargesAccountId,
        @OnlyIn(DOCUMENT) @Nullable String bankChargesAccountName,
        @OnlyIn(DOCUMENT) @Nullable Json depositDetails,
        @OnlyIn(DOCUMENT) @Nullable Json importedTransactions,
        @OnlyIn(DOCUMENT) @Nullable String paymentNumberPrefix,
        @OnlyIn(DOCUMENT) @Nullable String paymentNumberSuffix,
        @OnlyIn(DOCUMENT) @Nullable String createdById,
        @OnlyIn(DOCUMENT) @Nullable Json tags,
        @IfSaid(LIST) @Nullable Json customFields)
        implements TdsRow {

    /** A customer's payment in Zoho is a payment and the invoices that the payment was applied to. */
    @Component
    static final class PaymentTranslation extends ZohoTranslation {
        PaymentTranslation() {
            super(
                    "zoho-payment",
                    Rows.of(Payment.class),
                    List.of(
                            Parts.ifSaid("invoices", PaymentAllocation.class),
                            Parts.ifSaid("payment_refunds", DocumentLinks.PaymentRefund.class)),
                    "invoices",
                    "custom_fields");
        }
    }
}
