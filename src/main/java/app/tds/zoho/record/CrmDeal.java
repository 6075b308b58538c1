package app.tds.zoho.record;

import app.tds.mirror.Json;
import app.tds.mirror.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A deal of CRM, as a row of {@code tds.crm_deals}. */
@Table("crm_deals")
public record CrmDeal(
        String sourceId,
        @Nullable Instant sourceCreatedAt,
        @Nullable Instant sourceModifiedAt,
        @Nullable String dealName,
        @From("Account_Name") @Lookup @Nullable String accountId,
        @From("Contact_Name") @Lookup @Nullable String contactId,
        @Nullable String stage,
        @Nullable BigDecimal amount,
        @Nullable BigDecimal probability,
        @Nullable BigDecimal expectedRevenue,
        @Nullable LocalDate closingDate,
        @Nullable String type,
        @Nullable String nextStep,
        @Nullable String leadSource,

        @From({"Reason_For_Loss__s", "Reason_For_Loss"}) @Nullable
        String reasonForLoss,

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
    static final class CrmDealTranslation extends CrmTranslation {
        CrmDealTranslation() {
            super("zoho-crm-deal", CrmDeal.class);
        }
    }
}
