package app.tds.mirror;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A place of business or a warehouse, as a row of {@code tds.locations}.
 *
 * @param sourceModifiedAt null: Zoho does not say
 * @param type {@code general} for a place of business, {@code line_item_only} for a warehouse
 * @param parentLocationId the place of business that a warehouse belongs to
 */
@Table("locations")
public record Location(
        String sourceId,
        @Nullable Instant sourceCreatedAt,
        @Nullable Instant sourceModifiedAt,
        @Nullable String locationName,
        @Nullable String type,
        @Nullable String parentLocationId,
        @Nullable Boolean isPrimaryLocation,
        @Nullable Boolean isLocationActive,
        @Nullable String attention,
        @Nullable String streetAddress1,
        @Nullable String streetAddress2,
        @Nullable String city,
        @Nullable String state,
        @Nullable String stateCode,
        @Nullable String zip,
        @Nullable String country,
        @Nullable String phone,
        @Nullable String email)
        implements TdsRow {}
