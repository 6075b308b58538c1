package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An address of a customer or vendor, as a row of {@code tds.addresses}.
 *
 * @param contactId the customer or vendor
 * @param addressType billing, shipping or additional
 * @param latitude degrees north
 * @param longitude degrees east
 */
@Table("addresses")
@PartOf("contact_id")
public record Address(
        String sourceId,
        @Nullable Instant sourceModifiedAt,
        String contactId,
        @Nullable String addressType,
        @Nullable String attention,
        @Nullable String address,
        @Nullable String street2,
        @Nullable String city,
        @Nullable String county,
        @Nullable String state,
        @Nullable String stateCode,
        @Nullable String zip,
        @Nullable String country,
        @Nullable String countryCode,
        @Nullable String phone,
        @Nullable String fax,
        @Nullable BigDecimal latitude,
        @Nullable BigDecimal longitude)
        implements TdsChild {

    @Override
    public String parentId() {
        return contactId;
    }
}
