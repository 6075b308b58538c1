package app.tds.zoho.record;

import app.tds.mirror.Table;
import app.tds.mirror.TdsRow;
import app.tds.source.SourceRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Somebody who works with CRM, as a row of {@code tds.crm_users}. */
@Table("crm_users")
public record CrmUser(
        @From("id") String sourceId,
        @From("created_time") @Nullable Instant sourceCreatedAt,
        @From("Modified_Time") @Nullable Instant sourceModifiedAt,
        @Nullable String fullName,
        @Nullable String email,
        @Code @Nullable String status,
        @From("role") @Lookup @Nullable String roleId,
        @Within("role") @From("name") @Nullable String roleName,
        @From("profile") @Lookup @Nullable String profileId,
        @Within("profile") @From("name") @Nullable String profileName,
        @Nullable String timeZone,
        @From("Reporting_To") @Lookup @Nullable String reportingToId)
        implements TdsRow {

    /** A user of CRM is a row. */
    @Component
    static final class CrmUserTranslation extends ZohoTranslation {
        CrmUserTranslation() {
            super("zoho-crm-user", Rows.of(CrmUser.class), List.of());
        }

        @Override
        ZohoRecord listed(SourceRecord record) {
            return ZohoRecord.detail(record);
        }
    }
}
