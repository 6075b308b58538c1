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
 * A credit of a vendor, as a row of {@code tds.vendor_credits}; amounts are in {@code currencyCode}.
 *
 * @param exchangeRate the organization's currency for one unit of {@code currencyCode}
 * @param pricePrecision digits after the decimal point
 * @param balance what is neither used nor given back yet
 * @param totalCreditsUsed what was applied to bills
 * @param locationId the place of business; a warehouse or branch in organizations without locations
 * @param customFields the organization's own fields by API name
 */
@Table("vendor_credits")
public record VendorCredit(
        @From("vendor_credit_id") String sourceId,
        @From("created_time") @IfSaid(DOCUMENT) @Nullable Instant sourceCreatedAt,
        @From("last_modified_time") Instant sourceModifiedAt,
        @NaturalKey @Nullable String vendorCreditNumber,
        @Nullable String referenceNumber,
        @Code @Nullable String status,
        @Nullable LocalDate date,
        @Nullable String vendorId,
        @Nullable String vendorName,
        @IfSaid @Nullable String currencyId,
        @Code @Nullable String currencyCode,
        @IfSaid @Nullable BigDecimal exchangeRate,
        @OnlyIn(DOCUMENT) @Nullable Integer pricePrecision,
        @OnlyIn(DOCUMENT) @Nullable Boolean isInclusiveTax,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal subTotal,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal taxTotal,
        @Nullable BigDecimal total,
        @Nullable BigDecimal balance,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal totalCreditsUsed,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal totalRefundedAmount,
        @OnlyIn(DOCUMENT) @Nullable String pricebookId,
        @IfSaid(DOCUMENT) @Nullable Boolean hasAttachment,

        @From({"location_id", "warehouse_id", "branch_id"}) @IfSaid @Nullable
        String locationId,

        @From({"location_name", "warehouse_name", "branch_name"}) @IfSaid @Nullable
        String locationName,

        @LongText @OnlyIn(DOCUMENT) @Nullable String notes,
        @IfSaid(LIST) @Nullable Json customFields)
        implements TdsRow {

    /**
     * A Zoho vendor credit is a credit, its lines, the lines' taxes, the bills that the credit was applied to, and
     * refunds.
     */
    @Component
    static final class VendorCreditTranslation extends ZohoTranslation {
        VendorCreditTranslation() {
            super(
                    "zoho-vendorcredit",
                    Rows.of(VendorCredit.class),
                    List.of(
                            VendorCreditParts.LINES,
                            VendorCreditParts.TAXES,
                            VendorCreditParts.TAXES_OF_LINES,
                            VendorCreditParts.ALLOCATIONS,
                            VendorCreditParts.REFUNDS),
                    "line_items",
                    DocumentTaxes.ARRAY,
                    "bills_credited",
                    "vendor_credit_refunds",
                    "custom_fields");
        }
    }
}
