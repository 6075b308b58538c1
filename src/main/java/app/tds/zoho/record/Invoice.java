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
 * An invoice to a customer, as a row of {@code tds.invoices}; amounts are in {@code currencyCode}.
 *
 * @param status {@code overdue} follows from the due date and comes without a modification
 * @param exchangeRate the organization's currency for one unit of {@code currencyCode}
 * @param discount an amount or a percentage, as {@code discountType} says
 * @param balance what is not paid yet
 * @param locationId the place of business; a warehouse or branch in organizations without locations
 * @param billingAddress as Zoho sends it, as is the shipping address
 * @param customFields the organization's own fields by API name
 */
@Table("invoices")
// The persons are rows of tds.contact_persons.
@LeftOut("contact_persons_details")
public record Invoice(
        @From("invoice_id") String sourceId,
        @From("created_time") @Nullable Instant sourceCreatedAt,
        @From("last_modified_time") Instant sourceModifiedAt,
        @NaturalKey @Nullable String invoiceNumber,
        @Nullable String referenceNumber,
        @Code @Nullable String status,
        @Code @Nullable String currentSubStatus,
        @Code @Nullable String type,
        @Nullable LocalDate date,
        @Nullable LocalDate dueDate,
        @Nullable LocalDate paymentExpectedDate,
        @Nullable LocalDate lastPaymentDate,
        @Nullable String customerId,
        @Nullable String customerName,
        @OnlyIn(LIST) @Nullable String companyName,
        @Nullable String email,
        @OnlyIn(LIST) @Nullable String phone,
        @OnlyIn(LIST) @Nullable String country,
        @Nullable String currencyId,
        @Code @Nullable String currencyCode,
        @Nullable BigDecimal exchangeRate,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal subTotal,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal taxTotal,
        @Percentage @OnlyIn(DOCUMENT) @Nullable BigDecimal discount,
        @Percentage @OnlyIn(DOCUMENT) @Nullable BigDecimal discountPercent,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal discountTotal,
        @Code @OnlyIn(DOCUMENT) @Nullable String discountType,
        @OnlyIn(DOCUMENT) @Nullable Boolean isDiscountBeforeTax,
        @OnlyIn(DOCUMENT) @Nullable Boolean isInclusiveTax,
        @Nullable BigDecimal shippingCharge,
        @Nullable BigDecimal adjustment,
        @OnlyIn(DOCUMENT) @Nullable String adjustmentDescription,
        @Nullable BigDecimal total,
        @Nullable BigDecimal balance,
        @Nullable BigDecimal writeOffAmount,
        @Nullable BigDecimal unprocessedPaymentAmount,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal paymentMade,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal creditsApplied,
        @OnlyIn(DOCUMENT) @Nullable Integer paymentTerms,
        @OnlyIn(DOCUMENT) @Nullable String paymentTermsLabel,
        @OnlyIn(DOCUMENT) @Nullable String salesorderId,
        @OnlyIn(DOCUMENT) @Nullable String salesorderNumber,

        @From({"location_id", "warehouse_id", "branch_id"}) @Nullable
        String locationId,

        @From({"location_name", "warehouse_name", "branch_name"}) @Nullable
        String locationName,

        @Nullable String salespersonId,
        @Nullable String salespersonName,
        @Code @Nullable String salesChannel,
        @OnlyIn(LIST) @Nullable String projectName,
        @Code @Nullable String invoiceSource,
        @Code @OnlyIn(LIST) @Nullable String transactionType,
        @IfSaid(LIST) @Nullable String invoiceUrl,
        @From({"created_by", "created_by_name"}) @Nullable String createdBy,
        @Nullable Boolean isEmailed,
        @Nullable Boolean isViewedByClient,
        @Nullable Integer remindersSent,
        @Nullable LocalDate lastReminderSentDate,
        @OnlyIn(DOCUMENT) @Nullable Json billingAddress,
        @OnlyIn(DOCUMENT) @Nullable Json shippingAddress,
        @LongText @OnlyIn(DOCUMENT) @Nullable String notes,
        @LongText @OnlyIn(DOCUMENT) @Nullable String terms,
        @OnlyIn(DOCUMENT) @Nullable String paymentTermsId,
        @OnlyIn(DOCUMENT) @Nullable Integer pricePrecision,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal totalTaxableAmount,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal bcySubTotal,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal bcyDiscountTotal,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal bcyTaxTotal,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal bcyShippingCharge,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal bcyAdjustment,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal bcyTotal,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal taxAmountWithheld,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal reverseChargeTaxTotal,
        @OnlyIn(DOCUMENT) @Nullable String shippingChargeTaxId,
        @OnlyIn(DOCUMENT) @Nullable String shippingChargeTaxName,
        @Percentage @OnlyIn(DOCUMENT) @Nullable BigDecimal shippingChargeTaxPercentage,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal shippingChargeTax,
        @OnlyIn(DOCUMENT) @Nullable BigDecimal roundoffValue,
        @Code @OnlyIn(DOCUMENT) @Nullable String transactionRoundingType,
        @Code @OnlyIn(DOCUMENT) @Nullable String taxRounding,
        @OnlyIn(DOCUMENT) @Nullable String recurringInvoiceId,
        @OnlyIn(DOCUMENT) @Nullable String estimateId,
        @IfSaid(LIST) @Nullable String zcrmPotentialId,
        @OnlyIn(DOCUMENT) @Nullable String createdById,
        @OnlyIn(DOCUMENT) @Nullable String lastModifiedById,
        @OnlyIn(DOCUMENT) @Nullable Json contactPersonsAssociated,
        @OnlyIn(DOCUMENT) @Nullable Json tags,
        @IfSaid(LIST) @Nullable Json customFields)
        implements TdsRow {

    /** A Zoho invoice is an invoice and its lines. */
    @Component
    static final class InvoiceTranslation extends ZohoTranslation {
        InvoiceTranslation() {
            super(
                    "zoho-invoice",
                    Rows.of(Invoice.class),
                    List.of(
                            Parts.always("line_items", InvoiceLine.class),
                            Parts.ifSaid(DocumentTaxes.ARRAY, DocumentTaxes.InvoiceTax.class),
                            Parts.ifSaid(DocumentTaxes.OF_LINES, DocumentTaxes.InvoiceLineTax.class),
                            DocumentLinks.ORDERS_OF_INVOICE),
                    DocumentTaxes.ARRAY,
                    "line_items",
                    "billing_address",
                    "shipping_address",
                    "custom_fields");
        }
    }
}
