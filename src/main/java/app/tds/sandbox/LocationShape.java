package app.tds.sandbox;

/** How Zoho prints locations, and warehouses before there were locations. */
final class LocationShape {

    private static final Template ROW = Template.of("""
            {"location_id":$id, "location_name":$name, "type":$type, "parent_location_id":$parent_id,
            "address":{"city":$city, "state":$city, "country":$country, "attention":"", "state_code":"",
            "street_address1":$street, "street_address2":""}, "phone":$phone, "email":"zainab@rafidain.example",
            "tax_settings_id":"5107440000000038070", "auto_number_generation_id":"5107440000000038060",
            "associated_series_ids":["5107440000000038060"], "is_all_users_selected":true, "associated_users":[],
            "is_primary_location":$primary, "is_location_active":$active}""");

    private static final Template DETAIL = Template.of("""
            {"location_id":$id, "location_name":$name, "type":$type, "parent_location_id":$parent_id,
            "address":{"city":$city, "state":$city, "country":$country, "attention":"", "state_code":"",
            "street_address1":$street, "street_address2":""}, "phone":$phone, "email":"zainab@rafidain.example",
            "tax_settings_id":"5107440000000038070", "associated_series_ids":["5107440000000038060"],
            "is_all_users_selected":true, "associated_users":[], "is_primary_location":$primary,
            "is_location_active":$active, "fax":"", "website":"", "tax_reg_no":"",
            "autonumbergenerationgroup_id":"5107440000000038060", "autonumbergenerationgroup_name":"Default Series",
            "customer_id":"", "customer_name":"", "vendor_id":"", "vendor_name":"",
            "location_identification_number":$code, "location_identification_label":"Site"}""");

    private static final Template WAREHOUSE = Template.of("""
            {"warehouse_id":$id, "warehouse_name":$name, "attention":"", "address":$street, "address1":"",
            "city":$city, "state":$city, "state_code":"", "country":$country, "zip":$zip, "phone":$phone,
            "email":"zainab@rafidain.example", "is_primary":$primary, "status":$status,
            "status_formatted":$status_text, "sales_channels":[]}""");

    void row(Location location, JsonText out) {
        ROW.render(out, (slot, json) -> write(slot, location, json));
    }

    void detail(Location location, JsonText out) {
        DETAIL.render(out, (slot, json) -> write(slot, location, json));
    }

    void warehouse(Location location, JsonText out) {
        WAREHOUSE.render(out, (slot, json) -> write(slot, location, json));
    }

    private static void write(String slot, Location location, JsonText out) {
        switch (slot) {
            case "id" -> out.id(location.id());
            case "name" -> out.text(location.name());
            case "type" -> out.text(location.primary() ? "general" : "line_item_only");
            case "parent_id" -> out.text(location.primary() ? "" : Long.toString(location.parent()));
            case "city" -> out.text(location.city());
            case "street" -> out.text(location.street());
            case "country" -> out.text("Iraq");
            case "zip" -> out.text("10001");
            case "phone" -> out.text("+964 1 000 0000");
            case "primary" -> out.flag(location.primary());
            case "active" -> out.flag(location.status().equals("active"));
            case "status" -> out.text(location.status());
            case "status_text" -> out.text(location.status().equals("active") ? "Active" : "Inactive");
            case "code" -> out.text("IQ-" + location.id() % 1000);
            default -> throw new IllegalStateException("nothing fills " + slot);
        }
    }
}
