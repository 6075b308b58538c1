package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the details of a group of items say, as columns of {@code tds.product_groups}.
 *
 * @param sourceModifiedAt null if Zoho does not say
 * @param attributeName1 in which its items differ, as are the others
 * @param customFields the organization's own fields by API name
 */
@Table("product_groups")
public record ProductGroupDetail(
        String sourceId,
        @IfSaid @Nullable Instant sourceCreatedAt,
        @IfSaid @Nullable Instant sourceModifiedAt,
        @Nullable String groupName,
        @Nullable String status,
        @IfSaid @Nullable String productType,
        @Nullable String unit,
        @Nullable String description,
        @Nullable String brand,
        @Nullable String manufacturer,
        @Nullable Boolean isTaxable,
        @Nullable String taxId,
        @Nullable String taxName,
        @Nullable BigDecimal taxPercentage,
        @Nullable String attributeName1,
        @Nullable String attributeName2,
        @Nullable String attributeName3,
        @Nullable String imageName,
        @Nullable String source,
        @Nullable Json customFields)
        implements TdsRow {}
