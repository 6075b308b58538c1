package app.tds.zoho.record;

import static app.tds.mirror.Answer.DOCUMENT;
import static app.tds.mirror.Answer.LIST;

import app.tds.mirror.IfSaid;
import app.tds.mirror.Json;
import app.tds.mirror.NaturalKey;
import app.tds.mirror.OnlyIn;
import app.tds.mirror.Table;
import app.tds.mirror.TdsRow;
import app.tds.source.Unusable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A contact of Zoho, which is a customer or a vendor, with persons and addresses. */
final class Contact {

    private Contact() {}

    private static Class<? extends TdsRow> kind(ZohoRecord zoho) {
        String type = zoho.requiredText("contact_type");
        return switch (type) {
            case "customer" -> Customer.class;
            case "vendor" -> Vendor.class;
            default ->
                throw new Unusable(
                        "contact_type",
                        ZohoRecord.shown(type) + " is neither customer nor vendor: set the type in Zoho");
        };
    }

    /**
     * A customer, as a row of {@code tds.customers}. Only the list has e-mail address and numbers.
     *
     * @param paymentTerms days until payment is due; negative numbers are Zoho's special terms
     * @param outstandingReceivableAmount owed by the customer, in {@code currencyCode}
     * @param outstandingReceivableAmountBcy the same in the organization's currency
     * @param openingBalanceAmount the balance it was taken over with
     * @param primaryContactId the contact person to write to first
     * @param customFields the organization's own fields by API name
     */
    @Table("customers")
    public record Customer(
            @From("contact_id") String sourceId,
            @From("created_time") @Nullable Instant sourceCreatedAt,
            @From("last_modified_time") Instant sourceModifiedAt,
            @NaturalKey String contactName,
            @NaturalKey @OnlyIn(DOCUMENT) @Nullable String contactNumber,
            @Nullable String companyName,
            @Nullable String firstName,
            @Nullable String lastName,
            @OnlyIn(LIST) @Nullable String email,
            @OnlyIn(LIST) @Nullable String phone,
            @OnlyIn(LIST) @Nullable String mobile,
            @Nullable String website,
            @Code @Nullable String status,
            @Code @Nullable String customerSubType,
            @Code @Nullable String languageCode,
            @Nullable String currencyId,
            @Code @Nullable String currencyCode,
            @Nullable Integer paymentTerms,
            @Nullable String paymentTermsId,
            @Nullable String paymentTermsLabel,
            @Nullable BigDecimal outstandingReceivableAmount,
            @Nullable BigDecimal outstandingReceivableAmountBcy,
            @Nullable BigDecimal unusedCreditsReceivableAmount,
            @Nullable BigDecimal unusedCreditsReceivableAmountBcy,
            @OnlyIn(DOCUMENT) @Nullable BigDecimal openingBalanceAmount,
            @OnlyIn(DOCUMENT) @Nullable BigDecimal creditLimit,
            @OnlyIn(DOCUMENT) @Nullable String pricebookId,
            @OnlyIn(DOCUMENT) @Nullable String pricebookName,
            @OnlyIn(DOCUMENT) @Nullable Boolean isTaxable,
            @OnlyIn(DOCUMENT) @Nullable String taxId,
            @OnlyIn(DOCUMENT) @Nullable String taxName,
            @Percentage @OnlyIn(DOCUMENT) @Nullable BigDecimal taxPercentage,
            @Code @OnlyIn(DOCUMENT) @Nullable String taxTreatment,
            @OnlyIn(DOCUMENT) @Nullable String primaryContactId,
            @OnlyIn(DOCUMENT) @Nullable String ownerId,
            @OnlyIn(DOCUMENT) @Nullable String ownerName,
            @Code @Nullable String portalStatus,
            @Nullable Boolean isLinkedWithZohocrm,
            @Nullable String facebook,
            @Nullable String twitter,
            @Code @Nullable String source,
            @LongText @OnlyIn(DOCUMENT) @Nullable String notes,
            @OnlyIn(DOCUMENT) @Nullable String zcrmAccountId,
            @OnlyIn(DOCUMENT) @Nullable String zcrmContactId,
            @OnlyIn(DOCUMENT) @Nullable String crmOwnerId,
            @OnlyIn(DOCUMENT) @Nullable BigDecimal creditLimitExceededAmount,

            @From({"tax_reg_no", "vat_reg_no", "gst_no"}) @OnlyIn(DOCUMENT) @Nullable
            String taxRegNo,

            @OnlyIn(DOCUMENT) @Nullable Json openingBalances,
            @OnlyIn(DOCUMENT) @Nullable BigDecimal outstandingObReceivableAmount,
            @OnlyIn(DOCUMENT) @Nullable BigDecimal unusedRetainerPayments,
            @OnlyIn(DOCUMENT) @Nullable Boolean paymentReminderEnabled,
            @OnlyIn(DOCUMENT) @Nullable String taxExemptionId,
            @OnlyIn(DOCUMENT) @Nullable String taxExemptionCode,
            @OnlyIn(DOCUMENT) @Nullable Json tags,
            @IfSaid(LIST) @Nullable Json customFields)
            implements TdsRow {}

