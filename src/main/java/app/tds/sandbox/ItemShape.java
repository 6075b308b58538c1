package app.tds.sandbox;

/** How Zoho prints items. */
final class ItemShape {

    private static final Template ROW = Template.of("""
            {"item_id":$id, "name":$name, "item_name":$name, "unit":$unit, "unit_id":$unit_id, "status":$status,
            "source":"user", "is_combo_product":$combo, "is_linked_with_zohocrm":false, "zcrm_product_id":"",
            "description":"", "brand":$brand, "manufacturer":"", "rate":$rate, "tax_id":$tax_id,
            "tax_name":$tax_name, "tax_percentage":$tax_percentage, "is_taxable":true, "tax_exemption_id":"",
            "tax_exemption_code":"", "purchase_account_id":$purchase_account_id,
            "purchase_account_name":$purchase_account_name, "account_id":"5107440000000000388",
            "account_name":"Sales", "purchase_description":"", "purchase_rate":$purchase_rate, "can_be_sold":true,
            "can_be_purchased":$can_be_purchased, "track_inventory":$track_inventory, "item_type":$item_type,
            "product_type":$product_type, "has_attachment":false, "is_returnable":$returnable, "sku":$sku, "upc":"",
            "ean":"", "isbn":"", "part_number":"", "image_name":"", "image_type":"", "image_document_id":"",
            "created_time":$created, "last_modified_time":$modified, "show_in_storefront":false, "length":"",
            "width":"", "height":"", "weight":$weight, "weight_unit":"kg", "dimension_unit":"cm", "tags":[],
            "category_name":$category_name, "stock_on_hand":$stock_on_hand, "available_stock":$available_stock,
            "actual_available_stock":$actual_available_stock, "reorder_level":$reorder_level$group$custom}""");

    private static final Template BOOKS_ROW = Template.of("""
            {"item_id":$id, "name":$name, "item_name":$name, "unit":$unit, "status":$status, "source":"user",
            "is_linked_with_zohocrm":false, "zcrm_product_id":"", "description":"", "brand":$brand,
            "manufacturer":"", "rate":$rate, "tax_id":$tax_id, "tax_name":$tax_name,
            "tax_percentage":$tax_percentage, "is_taxable":true, "tax_exemption_id":"", "tax_exemption_code":"",
            "purchase_account_id":$purchase_account_id, "purchase_account_name":$purchase_account_name,
            "account_id":"5107440000000000388", "account_name":"Sales", "purchase_description":"",
            "purchase_rate":$purchase_rate, "can_be_sold":true, "can_be_purchased":$can_be_purchased,
            "track_inventory":$track_inventory, "item_type":$item_type, "product_type":$product_type,
            "has_attachment":false, "is_returnable":$returnable, "sku":$sku, "upc":"", "ean":"", "isbn":"",
            "part_number":"", "image_name":"", "image_type":"", "image_document_id":"", "created_time":$created,
            "last_modified_time":$modified, "length":"", "width":"", "height":"", "weight":$weight,
            "weight_unit":"kg", "dimension_unit":"cm", "tags":[], "category_name":$category_name,
            "stock_on_hand":$stock_on_hand, "available_stock":$available_stock,
            "actual_available_stock":$actual_available_stock, "reorder_level":$reorder_level$custom}""");

    private static final Template DETAIL = Template.of("""
            {"item_id":$id, "name":$name, "item_name":$name, "unit":$unit, "unit_id":$unit_id, "status":$status,
            "source":"user", "is_combo_product":$combo, "is_linked_with_zohocrm":false, "zcrm_product_id":"",
            "description":"", "brand":$brand, "manufacturer":"", "rate":$rate, "tax_id":$tax_id,
            "tax_name":$tax_name, "tax_percentage":$tax_percentage, "is_taxable":true, "tax_exemption_id":"",
            "tax_exemption_code":"", "purchase_account_id":$purchase_account_id,
            "purchase_account_name":$purchase_account_name, "account_id":"5107440000000000388",
            "account_name":"Sales", "purchase_description":"", "purchase_rate":$purchase_rate, "can_be_sold":true,
            "can_be_purchased":$can_be_purchased, "track_inventory":$track_inventory, "item_type":$item_type,
            "product_type":$product_type, "has_attachment":false, "is_returnable":$returnable, "sku":$sku, "upc":"",
            "ean":"", "isbn":"", "part_number":"", "image_name":"", "image_type":"", "image_document_id":"",
            "created_time":$created, "last_modified_time":$modified, "show_in_storefront":false,
            "category_name":$category_name, "stock_on_hand":$stock_on_hand, "available_stock":$available_stock,
            "actual_available_stock":$actual_available_stock, "reorder_level":$reorder_text,
            "category_id":$category_id, "page_layout_id":"5107440000000008001", "tax_type":"tax", "image_id":"",
            "unit_group_id":"", "unit_group_name":"", "default_sales_unit_conversion_id":"",
            "default_purchase_unit_conversion_id":"", "crm_owner_id":"", "is_default_tax_applied":false,
            "taxability_type":"", "item_tax_preferences":$item_tax_preferences, "documents":[],
            "pricebook_rate":$rate, "sales_rate":$rate, "inventory_account_id":$inventory_account_id,
            "inventory_account_name":$inventory_account_name, "tags":[], "minimum_order_quantity":"",
            "maximum_order_quantity":"", "initial_stock":$initial, "initial_stock_rate":$initial,
            "total_initial_stock":$initial, "vendor_id":$vendor_id, "vendor_name":$vendor_name,
            "asset_value":$asset_value, "committed_stock":$committed_stock,
            "actual_committed_stock":$actual_committed_stock, "available_for_sale_stock":$available_for_sale_stock,
            "actual_available_for_sale_stock":$actual_available_for_sale_stock, "track_batch_number":false,
            "track_serial_number":false, "is_storage_location_enabled":false, "is_fulfillable":$returnable,
            "custom_fields":$custom_fields, "custom_field_hash":$custom_field_hash, "sales_channels":[],
            "preferred_vendors":$preferred_vendors, "package_details":{"length":"", "width":"", "height":"",
            "weight":$weight_text, "weight_unit":"kg", "dimension_unit":"cm"}, "offline_created_date_with_time":"",
            "associated_template_id":"", "price_brackets":[]$group$places}""");

    private final StockShape stock;

    ItemShape(StockShape stock) {
        this.stock = stock;
    }

    void row(Item item, JsonText out) {
        ROW.render(out, slots(item, true));
    }

    void booksRow(Item item, JsonText out) {
        BOOKS_ROW.render(out, slots(item, false));
    }

    void detail(Item item, boolean grouped, JsonText out) {
        DETAIL.render(out, slots(item, grouped));
    }

    private Slots slots(Item item, boolean grouped) {
        var texts = new ItemSlots(item, grouped);
        return (slot, out) -> {
            if (!stock.write(slot, item, out)) {
                texts.write(slot, out);
            }
        };
    }
}
