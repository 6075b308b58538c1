package app.tds.sandbox;

/** How Zoho prints credit notes. */
final class CreditNoteShape {

    static final Template ROW = Template.of("""
            {"creditnote_id":$id, "creditnote_number":$number, "status":$status, "color_code":"",
            "current_sub_status_id":"", "current_sub_status":$status, "reference_number":$reference, "date":$date,
            "total":$total, "balance":$balance, "customer_id":$party_id, "customer_name":$party_name,
            "currency_id":$currency_id, "currency_code":$currency_code, "currency_symbol":$currency_symbol,
            "created_time":$created, "last_modified_time":$modified, "is_emailed":$is_emailed, "has_attachment":false,
            "template_type":"standard", "location_id":$location_id, "location_name":$location_name,
            "custom_fields":[], "tags":[], "salesperson_id":$salesperson_id, "salesperson_name":$salesperson_name,
            "price_precision":2, "exchange_rate":$exchange_rate}""");

    static final Template DETAIL = Template.of("""
            {"creditnote_id":$id, "creditnote_number":$number, "status":$status, "color_code":"",
            "current_sub_status_id":"", "current_sub_status":$status, "reference_number":$reference, "date":$date,
            "total":$total, "balance":$balance, "customer_id":$party_id, "customer_name":$party_name,
            "currency_id":$currency_id, "currency_code":$currency_code, "currency_symbol":$currency_symbol,
            "created_time":$created, "last_modified_time":$modified, "is_emailed":$is_emailed,
            "template_type":"standard", "location_id":$location_id, "location_name":$location_name,
            "custom_fields":[], "tags":[], "salesperson_id":$salesperson_id, "salesperson_name":$salesperson_name,
            "price_precision":2, "exchange_rate":$exchange_rate, "is_pre_gst":false, "line_items":$lines,
            "sub_total":$sub_total, "tax_total":$tax_total, "taxes":$taxes, "total_credits_used":0.0,
            "total_refunded_amount":$paid, "is_inclusive_tax":false, "is_discount_before_tax":true, "discount":0.0,
            "discount_type":"entity_level", "shipping_charge":0.0, "adjustment":0.0, "adjustment_description":"",
            "billing_address":{"street":$street, "address":$street, "street2":"", "city":$city, "state":$state,
            "zip":$zip, "country":$country, "country_code":$country_code, "state_code":"", "county":"", "fax":"",
            "phone":"", "attention":$attention}, "shipping_address":{"street":$street, "address":$street,
            "street2":"", "city":$city, "state":$state, "zip":$zip, "country":$country, "country_code":$country_code,
            "state_code":"", "county":"", "fax":"", "phone":"", "attention":$attention}, "invoices_credited":[],
            "email":$email, "updated_time":$modified,
            "contact_persons_associated":[{"contact_person_id":$person_id, "contact_person_name":$person_name,
            "first_name":$first_name, "last_name":$last_name, "contact_person_email":$email, "phone":$phone,
            "mobile":$mobile, "communication_preference":{"is_email_enabled":true, "is_sms_enabled":false,
            "is_whatsapp_enabled":false}}], "creditnote_refunds":[], "notes":"", "terms":"", "custom_field_hash":{},
            "contact_persons":[], "documents":[], "template_id":"5107440000000017003",
            "template_name":"Standard Template", "page_width":"8.27in", "page_height":"11.69in",
            "orientation":"portrait"}""");

    static final Template LINE = Template.of("""
            {"line_item_id":$line_id, "item_id":$item_id, "item_type":$item_type, "product_type":$product_type,
            "sku":$sku, "project_id":"", "time_entry_ids":[], "location_id":$location_id,
            "location_name":$location_name, "item_order":$order, "name":$name, "internal_name":"", "description":"",
            "unit":$unit, "quantity":$quantity, "discount":0.0, "discount_amount":0.0, "discounts":[],
            "discount_account_id":"", "discount_account_name":"", "bcy_rate":$bcy_rate, "rate":$rate,
            "account_id":"5107440000000000388", "account_name":"Sales", "header_id":"", "header_name":"",
            "pricebook_id":"", "project_name":"", "tax_id":$tax_id, "tax_name":$tax_name, "tax_type":$tax_type,
            "tax_percentage":$tax_percentage, "item_total":$total, "item_custom_fields":[], "pricing_scheme":"unit",
            "tags":[], "documents":[], "image_document_id":"", "tds_tax_id":"", "tds_tax_name":"",
            "tds_tax_percentage":"", "tds_tax_amount":0.0, "line_item_tds":[], "line_item_taxes":$taxes, "bill_id":"",
            "bill_item_id":"", "expense_id":"", "expense_receipt_name":"", "sales_rate":$rate, "cost_amount":0.0,
            "markup_percent":0.0, "mapped_items":[], "line_item_category":"line_item", "reverse_charge_tax_id":"",
            "is_combo_product":$combo, "combo_type":"", "is_dropshipped_item":false, "is_modifier_item":false,
            "track_serial_number":false, "track_serial_for_package":false, "serial_numbers":[],
            "serial_number_details":[], "package_line_items":[], "stock_on_hand":$stock_on_hand,
            "available_stock":$available_stock, "actual_available_stock":$actual_available_stock,
            "committed_stock":$committed_stock, "actual_committed_stock":$actual_committed_stock,
            "available_for_sale_stock":$available_for_sale_stock,
            "actual_available_for_sale_stock":$actual_available_for_sale_stock, "is_storage_location_enabled":false,
            "package_details":{"length":"", "width":"", "height":"", "weight":"", "weight_unit":"kg",
            "dimension_unit":"cm"}, "invoice_id":"", "invoice_item_id":""}""");

    private CreditNoteShape() {}
}
