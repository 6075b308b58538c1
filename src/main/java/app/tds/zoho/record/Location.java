package app.tds.zoho.record;

import static app.tds.mirror.Answer.DOCUMENT;
import static app.tds.mirror.Answer.LIST;

import app.tds.mirror.IfSaid;
import app.tds.mirror.Json;
import app.tds.mirror.NaturalKey;
import app.tds.mirror.OnlyIn;
import app.tds.mirror.Table;
import app.tds.mirror.TdsRow;
import app.tds.source.SourceRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A place of business or a warehouse, as a row of {@code tds.locations}. An organization that has no locations yet has
 * warehouses, which Zoho describes under other names.
 *
 * @param sourceModifiedAt null: Zoho does not say
 * @param type {@code general} for a place of business, {@code line_item_only} for a warehouse
 * @param parentLocationId the place of business that a warehouse belongs to
 */
@Table("locations")
public record Location(
        String sourceId,
        @From("created_time") @Nullable Instant sourceCreatedAt,
        @From("last_modified_time") @Nullable Instant sourceModifiedAt,

        @NaturalKey @From({"location_name", "warehouse_name"}) @Nullable
        String locationName,

        @Code @Nullable String type,
        @Nullable String parentLocationId,
        @Nullable Boolean isPrimaryLocation,
        @Nullable Boolean isLocationActive,
        @Within("address") @Nullable String attention,
        @Nullable String streetAddress1,
        @Nullable String streetAddress2,
        @Within("address") @Nullable String city,
        @Within("address") @Nullable String state,
        @Within("address") @Code @Nullable String stateCode,
        @Within("address") @Nullable String zip,
        @Within("address") @Nullable String country,
        @Nullable String phone,
        @Nullable String email,
        @OnlyIn(DOCUMENT) @Nullable String website,
        @OnlyIn(DOCUMENT) @Nullable String fax,
        @OnlyIn(DOCUMENT) @Nullable String taxRegNo,
        @IfSaid(LIST) @Nullable String taxSettingsId,
        @IfSaid(LIST) @Nullable Boolean isAllUsersSelected,
        @OnlyIn(DOCUMENT) @Nullable Json associatedUsers,
        @OnlyIn(DOCUMENT) @Nullable Json associatedSeriesIds,
        @OnlyIn(DOCUMENT) @Nullable String autonumbergenerationgroupId,
        @OnlyIn(DOCUMENT) @Nullable String autonumbergenerationgroupName,
        @OnlyIn(DOCUMENT) @Nullable String customerId,
        @OnlyIn(DOCUMENT) @Nullable String vendorId,
        @OnlyIn(DOCUMENT) @Nullable String locationIdentificationNumber)
        implements TdsRow {

    static String sourceId(ZohoRecord zoho) {
        return zoho.id(isWarehouse(zoho) ? "warehouse_id" : "location_id");
    }

    static @Nullable Boolean isPrimaryLocation(ZohoRecord zoho) {
        return zoho.bool(isWarehouse(zoho) ? "is_primary" : "is_primary_location");
    }

    static @Nullable Boolean isLocationActive(ZohoRecord zoho) {
        if (!isWarehouse(zoho)) {
            return zoho.bool("is_location_active");
        }
        String status = zoho.code("status");
        return status == null ? null : status.equals("active");
    }

    static @Nullable String streetAddress1(ZohoRecord zoho) {
        return isWarehouse(zoho) ? zoho.text("address") : address(zoho).text("street_address1");
    }

    static @Nullable String streetAddress2(ZohoRecord zoho) {
        return isWarehouse(zoho) ? zoho.text("address1") : address(zoho).text("street_address2");
    }

    /** A warehouse's is not nested. */
    static ZohoRecord address(ZohoRecord zoho) {
        return isWarehouse(zoho) ? zoho : zoho.within("address");
    }

    private static boolean isWarehouse(ZohoRecord zoho) {
        return zoho.says("warehouse_id");
    }

    /** A Zoho location is a location, and so is a warehouse of an organization without locations. */
    @Component
    static final class LocationTranslation extends ZohoTranslation {
        LocationTranslation() {
            super("zoho-location", Rows.of(Location.class), List.of());
        }

        @Override
        ZohoRecord listed(SourceRecord record) {
            return ZohoRecord.detail(record);
        }
    }
}
