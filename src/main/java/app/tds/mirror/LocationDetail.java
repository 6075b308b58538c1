package app.tds.mirror;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the details of a place of business or a warehouse say, as columns of {@code tds.locations}.
 *
 * @param sourceModifiedAt null: Zoho does not say
 * @param type {@code general} for a place of business, {@code line_item_only} for a warehouse
 * @param parentLocationId the place of business that a warehouse belongs to
 */
@Table("locations")
public record LocationDetail(
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
        @Nullable String email,
        @Nullable String website)
        implements TdsRow {}
