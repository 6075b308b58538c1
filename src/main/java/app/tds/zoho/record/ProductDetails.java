package app.tds.zoho.record;

import app.tds.mirror.ChildSet;
import app.tds.mirror.ProductDetail;
import app.tds.mirror.StockAtLocation;
import app.tds.mirror.StockPromised;
import app.tds.mirror.TdsChild;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The details of a Zoho item are a product and its stock at every location.
 *
 * <p>Of the whole organization's stock they give what is promised; the other figures are the list's, which is read far
 * more often and would not notice that details had changed them.
 */
final class ProductDetails implements DetailTranslation {

    /** What Zoho sends as the category of an item without one. */
    private static final String NO_CATEGORY = "-1";

    /** Not the total of the organization: that row belongs to the list of stock, and goes with it. */
    @Override
    public Set<Class<? extends TdsChild>> parts() {
        return Set.of(StockAtLocation.class);
    }

    @Override
    public Detailed translate(SourceRecord detail) {
        ZohoRecord zoho = ZohoRecord.detail(detail);
        var row = product(zoho);
        List<ChildSet<?>> children = new ArrayList<>();
        children.add(new ChildSet<>(StockPromised.class, List.of(promised(zoho))));
        List<StockAtLocation> places = places(zoho);
        if (places != null) {
            children.add(new ChildSet<>(StockAtLocation.class, places));
        }
        return new Detailed(row, children, zoho.remarks());
    }

    @Override
    public boolean isComplete(SourceRecord document, byte @Nullable [] kept) {
        return Completeness.of(document, kept, "package_details", "custom_fields")
                && places(ZohoRecord.detail(document)) != null;
    }

    private static ProductDetail product(ZohoRecord zoho) {
        ZohoRecord pack = Objects.requireNonNullElse(zoho.object("package_details"), zoho);
        return new ProductDetail(
                zoho.id("item_id"),
                zoho.instant("created_time"),
                zoho.requiredInstant("last_modified_time"),
                zoho.requiredText("name"),
                zoho.text("sku"),
                zoho.code("status"),
                zoho.code("item_type"),
                zoho.code("product_type"),
                zoho.bool("is_combo_product"),
                zoho.text("unit"),
                zoho.longText("description"),
                zoho.text("brand"),
                zoho.text("manufacturer"),
                category(zoho),
                zoho.text("category_name"),
                zoho.text("upc"),
                zoho.text("ean"),
                zoho.text("isbn"),
                zoho.text("part_number"),
                zoho.amount("rate"),
                zoho.amount("purchase_rate"),
                zoho.amount("pricebook_rate"),
                zoho.longText("purchase_description"),
                zoho.bool("is_taxable"),
                zoho.optionalId("tax_id"),
                zoho.text("tax_name"),
                zoho.percentage("tax_percentage"),
                zoho.optionalId("account_id"),
                zoho.text("account_name"),
                zoho.optionalId("purchase_account_id"),
                zoho.text("purchase_account_name"),
                zoho.optionalId("inventory_account_id"),
                zoho.text("inventory_account_name"),
                zoho.optionalId("vendor_id"),
                zoho.text("vendor_name"),
                zoho.bool("can_be_sold"),
                zoho.bool("can_be_purchased"),
                zoho.bool("is_returnable"),
                zoho.bool("show_in_storefront"),
                zoho.bool("track_inventory"),
                zoho.bool("track_batch_number"),
                zoho.bool("track_serial_number"),
                zoho.amount("reorder_level"),
                zoho.amount("minimum_order_quantity"),
                zoho.amount("maximum_order_quantity"),
                zoho.optionalId("group_id"),
                zoho.text("group_name"),
                zoho.text("attribute_name1"),
                zoho.text("attribute_option_name1"),
                zoho.text("attribute_name2"),
                zoho.text("attribute_option_name2"),
                zoho.text("attribute_name3"),
                zoho.text("attribute_option_name3"),
                pack.amount("length"),
                pack.amount("width"),
                pack.amount("height"),
                pack.code("dimension_unit"),
                pack.amount("weight"),
                pack.code("weight_unit"),
                zoho.text("image_name"),
                zoho.optionalId("image_document_id"),
                zoho.code("source"),
                zoho.customFieldsOfDetails("custom_fields"));
    }

    private static @Nullable String category(ZohoRecord zoho) {
        String id = zoho.optionalId("category_id");
        return NO_CATEGORY.equals(id) ? null : id;
    }

    private static StockPromised promised(ZohoRecord zoho) {
        return new StockPromised(
                zoho.id("item_id"),
                zoho.id("item_id"),
                "",
                zoho.amount("committed_stock"),
                zoho.amount("actual_committed_stock"),
                zoho.amount("available_for_sale_stock"),
                zoho.amount("actual_available_for_sale_stock"));
    }

    /** Null if nothing is said of places; none if the item's stock is not counted. */
    private static @Nullable List<StockAtLocation> places(ZohoRecord zoho) {
        for (String naming : List.of("location", "warehouse")) {
            List<ZohoRecord> places = zoho.list(naming + "s");
            if (places != null && !places.isEmpty()) {
                return places.stream().map(place -> place(zoho, place, naming)).toList();
            }
        }
        boolean none =
                zoho.says("locations") || zoho.says("warehouses") || Boolean.FALSE.equals(zoho.bool("track_inventory"));
        return none ? List.of() : null;
    }

    private static StockAtLocation place(ZohoRecord zoho, ZohoRecord place, String naming) {
        String item = zoho.id("item_id");
        String location = place.id(naming + "_id");
        return new StockAtLocation(
                item + "/" + location,
                zoho.requiredInstant("last_modified_time"),
                item,
                location,
                place.amount(naming + "_stock_on_hand"),
                place.amount(naming + "_available_stock"),
                place.amount(naming + "_actual_available_stock"),
                place.amount(naming + "_committed_stock"),
                place.amount(naming + "_actual_committed_stock"),
                place.amount(naming + "_available_for_sale_stock"),
                place.amount(naming + "_actual_available_for_sale_stock"));
    }
}
