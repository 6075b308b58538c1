package app.tds.zoho.record;

import app.tds.mirror.PartOf;
import app.tds.mirror.Table;
import app.tds.mirror.TdsChild;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one composite item needs of another item, as a row of {@code tds.composite_item_components}.
 *
 * @param sourceModifiedAt the composite item's, when the component last changed
 * @param componentNumber place among the components, from 1
 * @param name as are the others, the item's when the composite item was last fetched
 * @param quantity units in one unit of the composite item
 */
@Table("composite_item_components")
@PartOf("composite_item_id")
public record CompositeItemComponent(
        @From({"mapped_item_id", "line_item_id"}) @OrPlace String sourceId,
        @Nullable Instant sourceModifiedAt,
        String compositeItemId,
        @OrPlace @Nullable Integer componentNumber,
        @Nullable String itemId,
        @Nullable String name,
        @Nullable String sku,
        @Nullable String unit,
        @Code @Nullable String productType,
        @Nullable BigDecimal quantity)
        implements TdsChild {}
