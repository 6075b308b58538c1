package app.tds.zoho.record;

import app.tds.mirror.Json;
import app.tds.mirror.Table;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A lead of CRM, as a row of {@code tds.crm_leads}. */
@Table("crm_leads")
public record CrmLead(
        String sourceId,
        @Nullable Instant sourceCreatedAt,
        @Nullable Instant sourceModifiedAt,
        @Nullable String company,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String fullName,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String mobile,
        @Nullable String leadStatus,
        @Nullable String leadSource,
        @Nullable String rating,
        @Nullable String industry,
        @Nullable String street,
        @Nullable String city,
        @Nullable String state,
        @Nullable String zipCode,
        @Nullable String country,
        @From({"Converted__s", "Converted"}) @Nullable Boolean converted,
        @From("Converted_Account") @Lookup @Nullable String convertedAccountId,
        @From("Converted_Contact") @Lookup @Nullable String convertedContactId,
        @From("Converted_Deal") @Lookup @Nullable String convertedDealId,
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
    static final class CrmLeadTranslation extends CrmTranslation {
        CrmLeadTranslation() {
            super("zoho-crm-lead", CrmLead.class);
        }
    }
}
