package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A bill from a vendor, as a row of {@code tds.bills}; amounts are in {@code currencyCode}.
 *
 * @param status {@code overdue} follows from the due date and comes without a modification
 * @param exchangeRate the organization's currency for one unit of {@code currencyCode}
 * @param pricePrecision digits after the decimal point
 * @param balance what is not paid yet
 * @param tdsTotal tax deducted at source
 * @param locationId the place of business; a warehouse or branch in organizations without locations
 * @param customFields the organization's own fields by API name
 */
@Table("bills")
public record Bill(
        String sourceId,
        @Nullable Instant sourceCreatedAt,
        @Nullable Instant sourceModifiedAt,
        @Nullable String billNumber,
        @Nullable String referenceNumber,
        @Nullable String status,
        @Nullable String currentSubStatus,
        @Nullable String entityType,
        @Nullable LocalDate date,
        @Nullable LocalDate dueDate,
        @Nullable String vendorId,
        @Nullable String vendorName,
        @Nullable String currencyId,
        @Nullable String currencyCode,
        @Nullable BigDecimal exchangeRate,
        @Nullable Integer pricePrecision,
        @Nullable BigDecimal total,
        @Nullable BigDecimal balance,
        @Nullable BigDecimal tdsTotal,
        @Nullable BigDecimal unprocessedPaymentAmount,
        @Nullable String locationId,
        @Nullable String locationName,
        @Nullable String attachmentName,
        @Nullable String createdBy,
        @Nullable String lastModifiedBy,
        @Nullable Json customFields)
        implements TdsRow {}
