package app.tds.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much of an item there is, as a row of {@code tds.stock}.
 *
 * @param sourceId the item's id for the organization's total, item and location joined by {@code /} for a place
 * @param sourceModifiedAt the item's, which stock moves without touching
 * @param locationId empty for the organization's total
 * @param stockOnHand accounting stock: moves with invoices, bills, credit notes and adjustments
 * @param availableStock accounting stock, as the source repeats it beside the others
 * @param actualAvailableStock physical stock: moves with shipments, receives and adjustments
 */
@Table(value = "stock", where = "location_id = ''")
public record StockLevel(
        String sourceId,
        @Nullable Instant sourceCreatedAt,
        @Nullable Instant sourceModifiedAt,
        String itemId,
        String locationId,
        @Nullable BigDecimal stockOnHand,
        @Nullable BigDecimal availableStock,
        @Nullable BigDecimal actualAvailableStock)
        implements TdsRow {}
