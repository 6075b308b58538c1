package app.tds.sandbox;

/** How Zoho prints organizations. */
final class OrganizationShape {

    private static final Template ROW = Template.of("""
            {"organization_id":$id, "name":$name, "contact_name":"Zainab Al-Jubouri",
            "email":"zainab@rafidain.example", "is_default_org":$default, "plan_type":130, "tax_group_enabled":true,
            "zi_migration_status":0, "plan_name":"PROFESSIONAL", "plan_period":"Monthly", "language_code":"en",
            "fiscal_year_start_month":0, "account_created_date":$since,
            "account_created_date_formatted":$since_text, "time_zone":$zone, "is_org_active":true,
            "currency_id":$currency_id, "currency_code":$currency_code, "currency_symbol":$currency_symbol,
            "currency_format":"###,##0.00", "price_precision":2, "date_format":"dd MMM yyyy", "field_separator":" "}""");

    private static final Template DETAIL = Template.of("""
            {"organization_id":$id, "name":$name, "contact_name":"Zainab Al-Jubouri",
            "email":"zainab@rafidain.example", "is_default_org":$default, "language_code":"en",
            "fiscal_year_start_month":"january", "account_created_date":$since, "time_zone":$zone,
            "is_org_active":true, "currency_id":$currency_id, "currency_code":$currency_code,
            "currency_symbol":$currency_symbol, "currency_format":"###,##0.00", "price_precision":2,
            "date_format":"dd MMM yyyy", "field_separator":" ", "industry_type":"Retail", "industry_size":"",
            "company_id_label":"Company ID", "company_id_value":"", "tax_id_label":$tax_label,
            "tax_id_value":$tax_value, "org_address":"", "remit_to_address":"", "phone":$phone, "fax":"",
            "website":"https://rafidain.example", "address":{"street_address1":$street, "street_address2":"",
            "city":$city, "state":$city, "country":$country, "zip":$zip}, "custom_fields":[]}""");

    private OrganizationShape() {}

    static void row(World world, JsonText out) {
        ROW.render(out, (slot, json) -> write(slot, world, json));
    }

    static void detail(World world, JsonText out) {
        DETAIL.render(out, (slot, json) -> write(slot, world, json));
    }

    private static void write(String slot, World world, JsonText out) {
        switch (slot) {
            case "id" -> out.text(world.organizationId());
            case "name" -> out.text(world.name());
            case "default" -> out.flag(world.first());
            case "zone" -> out.text(world.zone().getId());
            case "currency_id" -> out.text(Currency.IQD.id());
            case "currency_code" -> out.text(Currency.IQD.name());
            case "currency_symbol" -> out.text(Currency.IQD.symbol());
            case "since" -> out.text("2019-03-17");
            case "since_text" -> out.text("17 Mar 2019");
            case "phone" -> out.text("+964 1 000 0000");
            case "tax_label" -> out.text("Tax ID");
            case "tax_value" -> out.text("900000000");
            case "street" -> out.text("شارع السعدون 12");
            case "city" -> out.text("Baghdad");
            case "country" -> out.text("Iraq");
            case "zip" -> out.text("10001");
            default -> throw new IllegalStateException("nothing fills " + slot);
        }
    }
}
