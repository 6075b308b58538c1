package app.tds.zoho.record;

import app.tds.mirror.Json;
import app.tds.mirror.Table;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A contact of CRM: a person, as a row of {@code tds.crm_contacts}. */
@Table("crm_contacts")
public record CrmContact(
        String sourceId,
        @Nullable Instant sourceCreatedAt,
        @Nullable Instant sourceModifiedAt,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String fullName,
        @Nullable String salutation,
        @Nullable String email,
        @Nullable String secondaryEmail,
        @Nullable String phone,
        @Nullable String mobile,
        @Nullable String title,
        @Nullable String department,
        @From("Account_Name") @Lookup @Nullable String accountId,
        @From("Vendor_Name") @Lookup @Nullable String vendorId,
        @From("Reporting_To") @Lookup @Nullable String reportingToId,
        @Nullable String mailingStreet,
        @Nullable String mailingCity,
        @Nullable String mailingState,
        @Nullable String mailingZip,
        @Nullable String mailingCountry,
        @Nullable String leadSource,
        @Nullable Boolean emailOptOut,
        @From("Unsubscribed_Time") @Nullable Instant unsubscribedAt,
        @Nullable @LongText String description,
        @Nullable @Lookup String ownerId,
        @Nullable @Lookup String createdById,
        @Nullable @Lookup String modifiedById,
        @Nullable Json tags,
        @Nullable Instant lastActivityAt,
        @Nullable String currency,
        @Nullable BigDecimal exchangeRate,
        @Nullable Json customFields)
        implements CrmRow {

    /** What CRM lists is a row. */
    @Component
    static final class CrmContactTranslation extends CrmTranslation {
        CrmContactTranslation() {
            super("zoho-crm-contact", CrmContact.class);
        }
    }
}
