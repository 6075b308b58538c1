package app.tds.sandbox;

/** How Zoho prints contacts. */
final class ContactShape {

    private static final Template ROW = Template.of("""
            {"contact_id":$id, "contact_name":$contact_name, "customer_name":$customer_name,
            "vendor_name":$vendor_name, "company_name":$company_name, "website":"", "language_code":"",
            "language_code_formatted":"", "contact_type":$contact_type,
            "contact_type_formatted":$contact_type_formatted, "status":$status,
            "customer_sub_type":$customer_sub_type, "source":"user", "is_linked_with_zohocrm":false,
            "payment_terms":$payment_terms, "payment_terms_id":$payment_terms_id,
            "payment_terms_label":$payment_terms_label, "currency_id":$currency_id, "twitter":"", "facebook":"",
            "currency_code":$currency_code, "outstanding_receivable_amount":$receivable,
            "outstanding_receivable_amount_bcy":$receivable_bcy, "outstanding_payable_amount":$payable,
            "outstanding_payable_amount_bcy":$payable_bcy, "unused_credits_receivable_amount":$credit,
            "unused_credits_receivable_amount_bcy":$credit_bcy, "unused_credits_payable_amount":0.0,
            "unused_credits_payable_amount_bcy":0.0, "first_name":$first_name, "last_name":$last_name,
            "email":$email, "phone":$phone, "mobile":$mobile, "portal_status":"disabled",
            "portal_status_formatted":"Disabled", "created_time":$created, "created_time_formatted":$created_text,
            "last_modified_time":$modified, "last_modified_time_formatted":$modified_text,
            "custom_fields":$custom_fields, "custom_field_hash":$custom_field_hash,
            "contactperson_custom_fields":[], "tags":[], "ach_supported":false, "has_attachment":false, "pan_no":"",
            "registration_details":{}$custom}""");

    private static final Template DETAIL = Template.of("""
            {"contact_id":$id, "contact_name":$contact_name, "company_name":$company_name, "contact_salutation":"",
            "first_name":$first_name, "last_name":$last_name, "designation":"", "department":"", "website":"",
            "language_code":"", "language_code_formatted":"", "is_bcy_only_contact":$bcy_only,
            "is_credit_limit_migration_completed":true, "contact_type":$contact_type,
            "contact_type_formatted":$contact_type_formatted, "is_client_review_asked":false,
            "has_transaction":true, "contact_number":$number, "customer_sub_type":$customer_sub_type, "owner_id":"",
            "owner_name":"", "portal_status":"disabled", "portal_status_formatted":"Disabled", "source":"user",
            "documents":[], "twitter":"", "facebook":"", "is_crm_customer":false, "is_linked_with_zohocrm":false,
            "primary_contact_id":$person_id, "zcrm_account_id":"", "zcrm_contact_id":"", "zcrm_vendor_id":"",
            "crm_owner_id":"", "payment_terms":$payment_terms, "payment_terms_id":$payment_terms_id,
            "payment_terms_label":$payment_terms_label, "credit_limit":$credit_limit,
            "credit_limit_exceeded_amount":0.0, "currency_id":$currency_id, "currency_code":$currency_code,
            "currency_symbol":$currency_symbol, "price_precision":2, "exchange_rate":"",
            "can_show_customer_ob":false, "can_show_vendor_ob":false, "opening_balance_amount":0.0,
            "opening_balance_amount_bcy":"", "opening_balances":[], "outstanding_ob_receivable_amount":0.0,
            "outstanding_ob_payable_amount":0.0, "outstanding_receivable_amount":$receivable,
            "outstanding_receivable_amount_bcy":$receivable_bcy, "outstanding_payable_amount":$payable,
            "outstanding_payable_amount_bcy":$payable_bcy, "unused_credits_receivable_amount":$credit,
            "unused_credits_receivable_amount_bcy":$credit_bcy, "unused_credits_payable_amount":0.0,
            "unused_credits_payable_amount_bcy":0.0, "unused_retainer_payments":0.0, "status":$status,
            "payment_reminder_enabled":true, "is_sms_enabled":false, "is_whatsapp_enabled":false,
            "is_client_review_settings_enabled":false, "custom_fields":$custom_fields,
            "custom_field_hash":$custom_field_hash, "is_taxable":true, "tax_id":"", "tax_name":"",
            "tax_percentage":"", "tax_exemption_id":"", "tax_exemption_code":"", "tax_authority_id":"",
            "tax_authority_name":"", "contact_category":"", "sales_channel":"direct_sales", "ach_supported":false,
            "portal_receipt_count":0, "allow_parent_for_payment_and_view":false,
            "entity_address_id":$billing_address_id, "billing_address":{"address_id":$billing_address_id,
            "attention":$attention, "address":$street, "street2":"", "city":$city, "state_code":"", "state":$state,
            "zip":$zip, "country":$country, "county":"", "country_code":$country_code, "phone":"", "fax":""},
            "shipping_address":{"address_id":$shipping_address_id, "attention":$attention, "address":$street,
            "street2":"", "city":$city, "state_code":"", "state":$state, "zip":$zip, "country":$country,
            "county":"", "country_code":$country_code, "phone":"", "fax":"", "latitude":"", "longitude":""},
            "contact_persons":$persons, "addresses":$addresses, "pricebook_id":"", "pricebook_name":"",
            "default_templates":{"invoice_template_id":"", "invoice_template_name":"", "estimate_template_id":"",
            "estimate_template_name":"", "creditnote_template_id":"", "creditnote_template_name":"",
            "purchaseorder_template_id":"", "purchaseorder_template_name":"", "salesorder_template_id":"",
            "salesorder_template_name":"", "bill_template_id":"", "bill_template_name":"",
            "statement_template_id":"", "statement_template_name":"", "invoice_email_template_id":"",
            "invoice_email_template_name":"", "estimate_email_template_id":"", "estimate_email_template_name":"",
            "creditnote_email_template_id":"", "creditnote_email_template_name":"",
            "purchaseorder_email_template_id":"", "purchaseorder_email_template_name":"",
            "salesorder_email_template_id":"", "salesorder_email_template_name":"",
            "retainerinvoice_template_id":"", "retainerinvoice_template_name":"",
            "retainerinvoice_email_template_id":"", "retainerinvoice_email_template_name":"",
            "paymentthankyou_template_id":"", "paymentthankyou_template_name":"",
            "paymentthankyou_email_template_id":"", "paymentthankyou_email_template_name":"",
            "retainerinvoice_paymentthankyou_template_id":"", "retainerinvoice_paymentthankyou_template_name":"",
            "retainerinvoice_paymentthankyou_email_template_id":"",
            "retainerinvoice_paymentthankyou_email_template_name":"", "payment_remittance_email_template_id":"",
            "payment_remittance_email_template_name":""}, "associated_with_square":false, "cards":[], "checks":[],
            "bank_accounts":[], "vpa_list":[], "notes":"", "created_time":$created, "created_date":$created_date,
            "created_by_name":"Zainab Al-Jubouri", "last_modified_time":$modified, "tags":[],
            "zohopeople_client_id":"", "pan_no":"", "registration_details":{}$currencies$custom}""");

    private final World world;

    ContactShape(World world) {
        this.world = world;
    }

    void row(Contact contact, JsonText out) {
        ROW.render(out, new ContactSlots(contact, world));
    }

    void detail(Contact contact, JsonText out) {
        DETAIL.render(out, new ContactSlots(contact, world));
    }
}
