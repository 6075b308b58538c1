package app.tds.sandbox;

/** An item's fields other than its stock. */
final class ItemSlots implements Slots {

    private static final Template TAX_PREFERENCE = Template.of("""
            {"tax_specification":"intra", "tax_type":0, "tax_name":$tax_name, "tax_percentage":$tax_percentage,
            "tax_id":$tax_id}""");

    private static final Template PREFERRED_VENDOR = Template.of("""
            {"is_primary":true, "item_price":$price_text, "item_stock":"", "last_modified_time":$created,
            "vendor_id":$vendor_id, "vendor_name":$vendor_name}""");

    private final Item item;
    private final Item.Facts facts;
    private final boolean grouped;
    private final CustomField origin;

    ItemSlots(Item item, boolean grouped) {
        this.item = item;
        this.facts = item.facts();
        this.grouped = grouped;
        this.origin = new CustomField("item", "cf_origin", "Origin", facts.origin());
    }

    @Override
    public void write(String slot, JsonText out) {
        switch (slot) {
            case "id" -> out.id(item.id());
            case "name" -> out.text(facts.name());
            case "sku" -> out.text(facts.sku());
            case "unit" -> out.text(facts.unit());
            case "unit_id" -> out.text(item.purchased() ? "5107440000000044300" : "");
            case "status" -> out.text(facts.inactive() ? "inactive" : "active");
            case "brand" -> out.text(facts.brand());
            case "category_name" -> out.text(facts.category());
            case "category_id" -> out.text(facts.category().isEmpty() ? "-1" : "51074400000000460" + category());
            case "rate" -> out.money(facts.rate());
            case "purchase_rate" -> purchased(out, JsonText.decimal(facts.purchaseRate()));
            case "price_text" -> out.text(twoDecimals(facts.purchaseRate()));
            case "purchase_account_id" -> out.text(item.purchased() ? "5107440000000034003" : "");
            case "purchase_account_name" -> out.text(item.purchased() ? "Cost of Goods Sold" : "");
            case "inventory_account_id" -> out.text(item.tracked() ? "5107440000000034001" : "");
            case "inventory_account_name" -> out.text(item.tracked() ? "Inventory Asset" : "");
            case "can_be_purchased", "returnable" -> out.flag(item.purchased());
            case "track_inventory" -> out.flag(item.tracked());
            case "combo" -> out.flag(item.composite());
            case "item_type" -> out.text(item.itemType());
            case "product_type" -> out.text(item.purchased() ? "goods" : "service");
            case "weight" -> purchased(out, JsonText.decimal(facts.weight()));
            case "weight_text" -> out.text(item.purchased() ? JsonText.decimal(facts.weight()) : "");
            case "created" -> out.time(item.created());
            case "modified" -> out.time(item.modified());
            case "vendor_id" ->
                out.text(
                        item.vendor() == null ? "" : Long.toString(item.vendor().id()));
            case "vendor_name" ->
                out.text(item.vendor() == null ? "" : item.vendor().name());
            case "preferred_vendors" -> preferredVendors(out);
            case "group" -> group(out);
            case "custom" -> origin.flattened(out);
            case "custom_fields" -> origin.list(out);
            case "custom_field_hash" -> origin.hash(out);
            case "item_tax_preferences" -> taxPreferences(out);
            default -> TaxSlots.write(slot, facts.taxed(), out);
        }
    }

    private void purchased(JsonText out, String number) {
        out.raw(item.purchased() ? number : "\"\"");
    }

    private int category() {
        return 10 + Math.floorMod(facts.category().hashCode(), 90);
    }

    private void taxPreferences(JsonText out) {
        out.raw("[");
        if (facts.taxed()) {
            TAX_PREFERENCE.render(out, this);
        }
        out.raw("]");
    }

    private void preferredVendors(JsonText out) {
        out.raw("[");
        if (item.vendor() != null) {
            PREFERRED_VENDOR.render(out, this);
        }
        out.raw("]");
    }

    private void group(JsonText out) {
        var group = item.group();
        if (group == null || !grouped) {
            return;
        }
        out.raw(",\"group_id\":").id(group.id());
        out.raw(",\"group_name\":").text(group.name());
        out.raw(",\"attribute_id1\":").id(group.attributeId());
        out.raw(",\"attribute_name1\":").text(group.attribute());
        out.raw(",\"attribute_option_id1\":").id(group.optionId(item.option()));
        out.raw(",\"attribute_option_name1\":").text(group.options().get(item.option()));
        out.raw(",\"attribute_option_data1\":\"\"");
    }

    static String twoDecimals(long hundredths) {
        return Entry.amount(hundredths).toPlainString();
    }
}
