package app.tds.zoho.record;

import app.tds.mirror.PartOf;
import app.tds.mirror.Table;
import app.tds.mirror.TdsChild;
import app.tds.mirror.TdsRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The stock of items: in the whole organization, as the list says, and at each location, as the documents say.
 *
 * <p>Of the whole organization's stock the documents give what is promised. The other figures are the list's. The list
 * is read far more often, and would not notice that a document had changed a figure.
 */
final class Stock {

    static final Parts<StockPromised> PROMISED = promised();
    static final Parts<StockAtLocation> AT_LOCATIONS = atLocations();

    private static final String EVERYWHERE = "";

    private Stock() {}

    private static Parts<StockPromised> promised() {
        RowReading<StockPromised> reading = RowReading.of(StockPromised.class);
        return new Parts<>(StockPromised.class, (item, row) -> List.of(reading.read(item, new Place(row, 1, null))));
    }

    private static Parts<StockAtLocation> atLocations() {
        RowReading<StockAtLocation> reading = RowReading.of(StockAtLocation.class);
        return new Parts<>(StockAtLocation.class, (item, row) -> Parts.members(locations(item), row, reading));
    }

    /** Null if nothing is said of locations; none if the item's stock is not counted. */
    private static @Nullable List<ZohoRecord> locations(ZohoRecord item) {
        for (String array : List.of("locations", "warehouses")) {
            List<ZohoRecord> locations = item.list(array);
            if (locations != null && !locations.isEmpty()) {
                return locations;
            }
        }
        boolean none =
                item.says("locations") || item.says("warehouses") || Boolean.FALSE.equals(item.bool("track_inventory"));
        return none ? List.of() : null;
    }

    /**
     * How much of an item there is in the whole organization, as a row of {@code tds.stock}.
     *
     * @param sourceId the item's
     * @param sourceModifiedAt the item's, which stock moves without touching
     * @param locationId empty: the whole organization
     * @param stockOnHand accounting stock: moves with invoices, bills, credit notes and adjustments
     * @param availableStock accounting stock, as Zoho repeats it beside the others
     * @param actualAvailableStock physical stock: moves with shipments, receives and adjustments
     */
    @Table(value = "stock", where = "location_id = ''")
    public record StockLevel(
            @From("item_id") String sourceId,
            @From("created_time") @Nullable Instant sourceCreatedAt,
            @From("last_modified_time") Instant sourceModifiedAt,
            String itemId,
            String locationId,
            @Nullable BigDecimal stockOnHand,
            @Nullable BigDecimal availableStock,
            @Nullable BigDecimal actualAvailableStock)
            implements TdsRow {

        static String locationId(ZohoRecord zoho) {
            return EVERYWHERE;
        }
    }

    /**
     * How much of an item there is at one place, as a row of {@code tds.stock}.
     *
     * @param sourceId item and location joined by {@code /}
     * @param sourceModifiedAt the item's, which stock moves without touching
     * @param locationId a warehouse in organizations without locations
     * @param stockOnHand accounting stock: moves with invoices, bills, credit notes and adjustments
     * @param actualAvailableStock physical stock: moves with shipments, receives and adjustments
     */
    @Table(value = "stock", entity = "Stock")
    @PartOf(value = "item_id", where = "location_id <> ''")
    public record StockAtLocation(
            String sourceId,
            @Nullable Instant sourceModifiedAt,
            String itemId,
            @From({"location_id", "warehouse_id"}) String locationId,

            @From({"location_stock_on_hand", "warehouse_stock_on_hand"}) @Nullable
            BigDecimal stockOnHand,

            @From({"location_available_stock", "warehouse_available_stock"}) @Nullable
            BigDecimal availableStock,

            @From({"location_actual_available_stock", "warehouse_actual_available_stock"}) @Nullable
            BigDecimal actualAvailableStock,

            @From({"location_committed_stock", "warehouse_committed_stock"}) @Nullable
            BigDecimal committedStock,

            @From({"location_actual_committed_stock", "warehouse_actual_committed_stock"}) @Nullable
            BigDecimal actualCommittedStock,

            @From({"location_available_for_sale_stock", "warehouse_available_for_sale_stock"}) @Nullable
            BigDecimal availableForSaleStock,

            @From({"location_actual_available_for_sale_stock", "warehouse_actual_available_for_sale_stock"}) @Nullable
            BigDecimal actualAvailableForSaleStock)
            implements TdsChild {

        static String sourceId(ZohoRecord zoho, Place place) {
            return place.document().sourceId() + "/" + zoho.id("location_id", "warehouse_id");
        }
    }

    /**
     * How much of an item is promised, and how much may still be sold, in the whole organization. These are more
     * columns of the row of {@link StockLevel}.
     *
     * @param sourceId the item's
     * @param locationId empty: the whole organization
     */
    @Table(value = "stock", entity = "Stock")
    @PartOf(value = "item_id", where = "location_id = ''", listed = true)
    public record StockPromised(
            @From("item_id") String sourceId,
            String itemId,
            String locationId,
            @Nullable BigDecimal committedStock,
            @Nullable BigDecimal actualCommittedStock,
            @Nullable BigDecimal availableForSaleStock,
            @Nullable BigDecimal actualAvailableForSaleStock)
            implements TdsChild {

        static String locationId(ZohoRecord zoho) {
            return EVERYWHERE;
        }
    }

    /** The stock figures of a Zoho item are its level in the whole organization; services have none. */
    @Component
    static final class StockTranslation extends ZohoTranslation {
        StockTranslation() {
            super("zoho-stock", Rows.of(StockLevel.class), Product.document());
        }

        @Override
        public Optional<String> sideOf() {
            return Optional.of("zoho-product");
        }
    }
}
