package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the details of a customer's payment say, as columns of {@code tds.payments}; amounts are in {@code currencyCode}.
 *
 * @param sourceModifiedAt null if Zoho does not say
 * @param bankCharges what the bank kept
 * @param locationId the place of business; a warehouse or branch in organizations without locations
 * @param customFields the organization's own fields by API name
 */
@Table("payments")
public record PaymentDetail(
        String sourceId,
        @IfSaid @Nullable Instant sourceCreatedAt,
        @IfSaid @Nullable Instant sourceModifiedAt,
        @IfSaid @Nullable String paymentNumber,
        @Nullable String referenceNumber,
        @Nullable LocalDate date,
        @Nullable String paymentMode,
        @IfSaid @Nullable String paymentType,
        @Nullable String status,
        @IfSaid @Nullable String paymentStatus,
        @IfSaid @Nullable String settlementStatus,
        @Nullable String customerId,
        @Nullable String customerName,
        @Nullable String email,
        @Nullable String currencyId,
        @Nullable String currencyCode,
        @Nullable BigDecimal exchangeRate,
        @Nullable BigDecimal amount,
        @IfSaid @Nullable BigDecimal bcyAmount,
        @IfSaid @Nullable BigDecimal unusedAmount,
        @IfSaid @Nullable BigDecimal bcyUnusedAmount,
        @Nullable BigDecimal amountRefunded,
        @IfSaid @Nullable BigDecimal bcyRefundedAmount,
        @Nullable BigDecimal bankCharges,
        @IfSaid @Nullable String taxAccountId,
        @IfSaid @Nullable String taxAccountName,
        @IfSaid @Nullable BigDecimal taxAmountWithheld,
        @IfSaid @Nullable String accountId,
        @IfSaid @Nullable String accountName,
        @IfSaid @Nullable Boolean isPaidViaCheck,
        @IfSaid @Nullable String lastFourDigits,
        @IfSaid @Nullable String paymentGateway,
        @IfSaid @Nullable String gatewayTransactionId,
        @IfSaid @Nullable String salesChannel,
        @Nullable String description,
        @IfSaid @Nullable String productDescription,
        @Nullable String locationId,
        @Nullable String locationName,
        @Nullable Json customFields)
        implements TdsRow {}
