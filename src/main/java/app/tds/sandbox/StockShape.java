package app.tds.sandbox;

import java.util.List;
import java.util.function.Supplier;

/** An item's stock, in total and per place; {@code ""} for items that have none. */
final class StockShape {

    private static final Template PLACE = Template.of("""
            {"location_id":$location_id, "location_name":$location_name, "status":$status, "is_primary":$primary,
            "location_stock_on_hand":$on_hand, "initial_stock":0.0, "initial_stock_rate":0.0,
            "location_available_stock":$on_hand, "location_actual_available_stock":$actual,
            "location_committed_stock":$committed, "location_actual_committed_stock":$actual_committed,
            "location_available_for_sale_stock":$for_sale, "location_actual_available_for_sale_stock":$for_sale,
            "batches":[], "sales_channels":[]}""");

    private static final Template LEGACY_PLACE = Template.of("""
            {"warehouse_id":$location_id, "warehouse_name":$location_name, "status":$status, "is_primary":$primary,
            "warehouse_stock_on_hand":$on_hand, "initial_stock":0.0, "initial_stock_rate":0.0,
            "warehouse_available_stock":$on_hand, "warehouse_actual_available_stock":$actual,
            "warehouse_committed_stock":$committed, "warehouse_actual_committed_stock":$actual_committed,
            "warehouse_available_for_sale_stock":$for_sale, "warehouse_actual_available_for_sale_stock":$for_sale,
            "batches":[], "sales_channels":[], "is_fba_warehouse":false, "advanced_tracking_missing_quantity":0.0}""");

    private final Supplier<List<Location>> locations;
    private final boolean warehouses;

    /** Asked every time: a location opened later shows in every item. */
    StockShape(Supplier<List<Location>> locations, boolean warehouses) {
        this.locations = locations;
        this.warehouses = warehouses;
    }

    /** Writes the slot if it is about stock. */
    boolean write(String slot, Item item, JsonText out) {
        switch (slot) {
            case "stock_on_hand", "available_stock" -> stock(item, item.onHand(), out);
            case "actual_available_stock" -> stock(item, item.onHand() + item.unshipped(0), out);
            case "committed_stock" -> stock(item, item.committed(0), out);
            case "actual_committed_stock" -> stock(item, item.committed(0) + item.unshipped(0), out);
            case "available_for_sale_stock", "actual_available_for_sale_stock" ->
                stock(item, item.onHand() - item.committed(0), out);
            case "reorder_level" -> stock(item, item.facts().reorderLevel(), out);
            case "reorder_text" ->
                out.text(item.tracked() ? Long.toString(item.facts().reorderLevel() / 100) : "");
            case "initial" -> stock(item, 0, out);
            case "asset_value" -> out.text(item.tracked() ? assetValue(item) : "");
            case "places" -> places(item, out);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void stock(Item item, long hundredths, JsonText out) {
        out.raw(item.tracked() ? JsonText.decimal(hundredths) : "\"\"");
    }

    private static String assetValue(Item item) {
        return ItemSlots.twoDecimals(item.onHand() * item.facts().purchaseRate() / 100);
    }

    private void places(Item item, JsonText out) {
        if (!item.tracked()) {
            return;
        }
        out.raw(warehouses ? ",\"warehouses\":[" : ",\"locations\":[");
        String separator = "";
        for (var location : locations.get()) {
            out.raw(separator);
            (warehouses ? LEGACY_PLACE : PLACE).render(out, (slot, json) -> place(slot, item, location, json));
            separator = ",";
        }
        out.raw(warehouses ? "],\"branches\":[]" : "]");
    }

    private void place(String slot, Item item, Location location, JsonText out) {
        int place = location.place();
        long here = item.onHand(place);
        switch (slot) {
            case "location_id" -> out.id(location.id());
            case "location_name" -> out.text(location.name());
            case "status" -> out.text(location.status());
            case "primary" -> out.flag(location.primary());
            case "on_hand" -> out.money(here);
            case "actual" -> out.money(here + item.unshipped(place));
            case "committed" -> out.money(item.committed(place));
            case "actual_committed" -> out.money(item.committed(place) + item.unshipped(place));
            case "for_sale" -> out.money(here - item.committed(place));
            default -> throw new IllegalStateException("nothing fills " + slot);
        }
    }
}
