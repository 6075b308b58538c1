package app.tds.sandbox;

/** How Zoho prints bills. */
final class BillShape {

    static final Template ROW = Template.of("""
            {"bill_id":$id, "vendor_id":$party_id, "vendor_name":$party_name, "status":$status, "color_code":"",
            "current_sub_status_id":"", "current_sub_status":$status, "bill_number":$number,
            "reference_number":$reference, "date":$date, "due_date":$due_date, "due_days":$due_days,
            "currency_id":$currency_id, "currency_code":$currency_code, "price_precision":2,
            "exchange_rate":$exchange_rate, "total":$total, "tds_total":0.0, "balance":$balance,
            "unprocessed_payment_amount":0.0, "created_time":$created, "last_modified_time":$modified,
            "created_time_formatted":$created_text, "last_modified_time_formatted":$modified_text,
            "created_by":"Zainab Al-Jubouri", "last_modified_by":"Zainab Al-Jubouri", "is_opening_balance":"",
            "attachment_name":"", "has_attachment":false, "tags":[], "is_uber_bill":false, "is_tally_bill":false,
            "entity_type":"bill", "client_viewed_time":"", "is_viewed_by_client":false,
            "is_bill_reconciliation_violated":false, "balance_due":$balance, "registration_details":{},
            "location_id":$location_id, "location_name":$location_name}""");

    static final Template DETAIL = Template.of("""
            {"bill_id":$id, "pricebook_id":"", "pricebook_name":"", "purchaseorder_ids":[$purchaseorder_id],
            "non_catalog_items_count":0, "vendor_id":$party_id, "vendor_name":$party_name, "source":"user",
            "contact_category":"", "unused_credits_payable_amount":0.0, "status":$status, "color_code":"",
            "current_sub_status_id":"", "current_sub_status":$status, "sub_statuses":[], "bill_number":$number,
            "date":$date, "due_date":$due_date, "discount_setting":"no_discount",
            "tds_calculation_type":"tds_item_level", "is_tds_amount_in_percent":true, "tds_percent":"",
            "tds_amount":0.0, "tax_account_id":"", "tds_tax_name":"", "tds_tax_id":"",
            "payment_terms":$payment_terms, "payment_terms_label":$payment_terms_label,
            "payment_terms_id":$payment_terms_id, "payment_expected_date":"", "reference_number":$reference,
            "recurring_bill_id":"", "due_by_days":$due_by_days, "due_in_days":$due_in_days,
            "currency_id":$currency_id, "currency_code":$currency_code, "currency_symbol":$currency_symbol,
            "currency_name_formatted":$currency_name_formatted, "documents":[], "subject_content":"",
            "price_precision":2, "exchange_rate":$exchange_rate, "custom_fields":[], "custom_field_hash":{},
            "is_viewed_by_client":false, "client_viewed_time":"", "is_item_level_tax_calc":false,
            "is_inclusive_tax":false, "tax_rounding":"item_level", "is_uber_bill":false, "is_tally_bill":false,
            "track_discount_in_account":false, "is_bill_reconciliation_violated":false, "location_id":$location_id,
            "location_name":$location_name, "line_items":$lines, "submitted_date":"", "submitted_by":"",
            "submitter_id":"", "approver_id":"", "adjustment":0.0, "adjustment_description":"",
            "discount_amount":0.0, "discount":0.0, "discount_applied_on_amount":0.0, "is_discount_before_tax":true,
            "discount_account_id":"", "discount_account_name":"", "discount_type":"item_level",
            "sub_total":$sub_total, "sub_total_inclusive_of_tax":$total, "tax_total":$tax_total,
            "discount_total":0.0, "discount_percent":0.0, "total":$total, "payment_made":$paid,
            "vendor_credits_applied":0.0, "is_line_item_invoiced":false, "purchaseorders":$purchaseorders,
            "taxes":$taxes, "tax_override_preference":"no_override", "tds_override_preference":"no_override",
            "balance":$balance, "unprocessed_payment_amount":0.0, "billing_address_id":$billing_address_id,
            "billing_address":{"street":$street, "address":$street, "street2":"", "city":$city, "state":$state,
            "zip":$zip, "country":$country, "country_code":$country_code, "state_code":"", "county":"", "fax":"",
            "phone":$phone, "attention":$attention}, "is_portal_enabled":false, "payments":[], "vendor_credits":[],
            "journal_credits":[], "created_time":$created, "created_by_id":"5107440000000014001",
            "last_modified_id":"5107440000000014001", "last_modified_time":$modified,
            "warn_create_vendor_credits":true, "reference_id":"", "notes":"", "terms":"", "attachment_name":"",
            "open_purchaseorders_count":0, "un_billed_items":{"items_count":0}, "template_id":"5107440000000017203",
            "template_name":"Standard Template", "page_width":"8.27in", "page_height":"11.69in",
            "orientation":"portrait", "template_type":"standard", "invoice_conversion_type":"invoice",
            "entity_type":"bill", "can_send_in_mail":false, "is_approval_required":false,
            "allocated_landed_costs":[], "unallocated_landed_costs":[], "approvers_list":[], "tags":[]}""");

    static final Template LINE = Template.of("""
            {"purchaseorder_id":$purchaseorder_id, "purchaseorder_item_id":$purchaseorder_line_id,
            "line_item_id":$line_id, "item_id":$item_id, "line_item_category":"line_item", "sku":$sku,
            "image_document_id":"", "name":$name, "account_id":"5107440000000034001",
            "account_name":"Inventory Asset", "account_code":"", "description":"", "bcy_rate":$bcy_rate,
            "rate":$rate, "sales_rate":$sales_text, "pricebook_id":"", "header_id":"", "header_name":"", "tags":[],
            "quantity":$quantity, "quantity_received":$quantity, "discount":0.0, "discounts":[],
            "discount_account_id":"", "discount_account_name":"", "markup_percent":"", "tax_id":$tax_id,
            "tax_exemption_id":"", "tax_exemption_code":"", "tax_name":$tax_name, "tax_type":$tax_type,
            "tax_percentage":$tax_percentage, "tds_tax_id":"", "tds_tax_name":"", "tds_tax_percentage":"",
            "tds_tax_amount":"", "tds_tax_type":"", "line_item_taxes":$taxes, "item_total":$total,
            "item_total_inclusive_of_tax":$gross, "item_order":$order, "unit":$unit, "product_type":$product_type,
            "item_type":$item_type, "item_code":{}, "is_billable":false, "customer_id":"", "customer_name":"",
            "project_id":"", "project_name":"", "invoice_id":"", "invoice_number":"", "location_id":$location_id,
            "location_name":$location_name, "item_custom_fields":[], "receive_line_items":[],
            "is_combo_product":$combo, "combo_type":""}""");

    static final Template PURCHASE_ORDER = Template.of("""
            {"purchaseorder_id":$purchaseorder_id, "purchaseorder_number":$purchaseorder_number,
            "purchaseorder_date":$date, "date":$date, "expected_delivery_date":$date,
            "purchaseorder_status":"billed", "order_status":"closed"}""");

    static final Template TAX = Template.of("""
            {"tax_id":$tax_id, "tax_name":$tax_label, "tax_amount":$tax_total}""");

    static final Template LINE_TAX = Template.of("""
            {"tax_id":$tax_id, "tax_name":$tax_label, "tax_amount":$tax}""");

    private BillShape() {}
}
