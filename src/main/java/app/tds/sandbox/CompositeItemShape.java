package app.tds.sandbox;

/** How Zoho prints items that consist of others. */
final class CompositeItemShape {

    private static final Template ROW = Template.of("""
            {"composite_item_id":$id, "name":$name, "unit":$unit, "tax_id":$tax_id, "description":"",
            "tax_name":$tax_name, "tax_percentage":$tax_percentage, "tax_type":$tax_type,
            "purchase_account_id":$purchase_account_id, "purchase_account_name":$purchase_account_name,
            "account_id":"5107440000000000388", "account_name":"Sales",
            "inventory_account_id":$inventory_account_id, "inventory_account_name":$inventory_account_name,
            "status":$status, "source":"user", "is_combo_product":true, "combo_type":"assembly",
            "item_type":$item_type, "product_type":$product_type, "rate":$rate, "pricebook_rate":$rate,
            "purchase_rate":$purchase_rate, "reorder_level":"", "initial_stock":"", "initial_stock_rate":"",
            "vendor_id":"", "vendor_name":"", "stock_on_hand":$stock_on_hand, "asset_value":"",
            "available_stock":$available_stock, "actual_available_stock":$actual_available_stock, "sku":$sku,
            "upc":"", "ean":"", "isbn":"", "part_number":"", "image_id":"", "image_name":"",
            "purchase_description":"", "is_taxable":true, "image_type":"", "category_id":$category_id,
            "category_name":$category_name, "brand":$brand, "manufacturer":"", "custom_fields":[],
            "created_time":$created, "last_modified_time":$modified}""");

    private static final Template DETAIL = Template.of("""
            {"composite_item_id":$id, "name":$name, "unit":$unit, "tax_id":$tax_id, "description":"",
            "tax_name":$tax_name, "tax_percentage":$tax_percentage, "tax_type":$tax_type,
            "purchase_account_id":$purchase_account_id, "purchase_account_name":$purchase_account_name,
            "account_id":"5107440000000000388", "account_name":"Sales",
            "inventory_account_id":$inventory_account_id, "inventory_account_name":$inventory_account_name,
            "status":$status, "source":"user", "is_combo_product":true, "combo_type":"assembly",
            "item_type":$item_type, "product_type":$product_type, "rate":$rate, "pricebook_rate":$rate,
            "purchase_rate":$purchase_rate, "reorder_level":"", "initial_stock":"", "initial_stock_rate":"",
            "vendor_id":"", "vendor_name":"", "stock_on_hand":$stock_on_hand, "asset_value":"",
            "available_stock":$available_stock, "actual_available_stock":$actual_available_stock, "sku":$sku,
            "upc":"", "ean":"", "isbn":"", "part_number":"", "image_id":"", "image_name":"",
            "purchase_description":"", "is_taxable":true, "image_type":"", "category_id":$category_id,
            "category_name":$category_name, "brand":$brand, "manufacturer":"", "custom_fields":[],
            "created_time":$created, "last_modified_time":$modified, "alias_name":"", "assembly_type":"",
            "label_rate":0.0, "sales_rate":$rate, "tax_exemption_id":"", "tax_exemption_code":"",
            "can_be_sold":true, "can_be_purchased":true, "track_inventory":true, "is_returnable":true,
            "minimum_order_quantity":"", "maximum_order_quantity":"", "committed_stock":$committed_stock,
            "available_for_sale_stock":$available_for_sale_stock, "track_serial_number":false,
            "track_batch_number":false, "is_linked_with_zohocrm":false, "tags":[], "item_tax_preferences":[],
            "package_details":{"length":"", "width":"", "height":"", "weight":"", "weight_unit":"kg",
            "dimension_unit":"cm"}, "mapped_items":$components}""");

    private static final Template COMPONENT = Template.of("""
            {"mapped_item_id":$mapped_id, "item_id":$id, "item_order":$order, "name":$name, "rate":$rate,
            "purchase_rate":$purchase_rate, "sku":$sku, "status":1, "image_name":"", "image_document_id":"",
            "purchase_description":"", "image_type":"", "unit":$unit, "product_type":$product_type,
            "is_combo_product":$combo, "description":"", "quantity":$quantity, "stock_on_hand":$stock_on_hand,
            "available_stock":$available_stock, "actual_available_stock":$actual_available_stock,
            "item_type":$item_type}""");

    private final StockShape stock;

    CompositeItemShape(StockShape stock) {
        this.stock = stock;
    }

    void row(Item item, JsonText out) {
        ROW.render(out, (slot, json) -> item(slot, item, json));
    }

    void detail(Item item, JsonText out) {
        DETAIL.render(out, (slot, json) -> item(slot, item, json));
    }

    private void item(String slot, Item item, JsonText out) {
        if (slot.equals("components")) {
            components(item, out);
        } else if (!stock.write(slot, item, out)) {
            new ItemSlots(item, false).write(slot, out);
        }
    }

    private void components(Item item, JsonText out) {
        out.raw("[");
        for (int i = 0; i < item.components().size(); i++) {
            int order = i;
            out.raw(i == 0 ? "" : ",");
            COMPONENT.render(out, (slot, json) -> component(slot, item, order, json));
        }
        out.raw("]");
    }

    private void component(String slot, Item item, int order, JsonText out) {
        var component = item.components().get(order);
        switch (slot) {
            case "mapped_id" -> out.id(item.id() + 1 + order);
            case "order" -> out.number(order);
            case "quantity" -> out.money(component.quantity() * 100L);
            default -> item(slot, component.item(), out);
        }
    }
}