    /**
     * A vendor, as a row of {@code tds.vendors}. Only the list has e-mail address and numbers.
     *
     * @param paymentTerms days until payment is due; negative numbers are Zoho's special terms
     * @param outstandingPayableAmount owed to the vendor, in {@code currencyCode}
     * @param outstandingPayableAmountBcy the same in the organization's currency
     * @param openingBalanceAmount the balance it was taken over with
     * @param primaryContactId the contact person to write to first
     * @param customFields the organization's own fields by API name
     */
    @Table("vendors")
    public record Vendor(
            @From("contact_id") String sourceId,
            @From("created_time") @Nullable Instant sourceCreatedAt,
            @From("last_modified_time") Instant sourceModifiedAt,
            @NaturalKey String contactName,
            @NaturalKey @OnlyIn(DOCUMENT) @Nullable String contactNumber,
            @Nullable String companyName,
            @Nullable String firstName,
            @Nullable String lastName,
            @OnlyIn(LIST) @Nullable String email,
            @OnlyIn(LIST) @Nullable String phone,
            @OnlyIn(LIST) @Nullable String mobile,
            @Nullable String website,
            @Code @Nullable String status,
            @Code @Nullable String languageCode,
            @Nullable String currencyId,
            @Code @Nullable String currencyCode,
            @Nullable Integer paymentTerms,
            @Nullable String paymentTermsId,
            @Nullable String paymentTermsLabel,
            @Nullable BigDecimal outstandingPayableAmount,
            @Nullable BigDecimal outstandingPayableAmountBcy,
            @Nullable BigDecimal unusedCreditsPayableAmount,
            @Nullable BigDecimal unusedCreditsPayableAmountBcy,
            @OnlyIn(DOCUMENT) @Nullable BigDecimal openingBalanceAmount,
            @OnlyIn(DOCUMENT) @Nullable Boolean isTaxable,
            @OnlyIn(DOCUMENT) @Nullable String taxId,
            @OnlyIn(DOCUMENT) @Nullable String taxName,
            @Percentage @OnlyIn(DOCUMENT) @Nullable BigDecimal taxPercentage,
            @Code @OnlyIn(DOCUMENT) @Nullable String taxTreatment,
            @OnlyIn(DOCUMENT) @Nullable String primaryContactId,
            @OnlyIn(DOCUMENT) @Nullable String ownerId,
            @OnlyIn(DOCUMENT) @Nullable String ownerName,
            @Code @Nullable String portalStatus,
            @Nullable Boolean isLinkedWithZohocrm,
            @Nullable String facebook,
            @Nullable String twitter,
            @Code @Nullable String source,
            @LongText @OnlyIn(DOCUMENT) @Nullable String notes,
            @OnlyIn(DOCUMENT) @Nullable String zcrmVendorId,
            @OnlyIn(DOCUMENT) @Nullable String crmOwnerId,
            @OnlyIn(DOCUMENT) @Nullable String pricebookId,
            @OnlyIn(DOCUMENT) @Nullable String pricebookName,

            @From({"tax_reg_no", "vat_reg_no", "gst_no"}) @OnlyIn(DOCUMENT) @Nullable
            String taxRegNo,

            @OnlyIn(DOCUMENT) @Nullable String tdsTaxId,
            @OnlyIn(DOCUMENT) @Nullable Json openingBalances,
            @OnlyIn(DOCUMENT) @Nullable BigDecimal outstandingObPayableAmount,
            @IfSaid(LIST) @Nullable Boolean achSupported,
            @OnlyIn(DOCUMENT) @Nullable String taxExemptionId,
            @OnlyIn(DOCUMENT) @Nullable String taxExemptionCode,
            @OnlyIn(DOCUMENT) @Nullable Json tags,
            @IfSaid(LIST) @Nullable Json customFields)
            implements TdsRow {}

    /** A Zoho contact is a customer or a vendor. */
    @Component
    static final class ContactTranslation extends ZohoTranslation {
        ContactTranslation() {
            super(
                    "zoho-contact",
                    Rows.of(Set.of(Customer.class, Vendor.class), Contact::kind),
                    List.of(ContactParts.PERSONS, ContactParts.ADDRESSES, ContactParts.BALANCES),
                    "contact_persons",
                    "billing_address",
                    "shipping_address",
                    "custom_fields");
        }
    }
}
