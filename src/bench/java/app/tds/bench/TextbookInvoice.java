package app.tds.bench;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** An invoice as a textbook would bind it. */
@JsonNaming(SnakeCaseStrategy.class)
record TextbookInvoice(
        String invoiceId,
        @Nullable OffsetDateTime createdTime,
        @Nullable OffsetDateTime lastModifiedTime,
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
        @Nullable String invoiceUrl,
        @Nullable String createdBy,
        @Nullable Boolean isEmailed,
        @Nullable Boolean isViewedByClient,
        @Nullable Integer remindersSent,
        @Nullable LocalDate lastReminderSentDate) {}
