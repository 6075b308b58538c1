package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An invoice to a customer, as a row of {@code tds.invoices}; amounts are in {@code currencyCode}.
 *
 * @param status {@code overdue} follows from the due date and comes without a modification
 * @param exchangeRate the organization's currency for one unit of {@code currencyCode}
 * @param balance what is not paid yet
 * @param locationId the place of business; a warehouse or branch in organizations without locations
 * @param customFields the organization's own fields by API name
 */
@Table("invoices")
public record Invoice(
        String sourceId,
        @Nullable Instant sourceCreatedAt,
        @Nullable Instant sourceModifiedAt,
        @Nullable String invoiceNumber,
        @Nullable String referenceNumber,
        @Nullable String status,
        @Nullable String currentSubStatus,
        @Nullable String type,
        @Nullable LocalDate date,
        @Nullable LocalDate dueDate,
        @Nullable LocalDate paymentExpectedDate,
        @Nullable LocalDate lastPaymentDate,
        @Nullable String customerId,
        @Nullable String customerName,
        @Nullable String companyName,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String country,
        @Nullable String currencyId,
        @Nullable String currencyCode,
        @Nullable BigDecimal exchangeRate,
        @Nullable BigDecimal shippingCharge,
        @Nullable BigDecimal adjustment,
        @Nullable BigDecimal total,
        @Nullable BigDecimal balance,
        @Nullable BigDecimal writeOffAmount,
        @Nullable BigDecimal unprocessedPaymentAmount,
        @Nullable String locationId,
        @Nullable String locationName,
        @Nullable String salespersonId,
        @Nullable String salespersonName,
        @Nullable String salesChannel,
        @Nullable String projectName,
        @Nullable String invoiceSource,
        @Nullable String transactionType,
        @IfSaid @Nullable String invoiceUrl,
        @Nullable String createdBy,
        @Nullable Boolean isEmailed,
        @Nullable Boolean isViewedByClient,
        @Nullable Integer remindersSent,
        @Nullable LocalDate lastReminderSentDate,
        @Nullable Json customFields)
        implements TdsRow {}
