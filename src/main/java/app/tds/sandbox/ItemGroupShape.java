package app.tds.sandbox;

/** How Zoho prints groups of items, with their items in them. */
final class ItemGroupShape {

    private static final Template ROW = Template.of("""
            {"group_id":$id, "group_name":$name, "product_type":"goods", "brand":$brand, "manufacturer":"",
            "unit":"pcs", "description":"", "tax_id":$tax_id, "tax_name":$tax_name,
            "tax_percentage":$tax_percentage, "tax_type":$tax_type, "is_taxable":true, "status":$status,
            "source":"user", "image_id":"", "image_name":"", "image_type":"", "attribute_id1":$attribute_id,
            "attribute_name1":$attribute, "created_time":$created, "last_modified_time":$modified,
            "items":$items}""");

    private static final Template DETAIL = Template.of("""
            {"group_id":$id, "group_name":$name, "product_type":"goods", "brand":$brand, "manufacturer":"",
            "unit":"pcs", "description":"", "tax_id":$tax_id, "tax_name":$tax_name,
            "tax_percentage":$tax_percentage, "tax_type":$tax_type, "is_taxable":true, "status":$status,
            "source":"user", "image_id":"", "image_name":"", "image_type":"", "attribute_id1":$attribute_id,
            "attribute_name1":$attribute, "created_time":$created, "last_modified_time":$modified,
            "custom_fields":[], "items":$items, "attributes":[{"id":$attribute_id, "name":$attribute,
            "options":$options}]}""");

    private static final Template ITEM = Template.of("""
            {"item_id":$id, "name":$name, "rate":$rate, "purchase_rate":$purchase_rate, "sku":$sku, "upc":"",
            "ean":"", "isbn":"", "part_number":"", "status":$status, "is_combo_product":$combo,
            "item_type":$item_type, "product_type":$product_type, "stock_on_hand":$stock_on_hand,
            "available_stock":$available_stock, "actual_available_stock":$actual_available_stock,
            "reorder_level":$reorder_level, "attribute_option_id1":$option_id, "attribute_option_name1":$option,
            "attribute_option_data1":"", "image_name":"", "image_type":"", "created_time":$created,
            "last_modified_time":$modified, "pricebook_rate":$rate, "initial_stock":0, "initial_stock_rate":0,
            "vendor_id":$vendor_id, "vendor_name":$vendor_name, "image_id":"", "custom_fields":[]}""");

    private static final Template OPTION = Template.of("""
            {"id":$id, "name":$name}""");

    private final StockShape stock;

    ItemGroupShape(StockShape stock) {
        this.stock = stock;
    }

    void row(ItemGroup group, JsonText out) {
        ROW.render(out, (slot, json) -> write(slot, group, json));
    }

    void detail(ItemGroup group, JsonText out) {
        DETAIL.render(out, (slot, json) -> write(slot, group, json));
    }

    private void write(String slot, ItemGroup group, JsonText out) {
        switch (slot) {
            case "id" -> out.id(group.id());
            case "name" -> out.text(group.name());
            case "brand" -> out.text(group.brand());
            case "status" -> out.text(group.status());
            case "attribute_id" -> out.id(group.attributeId());
            case "attribute" -> out.text(group.attribute());
            case "created" -> out.time(group.created());
            case "modified" -> out.time(group.modified());
            case "items" -> items(group, out);
            case "options" -> options(group, out);
            default -> TaxSlots.write(slot, false, out);
        }
    }

    private void items(ItemGroup group, JsonText out) {
        out.raw("[");
        String separator = "";
        for (var item : group.items()) {
            out.raw(separator);
            ITEM.render(out, (slot, json) -> item(slot, group, item, json));
            separator = ",";
        }
        out.raw("]");
    }

    private void item(String slot, ItemGroup group, Item item, JsonText out) {
        switch (slot) {
            case "option_id" -> out.id(group.optionId(item.option()));
            case "option" -> out.text(group.options().get(item.option()));
            default -> {
                if (!stock.write(slot, item, out)) {
                    new ItemSlots(item, false).write(slot, out);
                }
            }
        }
    }

    private static void options(ItemGroup group, JsonText out) {
        out.raw("[");
        for (int i = 0; i < group.options().size(); i++) {
            int option = i;
            out.raw(i == 0 ? "" : ",");
            OPTION.render(out, (slot, json) -> {
                if (slot.equals("id")) {
                    json.id(group.optionId(option));
                } else {
                    json.text(group.options().get(option));
                }
            });
        }
        out.raw("]");
    }
}
