package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A group of items that are variants of each other, as a row of {@code tds.product_groups}.
 *
 * @param sourceModifiedAt null if Zoho does not say
 * @param attributeName1 in which its items differ, as are the others
 * @param customFields the organization's own fields by API name
 */
@Table("product_groups")
public record ProductGroup(
        String sourceId,
        @IfSaid @Nullable Instant sourceCreatedAt,
        @IfSaid @Nullable Instant sourceModifiedAt,
        @Nullable String groupName,
        @Nullable String status,
        @Nullable String productType,
        @Nullable String unit,
        @Nullable String description,
        @Nullable String brand,
        @Nullable String manufacturer,
        @Nullable Boolean isTaxable,
        @Nullable String taxId,
        @Nullable String taxName,
        @Nullable BigDecimal taxPercentage,
        @Nullable String attributeName1,
        @IfSaid @Nullable String attributeName2,
        @IfSaid @Nullable String attributeName3,
        @Nullable String imageName,
        @Nullable String source,
        @Nullable Json customFields)
        implements TdsRow {}
