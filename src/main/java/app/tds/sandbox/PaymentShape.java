package app.tds.sandbox;

/** How Zoho prints customers' payments. */
final class PaymentShape {

    static final Template ROW = Template.of("""
            {"payment_id":$id, "payment_number":$number, "invoice_numbers":$invoice_numbers, "date":$date,
            "payment_mode":$mode, "payment_mode_formatted":$mode, "amount":$amount, "bcy_amount":$bcy_amount,
            "unused_amount":$unused, "bcy_unused_amount":$bcy_unused, "account_id":"5107440000000000358",
            "account_name":"Bank", "description":"", "product_description":"", "reference_number":$reference,
            "is_paid_via_check":false, "check_details":{}, "customer_id":$party_id, "customer_name":$party_name,
            "created_time":$created, "last_modified_time":$modified, "last_four_digits":"",
            "gateway_transaction_id":"", "payment_gateway":"", "bcy_refunded_amount":0.0, "applied_invoices":$applied,
            "has_attachment":false, "tags":[], "documents":"", "custom_fields_list":"", "tax_account_id":"",
            "tax_account_name":"", "tax_amount_withheld":0.0, "payment_type":$type, "payment_status":"success",
            "settlement_status":"", "registration_details":{}, "sales_channel":"direct_sales",
            "currency_code":$currency_code, "currency_symbol":$currency_symbol}""");

    static final Template DETAIL = Template.of("""
            {"payment_id":$id, "payment_number":$number, "date":$date, "payment_mode":$mode,
            "payment_mode_formatted":$mode, "amount":$amount, "bcy_amount":$bcy_amount, "unused_amount":$unused,
            "bcy_unused_amount":$bcy_unused, "account_id":"5107440000000000358", "account_name":"Bank",
            "description":"", "product_description":"", "reference_number":$reference, "is_paid_via_check":false,
            "check_details":{}, "customer_id":$party_id, "customer_name":$party_name, "created_time":$created,
            "last_modified_time":$modified, "last_four_digits":"", "gateway_transaction_id":"", "payment_gateway":"",
            "bcy_refunded_amount":0.0, "has_attachment":false, "tags":[], "tax_account_id":"", "tax_account_name":"",
            "tax_amount_withheld":0.0, "payment_type":$type, "payment_status":"success", "settlement_status":"",
            "registration_details":{}, "sales_channel":"direct_sales", "currency_code":$currency_code,
            "currency_symbol":$currency_symbol, "documents":[], "currency_id":$currency_id,
            "exchange_rate":$exchange_rate, "is_client_review_settings_enabled":false, "email":$email,
            "status":"paid", "amount_refunded":0.0, "location_id":$location_id, "location_name":$location_name,
            "bank_charges":0.0, "invoices":$invoices, "payment_refunds":[], "custom_fields":[],
            "custom_field_hash":{}, "template_id":"5107440000000017303", "template_name":"Elite Template",
            "updated_time":$modified}""");

    static final Template APPLIED = Template.of("""
            {"invoice_payment_id":$applied_id, "invoice_id":$invoice_id, "amount_applied":$applied_amount}""");

    static final Template INVOICE = Template.of("""
            {"invoice_payment_id":$applied_id, "invoice_id":$invoice_id, "invoice_number":$invoice_number,
            "date":$invoice_date, "due_date":$invoice_due_date,
            "total":$invoice_total, "balance":$invoice_balance, "amount_applied":$applied_amount,
            "tax_amount_withheld":0.0, "discount_amount":0.0, "status":$invoice_status, "price_precision":2,
            "apply_date":$date}""");

    private PaymentShape() {}
}
