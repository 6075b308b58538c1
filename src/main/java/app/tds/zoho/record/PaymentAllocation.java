package app.tds.zoho.record;

import app.tds.mirror.Borrowed;
import app.tds.mirror.PartOf;
import app.tds.mirror.Table;
import app.tds.mirror.TdsChild;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A part of a payment that went to one invoice, as a row of {@code tds.payment_allocations}.
 *
 * @param sourceModifiedAt the payment's, when the part last changed
 * @param invoiceStatus the invoice's when the payment was last fetched, as is what the invoice lacks
 * @param amountApplied in the currency of the payment
 */
@Table("payment_allocations")
@PartOf("payment_id")
public record PaymentAllocation(
        @From("invoice_payment_id") @OrPlace String sourceId,
        @Nullable Instant sourceModifiedAt,
        String paymentId,
        @Wanted @Nullable String invoiceId,
        @Nullable String invoiceNumber,
        @From("date") @Nullable LocalDate invoiceDate,
        @From("due_date") @Nullable LocalDate invoiceDueDate,
        @From("status") @Code @Borrowed @Nullable String invoiceStatus,
        @From({"total", "invoice_amount"}) @Nullable BigDecimal invoiceAmount,

        @From({"balance", "balance_amount"}) @Borrowed @Nullable
        BigDecimal balanceAmount,

        @Wanted @Nullable BigDecimal amountApplied,
        @Nullable BigDecimal taxAmountWithheld,
        @Nullable BigDecimal discountAmount,
        @Nullable LocalDate applyDate)
        implements TdsChild {}
