package app.tds.zoho.record;

import app.tds.mirror.Json;
import app.tds.mirror.Table;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** An account of CRM, as a row of {@code tds.crm_accounts}. */
@Table("crm_accounts")
public record CrmAccount(
        String sourceId,
        @Nullable Instant sourceCreatedAt,
        @Nullable Instant sourceModifiedAt,
        @Nullable String accountName,
        @Nullable String accountNumber,
        @Nullable String accountType,
        @Nullable String industry,
        @Nullable String rating,
        @Nullable String ownership,
        @From("Account_Site") @Nullable String site,
        @Nullable String phone,
        @Nullable String fax,
        @Nullable String website,
        @Nullable Integer employees,
        @Nullable BigDecimal annualRevenue,
        @From("Parent_Account") @Lookup @Nullable String parentAccountId,
        @Nullable String billingStreet,
        @Nullable String billingCity,
        @Nullable String billingState,
        @Nullable String billingCode,
        @Nullable String billingCountry,
        @Nullable String shippingStreet,
        @Nullable String shippingCity,
        @Nullable String shippingState,
        @Nullable String shippingCode,
        @Nullable String shippingCountry,
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
    static final class CrmAccountTranslation extends CrmTranslation {
        CrmAccountTranslation() {
            super("zoho-crm-account", CrmAccount.class);
        }
    }
}
