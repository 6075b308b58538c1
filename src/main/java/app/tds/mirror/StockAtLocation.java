package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much of an item there is at one place, as a row of {@code tds.stock}.
 *
 * @param sourceId item and location joined by {@code /}
 * @param sourceModifiedAt the item's, which stock moves without touching
 * @param stockOnHand accounting stock: moves with invoices, bills, credit notes and adjustments
 * @param actualAvailableStock physical stock: moves with shipments, receives and adjustments
 */
@Table(value = "stock", entity = "Stock")
@PartOf(value = "item_id", where = "location_id <> ''")
public record StockAtLocation(
        String sourceId,
        @Nullable Instant sourceModifiedAt,
        String itemId,
        String locationId,
        @Nullable BigDecimal stockOnHand,
        @Nullable BigDecimal availableStock,
        @Nullable BigDecimal actualAvailableStock,
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
