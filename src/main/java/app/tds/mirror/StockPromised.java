package app.tds.mirror;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How much of an item is promised and may still be sold in the whole organization: columns of the row of {@code tds.stock} whose
 * other figures are those of {@link StockLevel}.
 *
 * @param sourceId the item's
 * @param locationId empty: the whole organization
 */
@Table(value = "stock", entity = "Stock")
@PartOf(value = "item_id", where = "location_id = ''", listed = true)
public record StockPromised(
        String sourceId,
        String itemId,
        String locationId,
        @Nullable BigDecimal committedStock,
        @Nullable BigDecimal actualCommittedStock,
        @Nullable BigDecimal availableForSaleStock,
        @Nullable BigDecimal actualAvailableForSaleStock)
        implements TdsChild {

    @Override
    public String parentId() {
        return itemId;
    }
}
