package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Money from a customer, as a row of {@code tds.payments}; amounts are in {@code currencyCode}, those with {@code bcy}
 * in the organization's currency.
 *
 * @param sourceModifiedAt null if Zoho does not say
 * @param invoiceNumbers those it pays, separated by commas
 * @param paymentMode the organization's own words
 * @param unusedAmount what is not applied to any invoice yet
 * @param locationId the place of business; a warehouse or branch in organizations without locations
 * @param customFields the organization's own fields by API name
 */
@Table("payments")
public record Payment(
        String sourceId,
        @Nullable Instant sourceCreatedAt,
        @Nullable Instant sourceModifiedAt,
        @Nullable String paymentNumber,
        @Nullable String invoiceNumbers,
        @Nullable String referenceNumber,
        @Nullable LocalDate date,
        @Nullable String paymentMode,
        @Nullable String paymentType,
        @Nullable String paymentStatus,
        @Nullable String settlementStatus,
        @Nullable String customerId,
        @Nullable String customerName,
        @Nullable String currencyCode,
        @Nullable BigDecimal amount,
        @Nullable BigDecimal bcyAmount,
        @Nullable BigDecimal unusedAmount,
        @Nullable BigDecimal bcyUnusedAmount,
        @Nullable BigDecimal bcyRefundedAmount,
        @Nullable String taxAccountId,
        @Nullable String taxAccountName,
        @Nullable BigDecimal taxAmountWithheld,
        @Nullable String accountId,
        @Nullable String accountName,
        @Nullable Boolean isPaidViaCheck,
        @Nullable String lastFourDigits,
        @Nullable String paymentGateway,
        @Nullable String gatewayTransactionId,
        @Nullable String salesChannel,
        @Nullable String description,
        @Nullable String productDescription,
        @IfSaid @Nullable String locationId,
        @IfSaid @Nullable String locationName,
        @IfSaid @Nullable Json customFields)
        implements TdsRow {}
