package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An item that consists of others, as a row of {@code tds.composite_items}; it is in {@code tds.products} as well.
 *
 * @param sourceId the item's
 * @param comboType {@code assembly} or {@code kit}
 * @param customFields the organization's own fields by API name
 */
@Table("composite_items")
public record CompositeItem(
        String sourceId,
        @Nullable Instant sourceCreatedAt,
        @Nullable Instant sourceModifiedAt,
        String name,
        @Nullable String sku,
        @Nullable String status,
        @Nullable String comboType,
        @Nullable String itemType,
        @Nullable String productType,
        @Nullable String unit,
        @Nullable String description,
        @Nullable BigDecimal rate,
        @Nullable BigDecimal purchaseRate,
        @Nullable Json customFields)
        implements TdsRow {}
