--liquibase formatted sql logicalFilePath:sql/tds/0040-more-columns.sql

--changeset tds:more-columns-of-invoices
alter table tds.invoices
    add column payment_terms_id text,
    add column price_precision integer,
    add column total_taxable_amount numeric,
    add column bcy_sub_total numeric,
    add column bcy_discount_total numeric,
    add column bcy_tax_total numeric,
    add column bcy_shipping_charge numeric,
    add column bcy_adjustment numeric,
    add column bcy_total numeric,
    add column tax_amount_withheld numeric,
    add column reverse_charge_tax_total numeric,
    add column shipping_charge_tax_id text,
    add column shipping_charge_tax_name text,
    add column shipping_charge_tax_percentage numeric,
    add column shipping_charge_tax numeric,
    add column roundoff_value numeric,
    add column transaction_rounding_type text,
    add column tax_rounding text,
    add column recurring_invoice_id text,
    add column estimate_id text,
    add column zcrm_potential_id text,
    add column created_by_id text,
    add column last_modified_by_id text,
    add column contact_persons_associated jsonb,
    add column tags jsonb;
comment on column tds.invoices.payment_terms_id is 'Terms of payment (Zoho payment_terms_id), filled from details';
comment on column tds.invoices.price_precision is 'Digits after the decimal point (Zoho price_precision), filled from details';
comment on column tds.invoices.total_taxable_amount is 'What tax is due on, in currency_code (Zoho total_taxable_amount), filled from details';
comment on column tds.invoices.bcy_sub_total is 'Sum of the lines before tax, in the organization''s currency (Zoho bcy_sub_total), filled from details';
comment on column tds.invoices.bcy_discount_total is 'Discount, in the organization''s currency (Zoho bcy_discount_total), filled from details';
comment on column tds.invoices.bcy_tax_total is 'Tax, in the organization''s currency (Zoho bcy_tax_total), filled from details';
comment on column tds.invoices.bcy_shipping_charge is 'Shipping charge, in the organization''s currency (Zoho bcy_shipping_charge), filled from details';
comment on column tds.invoices.bcy_adjustment is 'Adjustment, in the organization''s currency (Zoho bcy_adjustment), filled from details';
comment on column tds.invoices.bcy_total is 'Total, in the organization''s currency (Zoho bcy_total), filled from details';
comment on column tds.invoices.tax_amount_withheld is 'Tax that the customer withholds, in currency_code (Zoho tax_amount_withheld), filled from details';
comment on column tds.invoices.reverse_charge_tax_total is 'Tax that the customer owes instead, in currency_code (Zoho reverse_charge_tax_total), filled from details';
comment on column tds.invoices.shipping_charge_tax_id is 'Tax on the shipping charge (Zoho shipping_charge_tax_id), filled from details';
comment on column tds.invoices.shipping_charge_tax_name is 'Name of that tax (Zoho shipping_charge_tax_name), filled from details';
comment on column tds.invoices.shipping_charge_tax_percentage is 'Rate of that tax, 19 means 19 % (Zoho shipping_charge_tax_percentage), filled from details';
comment on column tds.invoices.shipping_charge_tax is 'Amount of that tax, in currency_code (Zoho shipping_charge_tax), filled from details';
comment on column tds.invoices.roundoff_value is 'What rounding added to the total, in currency_code (Zoho roundoff_value), filled from details';
comment on column tds.invoices.transaction_rounding_type is 'How the total is rounded, such as no_rounding (Zoho transaction_rounding_type), filled from details';
comment on column tds.invoices.tax_rounding is 'item_level if the tax of each line is rounded, entity_level if their sum is (Zoho tax_rounding), filled from details';
comment on column tds.invoices.recurring_invoice_id is 'The recurring invoice it was made from (Zoho recurring_invoice_id), filled from details';
comment on column tds.invoices.estimate_id is 'The estimate it was made from (Zoho estimate_id), filled from details';
comment on column tds.invoices.zcrm_potential_id is 'The deal in Zoho CRM (Zoho zcrm_potential_id), filled from details';
comment on column tds.invoices.created_by_id is 'The user who made it (Zoho created_by_id), filled from details';
comment on column tds.invoices.last_modified_by_id is 'The user who changed it last (Zoho last_modified_by_id), filled from details';
comment on column tds.invoices.contact_persons_associated is 'The persons it was addressed to, as Zoho sends them (Zoho contact_persons_associated), filled from details';
comment on column tds.invoices.tags is 'Reporting tags as Zoho sends them (Zoho tags), filled from details';

--changeset tds:more-columns-of-invoice-lines
alter table tds.invoice_lines
    add column cost_amount numeric,
    add column pricebook_id text,
    add column tds_tax_id text,
    add column tds_tax_amount numeric,
    add column reverse_charge_tax_id text,
    add column tags jsonb;
comment on column tds.invoice_lines.cost_amount is 'What the goods of the line cost (Zoho cost_amount)';
comment on column tds.invoice_lines.pricebook_id is 'The price list that the rate is from (Zoho pricebook_id)';
comment on column tds.invoice_lines.tds_tax_id is 'Tax deducted at source (Zoho tds_tax_id)';
comment on column tds.invoice_lines.tds_tax_amount is 'Amount deducted at source, in currency_code of the invoice (Zoho tds_tax_amount)';
comment on column tds.invoice_lines.reverse_charge_tax_id is 'Tax that the customer owes instead (Zoho reverse_charge_tax_id)';
comment on column tds.invoice_lines.tags is 'Reporting tags as Zoho sends them (Zoho tags)';

--changeset tds:more-columns-of-bills
alter table tds.bills
    add column payment_terms_id text,
    add column tax_rounding text,
    add column tds_tax_id text,
    add column tds_tax_name text,
    add column tds_percent numeric,
    add column tds_amount numeric,
    add column tax_amount_withheld numeric,
    add column pricebook_id text,
    add column recurring_bill_id text,
    add column allocated_landed_costs jsonb,
    add column unallocated_landed_costs jsonb,
    add column created_by_id text,
    add column last_modified_by_id text;
comment on column tds.bills.payment_terms_id is 'Terms of payment (Zoho payment_terms_id), filled from details';
comment on column tds.bills.tax_rounding is 'item_level if the tax of each line is rounded, entity_level if their sum is (Zoho tax_rounding), filled from details';
comment on column tds.bills.tds_tax_id is 'Tax deducted at source (Zoho tds_tax_id), filled from details';
comment on column tds.bills.tds_tax_name is 'Name of the tax deducted at source (Zoho tds_tax_name), filled from details';
comment on column tds.bills.tds_percent is 'Rate of the tax deducted at source, 5 means 5 % (Zoho tds_percent), filled from details';
comment on column tds.bills.tds_amount is 'Amount deducted at source, in currency_code (Zoho tds_amount), filled from details';
comment on column tds.bills.tax_amount_withheld is 'Tax that is withheld, in currency_code (Zoho tax_amount_withheld), filled from details';
comment on column tds.bills.pricebook_id is 'The price list that rates are from (Zoho pricebook_id), filled from details';
comment on column tds.bills.recurring_bill_id is 'The recurring bill it was made from (Zoho recurring_bill_id), filled from details';
comment on column tds.bills.allocated_landed_costs is 'Costs of transport and the like that are spread over its lines, as Zoho sends them (Zoho allocated_landed_costs), filled from details';
comment on column tds.bills.unallocated_landed_costs is 'Costs of transport and the like that are not spread yet, as Zoho sends them (Zoho unallocated_landed_costs), filled from details';
comment on column tds.bills.created_by_id is 'The user who made it (Zoho created_by_id), filled from details';
comment on column tds.bills.last_modified_by_id is 'The user who changed it last (Zoho last_modified_by_id or last_modified_id), filled from details';

--changeset tds:more-columns-of-bill-lines
alter table tds.bill_lines
    add column pricebook_id text,
    add column item_total_inclusive_of_tax numeric,
    add column tds_tax_id text,
    add column tds_tax_amount numeric,
    add column invoice_id text,
    add column invoice_number text,
    add column receive_line_items jsonb,
    add column tax_exemption_id text,
    add column tax_exemption_code text,
    add column tags jsonb;
comment on column tds.bill_lines.pricebook_id is 'The price list that the rate is from (Zoho pricebook_id)';
comment on column tds.bill_lines.item_total_inclusive_of_tax is 'Total with tax, in currency_code of the bill (Zoho item_total_inclusive_of_tax)';
comment on column tds.bill_lines.tds_tax_id is 'Tax deducted at source (Zoho tds_tax_id)';
comment on column tds.bill_lines.tds_tax_amount is 'Amount deducted at source, in currency_code of the bill (Zoho tds_tax_amount)';
comment on column tds.bill_lines.invoice_id is 'The invoice on which the line was charged on (Zoho invoice_id)';
comment on column tds.bill_lines.invoice_number is 'Number of that invoice (Zoho invoice_number)';
comment on column tds.bill_lines.receive_line_items is 'The lines of receipts that it bills, as Zoho sends them (Zoho receive_line_items)';
comment on column tds.bill_lines.tax_exemption_id is 'Why no tax is due: the exemption (Zoho tax_exemption_id)';
comment on column tds.bill_lines.tax_exemption_code is 'Why no tax is due: its code (Zoho tax_exemption_code)';
comment on column tds.bill_lines.tags is 'Reporting tags as Zoho sends them (Zoho tags)';

--changeset tds:more-columns-of-sales-orders
alter table tds.sales_orders
    add column price_precision integer,
    add column bcy_sub_total numeric,
    add column bcy_discount_total numeric,
    add column bcy_tax_total numeric,
    add column bcy_shipping_charge numeric,
    add column bcy_adjustment numeric,
    add column reverse_charge_tax_total numeric,
    add column shipping_charge_tax_id text,
    add column shipping_charge_tax_name text,
    add column shipping_charge_tax_percentage numeric,
    add column shipping_charge_tax numeric,
    add column roundoff_value numeric,
    add column transaction_rounding_type text,
    add column tax_rounding text,
    add column pricebook_id text,
    add column estimate_id text,
    add column zcrm_potential_id text,
    add column billing_address_id text,
    add column shipping_address_id text,
    add column purchaseorders jsonb,
    add column is_dropshipped boolean,
    add column is_backordered boolean,
    add column created_by_id text,
    add column last_modified_by_id text,
    add column contact_persons_associated jsonb,
    add column tags jsonb;
comment on column tds.sales_orders.price_precision is 'Digits after the decimal point (Zoho price_precision), filled from details';
comment on column tds.sales_orders.bcy_sub_total is 'Sum of the lines before tax, in the organization''s currency (Zoho bcy_sub_total), filled from details';
comment on column tds.sales_orders.bcy_discount_total is 'Discount, in the organization''s currency (Zoho bcy_discount_total), filled from details';
comment on column tds.sales_orders.bcy_tax_total is 'Tax, in the organization''s currency (Zoho bcy_tax_total), filled from details';
comment on column tds.sales_orders.bcy_shipping_charge is 'Shipping charge, in the organization''s currency (Zoho bcy_shipping_charge), filled from details';
comment on column tds.sales_orders.bcy_adjustment is 'Adjustment, in the organization''s currency (Zoho bcy_adjustment), filled from details';
comment on column tds.sales_orders.reverse_charge_tax_total is 'Tax that the customer owes instead, in currency_code (Zoho reverse_charge_tax_total), filled from details';
comment on column tds.sales_orders.shipping_charge_tax_id is 'Tax on the shipping charge (Zoho shipping_charge_tax_id), filled from details';
comment on column tds.sales_orders.shipping_charge_tax_name is 'Name of that tax (Zoho shipping_charge_tax_name), filled from details';
comment on column tds.sales_orders.shipping_charge_tax_percentage is 'Rate of that tax, 19 means 19 % (Zoho shipping_charge_tax_percentage), filled from details';
comment on column tds.sales_orders.shipping_charge_tax is 'Amount of that tax, in currency_code (Zoho shipping_charge_tax), filled from details';
comment on column tds.sales_orders.roundoff_value is 'What rounding added to the total, in currency_code (Zoho roundoff_value), filled from details';
comment on column tds.sales_orders.transaction_rounding_type is 'How the total is rounded, such as no_rounding (Zoho transaction_rounding_type), filled from details';
comment on column tds.sales_orders.tax_rounding is 'item_level if the tax of each line is rounded, entity_level if their sum is (Zoho tax_rounding), filled from details';
comment on column tds.sales_orders.pricebook_id is 'The price list that rates are from (Zoho pricebook_id), filled from details';
comment on column tds.sales_orders.estimate_id is 'The estimate it was made from (Zoho estimate_id), filled from details';
comment on column tds.sales_orders.zcrm_potential_id is 'The deal in Zoho CRM (Zoho zcrm_potential_id), filled from details';
comment on column tds.sales_orders.billing_address_id is 'The billing address (Zoho billing_address_id), filled from details';
comment on column tds.sales_orders.shipping_address_id is 'The shipping address (Zoho shipping_address_id), filled from details';
comment on column tds.sales_orders.purchaseorders is 'Purchase orders made for it, as Zoho sends them (Zoho purchaseorders), filled from details';
comment on column tds.sales_orders.is_dropshipped is 'Whether the vendor ships to the customer (Zoho is_dropshipped), filled from details';
comment on column tds.sales_orders.is_backordered is 'Whether goods have to be bought first (Zoho is_backordered), filled from details';
comment on column tds.sales_orders.created_by_id is 'The user who made it (Zoho created_by_id), filled from details';
comment on column tds.sales_orders.last_modified_by_id is 'The user who changed it last (Zoho last_modified_by_id), filled from details';
comment on column tds.sales_orders.contact_persons_associated is 'The persons it was addressed to, as Zoho sends them (Zoho contact_persons_associated), filled from details';
comment on column tds.sales_orders.tags is 'Reporting tags as Zoho sends them (Zoho tags), filled from details';

--changeset tds:more-columns-of-sales-order-lines
alter table tds.sales_order_lines
    add column pricebook_id text,
    add column item_sub_total numeric,
    add column mapped_items jsonb,
    add column tags jsonb;
comment on column tds.sales_order_lines.pricebook_id is 'The price list that the rate is from (Zoho pricebook_id)';
comment on column tds.sales_order_lines.item_sub_total is 'Total before discount, in currency_code of the order (Zoho item_sub_total)';
comment on column tds.sales_order_lines.mapped_items is 'What a kit on this line consists of, as Zoho sends it (Zoho mapped_items)';
comment on column tds.sales_order_lines.tags is 'Reporting tags as Zoho sends them (Zoho tags)';

--changeset tds:more-columns-of-payments
alter table tds.payments
    add column salesperson_id text,
    add column salesperson_name text,
    add column customer_advance_account_id text,
    add column customer_advance_account_name text,
    add column bank_charges_account_id text,
    add column bank_charges_account_name text,
    add column deposit_details jsonb,
    add column imported_transactions jsonb,
    add column payment_number_prefix text,
    add column payment_number_suffix text,
    add column created_by_id text,
    add column tags jsonb;
comment on column tds.payments.salesperson_id is 'Who sold (Zoho sales_person_id or salesperson_id), filled from details';
comment on column tds.payments.salesperson_name is 'Name of who sold (Zoho sales_person_name or salesperson_name), filled from details';
comment on column tds.payments.customer_advance_account_id is 'Account of what is not applied yet (Zoho customer_advance_account_id), filled from details';
comment on column tds.payments.customer_advance_account_name is 'Name of that account (Zoho customer_advance_account_name), filled from details';
comment on column tds.payments.bank_charges_account_id is 'Account of the bank charges (Zoho bank_charges_account_id), filled from details';
comment on column tds.payments.bank_charges_account_name is 'Name of that account (Zoho bank_charges_account_name), filled from details';
comment on column tds.payments.deposit_details is 'How cash was brought to the bank, as Zoho sends it (Zoho deposit_details), filled from details';
comment on column tds.payments.imported_transactions is 'The lines of bank statements it was matched with, as Zoho sends them (Zoho imported_transactions), filled from details';
comment on column tds.payments.payment_number_prefix is 'What the number begins with (Zoho payment_number_prefix), filled from details';
comment on column tds.payments.payment_number_suffix is 'What the number ends with (Zoho payment_number_suffix), filled from details';
comment on column tds.payments.created_by_id is 'The user who made it (Zoho created_by_id), filled from details';
comment on column tds.payments.tags is 'Reporting tags as Zoho sends them (Zoho tags), filled from details';

--changeset tds:more-columns-of-credit-notes
alter table tds.credit_notes
    add column invoice_id text,
    add column reference_invoice_type text,
    add column tax_rounding text,
    add column roundoff_value numeric,
    add column discount_total numeric,
    add column tax_amount_withheld numeric,
    add column reverse_charge_tax_total numeric,
    add column shipping_charge_tax_id text,
    add column shipping_charge_tax_name text,
    add column shipping_charge_tax_percentage numeric,
    add column shipping_charge_tax numeric,
    add column bcy_total numeric,
    add column sales_channel text,
    add column created_by_id text,
    add column last_modified_by_id text,
    add column tags jsonb;
comment on column tds.credit_notes.invoice_id is 'The invoice it was made for (Zoho invoice_id), filled from details';
comment on column tds.credit_notes.reference_invoice_type is 'What kind of invoice that is (Zoho reference_invoice_type), filled from details';
comment on column tds.credit_notes.tax_rounding is 'item_level if the tax of each line is rounded, entity_level if their sum is (Zoho tax_rounding), filled from details';
comment on column tds.credit_notes.roundoff_value is 'What rounding added to the total, in currency_code (Zoho roundoff_value), filled from details';
comment on column tds.credit_notes.discount_total is 'Discount, in currency_code (Zoho discount_total), filled from details';
comment on column tds.credit_notes.tax_amount_withheld is 'Tax that the customer withheld, in currency_code (Zoho tax_amount_withheld), filled from details';
comment on column tds.credit_notes.reverse_charge_tax_total is 'Tax that the customer owes instead, in currency_code (Zoho reverse_charge_tax_total), filled from details';
comment on column tds.credit_notes.shipping_charge_tax_id is 'Tax on the shipping charge (Zoho shipping_charge_tax_id), filled from details';
comment on column tds.credit_notes.shipping_charge_tax_name is 'Name of that tax (Zoho shipping_charge_tax_name), filled from details';
comment on column tds.credit_notes.shipping_charge_tax_percentage is 'Rate of that tax, 19 means 19 % (Zoho shipping_charge_tax_percentage), filled from details';
comment on column tds.credit_notes.shipping_charge_tax is 'Amount of that tax, in currency_code (Zoho shipping_charge_tax), filled from details';
comment on column tds.credit_notes.bcy_total is 'Total, in the organization''s currency (Zoho bcy_total), filled from details';
comment on column tds.credit_notes.sales_channel is 'How it was sold, such as direct_sales (Zoho sales_channel), filled from details';
comment on column tds.credit_notes.created_by_id is 'The user who made it (Zoho created_by_id), filled from details';
comment on column tds.credit_notes.last_modified_by_id is 'The user who changed it last (Zoho last_modified_by_id), filled from details';
comment on column tds.credit_notes.tags is 'Reporting tags as Zoho sends them (Zoho tags), filled from details';

--changeset tds:more-columns-of-credit-note-lines
alter table tds.credit_note_lines
    add column cost_amount numeric,
    add column pricebook_id text,
    add column reverse_charge_tax_id text,
    add column tags jsonb;
comment on column tds.credit_note_lines.cost_amount is 'What the goods of the line cost (Zoho cost_amount)';
comment on column tds.credit_note_lines.pricebook_id is 'The price list that the rate is from (Zoho pricebook_id)';
comment on column tds.credit_note_lines.reverse_charge_tax_id is 'Tax that the customer owes instead (Zoho reverse_charge_tax_id)';
comment on column tds.credit_note_lines.tags is 'Reporting tags as Zoho sends them (Zoho tags)';

--changeset tds:more-columns-of-products
alter table tds.products
    add column zcrm_product_id text,
    add column unit_id text,
    add column pricing_scheme text,
    add column label_rate numeric,
    add column sales_rate numeric,
    add column preferred_vendors jsonb,
    add column item_tax_preferences jsonb,
    add column hsn_or_sac text,
    add column tax_exemption_id text,
    add column tax_exemption_code text,
    add column image_type text,
    add column tags jsonb;
comment on column tds.products.zcrm_product_id is 'The product in Zoho CRM (Zoho zcrm_product_id), filled from details';
comment on column tds.products.unit_id is 'Unit it is counted in (Zoho unit_id), filled from details';
comment on column tds.products.pricing_scheme is 'unit, or volume if the price depends on the quantity: tds.product_price_brackets (Zoho pricing_scheme), filled from details';
comment on column tds.products.label_rate is 'Price on the label, in the organization''s currency (Zoho label_rate), filled from details';
comment on column tds.products.sales_rate is 'Sales price before any price list, in the organization''s currency (Zoho sales_rate), filled from details';
comment on column tds.products.preferred_vendors is 'From whom it is bought, as Zoho sends it (Zoho preferred_vendors), filled from details';
comment on column tds.products.item_tax_preferences is 'Its tax by where it is sold, as Zoho sends it (Zoho item_tax_preferences), filled from details';
comment on column tds.products.hsn_or_sac is 'Code of goods or services for customs and tax (Zoho hsn_or_sac), filled from details';
comment on column tds.products.tax_exemption_id is 'Why no tax is due: the exemption (Zoho tax_exemption_id), filled from details';
comment on column tds.products.tax_exemption_code is 'Why no tax is due: its code (Zoho tax_exemption_code), filled from details';
comment on column tds.products.image_type is 'Kind of the image file, such as png (Zoho image_type), filled from details';
comment on column tds.products.tags is 'Reporting tags as Zoho sends them (Zoho tags), filled from details';

--changeset tds:more-columns-of-product-groups
alter table tds.product_groups
    add column unit_id text,
    add column tax_type text,
    add column tax_exemption_id text,
    add column attribute_id1 text,
    add column attribute_id2 text,
    add column attribute_id3 text,
    add column attributes jsonb,
    add column image_id text,
    add column image_type text;
comment on column tds.product_groups.unit_id is 'Unit it is counted in (Zoho unit_id), filled from details';
comment on column tds.product_groups.tax_type is 'Kind of its tax, such as tax or tax_group (Zoho tax_type), filled from details';
comment on column tds.product_groups.tax_exemption_id is 'Why no tax is due: the exemption (Zoho tax_exemption_id), filled from details';
comment on column tds.product_groups.attribute_id1 is 'Id of the first attribute (Zoho attribute_id1), filled from details';
comment on column tds.product_groups.attribute_id2 is 'Id of the second attribute (Zoho attribute_id2), filled from details';
comment on column tds.product_groups.attribute_id3 is 'Id of the third attribute (Zoho attribute_id3), filled from details';
comment on column tds.product_groups.attributes is 'In what the items differ, with all options, as Zoho sends it (Zoho attributes), filled from details';
comment on column tds.product_groups.image_id is 'The image (Zoho image_id), filled from details';
comment on column tds.product_groups.image_type is 'Kind of the image file, such as png (Zoho image_type), filled from details';

--changeset tds:more-columns-of-composite-items
alter table tds.composite_items
    add column label_rate numeric,
    add column sales_rate numeric,
    add column account_id text,
    add column purchase_account_id text,
    add column inventory_account_id text,
    add column vendor_id text,
    add column vendor_name text,
    add column tax_id text,
    add column tax_name text,
    add column tax_percentage numeric,
    add column reorder_level numeric,
    add column category_id text,
    add column category_name text,
    add column image_id text,
    add column image_name text,
    add column image_type text,
    add column tags jsonb;
comment on column tds.composite_items.label_rate is 'Price on the label, in the organization''s currency (Zoho label_rate), filled from details';
comment on column tds.composite_items.sales_rate is 'Sales price before any price list, in the organization''s currency (Zoho sales_rate), filled from details';
comment on column tds.composite_items.account_id is 'Account of its sales (Zoho account_id), filled from details';
comment on column tds.composite_items.purchase_account_id is 'Account of its purchases (Zoho purchase_account_id), filled from details';
comment on column tds.composite_items.inventory_account_id is 'Account of its stock (Zoho inventory_account_id), filled from details';
comment on column tds.composite_items.vendor_id is 'From whom it is bought (Zoho vendor_id), filled from details';
comment on column tds.composite_items.vendor_name is 'Name of that vendor (Zoho vendor_name), filled from details';
comment on column tds.composite_items.tax_id is 'Its tax (Zoho tax_id), filled from details';
comment on column tds.composite_items.tax_name is 'Name of its tax (Zoho tax_name), filled from details';
comment on column tds.composite_items.tax_percentage is 'Rate of its tax, 19 means 19 % (Zoho tax_percentage), filled from details';
comment on column tds.composite_items.reorder_level is 'Stock at which it should be ordered again (Zoho reorder_level), filled from details';
comment on column tds.composite_items.category_id is 'Its category (Zoho category_id), filled from details';
comment on column tds.composite_items.category_name is 'Name of its category (Zoho category_name), filled from details';
comment on column tds.composite_items.image_id is 'The image (Zoho image_id), filled from details';
comment on column tds.composite_items.image_name is 'Name of the image file (Zoho image_name), filled from details';
comment on column tds.composite_items.image_type is 'Kind of the image file, such as png (Zoho image_type), filled from details';
comment on column tds.composite_items.tags is 'Reporting tags as Zoho sends them (Zoho tags), filled from details';

--changeset tds:more-columns-of-locations
alter table tds.locations
    add column fax text,
    add column tax_reg_no text,
    add column tax_settings_id text,
    add column is_all_users_selected boolean,
    add column associated_users jsonb,
    add column associated_series_ids jsonb,
    add column autonumbergenerationgroup_id text,
    add column autonumbergenerationgroup_name text,
    add column customer_id text,
    add column vendor_id text,
    add column location_identification_number text;
comment on column tds.locations.fax is 'Fax number (Zoho fax), filled from details';
comment on column tds.locations.tax_reg_no is 'Tax registration (Zoho tax_reg_no), filled from details';
comment on column tds.locations.tax_settings_id is 'Its tax settings (Zoho tax_settings_id), filled from details';
comment on column tds.locations.is_all_users_selected is 'Whether all users may use it (Zoho is_all_users_selected), filled from details';
comment on column tds.locations.associated_users is 'The users who may use it, as Zoho sends them (Zoho associated_users), filled from details';
comment on column tds.locations.associated_series_ids is 'Ids of the series its numbers are from (Zoho associated_series_ids), filled from details';
comment on column tds.locations.autonumbergenerationgroup_id is 'The group of those series (Zoho autonumbergenerationgroup_id), filled from details';
comment on column tds.locations.autonumbergenerationgroup_name is 'Name of that group (Zoho autonumbergenerationgroup_name), filled from details';
comment on column tds.locations.customer_id is 'The customer whose place it is, for goods on consignment (Zoho customer_id), filled from details';
comment on column tds.locations.vendor_id is 'The vendor whose place it is, for goods on consignment (Zoho vendor_id), filled from details';
comment on column tds.locations.location_identification_number is 'Its number with an authority or in another system (Zoho location_identification_number), filled from details';

--changeset tds:more-columns-of-customers
alter table tds.customers
    add column zcrm_account_id text,
    add column zcrm_contact_id text,
    add column credit_limit_exceeded_amount numeric,
    add column tax_reg_no text,
    add column opening_balances jsonb,
    add column outstanding_ob_receivable_amount numeric,
    add column unused_retainer_payments numeric,
    add column payment_reminder_enabled boolean,
    add column tax_exemption_id text,
    add column tax_exemption_code text,
    add column tags jsonb;
comment on column tds.customers.zcrm_account_id is 'The account in Zoho CRM (Zoho zcrm_account_id), filled from details';
comment on column tds.customers.zcrm_contact_id is 'The contact in Zoho CRM (Zoho zcrm_contact_id), filled from details';
comment on column tds.customers.credit_limit_exceeded_amount is 'By how much the credit limit is exceeded (Zoho credit_limit_exceeded_amount), filled from details';
comment on column tds.customers.tax_reg_no is 'Tax registration (Zoho tax_reg_no or vat_reg_no or gst_no), filled from details';
comment on column tds.customers.opening_balances is 'The balances it was taken over with, by location, as Zoho sends them (Zoho opening_balances), filled from details';
comment on column tds.customers.outstanding_ob_receivable_amount is 'What is still owed of the opening balance (Zoho outstanding_ob_receivable_amount), filled from details';
comment on column tds.customers.unused_retainer_payments is 'Payments in advance that are not used yet (Zoho unused_retainer_payments), filled from details';
comment on column tds.customers.payment_reminder_enabled is 'Whether reminders are sent (Zoho payment_reminder_enabled), filled from details';
comment on column tds.customers.tax_exemption_id is 'Why no tax is due: the exemption (Zoho tax_exemption_id), filled from details';
comment on column tds.customers.tax_exemption_code is 'Why no tax is due: its code (Zoho tax_exemption_code), filled from details';
comment on column tds.customers.tags is 'Reporting tags as Zoho sends them (Zoho tags), filled from details';

--changeset tds:more-columns-of-vendors
alter table tds.vendors
    add column zcrm_vendor_id text,
    add column pricebook_id text,
    add column pricebook_name text,
    add column tax_reg_no text,
    add column tds_tax_id text,
    add column opening_balances jsonb,
    add column outstanding_ob_payable_amount numeric,
    add column ach_supported boolean,
    add column tax_exemption_id text,
    add column tax_exemption_code text,
    add column tags jsonb;
comment on column tds.vendors.zcrm_vendor_id is 'The vendor in Zoho CRM (Zoho zcrm_vendor_id), filled from details';
comment on column tds.vendors.pricebook_id is 'The price list of purchases (Zoho pricebook_id), filled from details';
comment on column tds.vendors.pricebook_name is 'Name of that price list (Zoho pricebook_name), filled from details';
comment on column tds.vendors.tax_reg_no is 'Tax registration (Zoho tax_reg_no or vat_reg_no or gst_no), filled from details';
comment on column tds.vendors.tds_tax_id is 'Tax deducted at source (Zoho tds_tax_id), filled from details';
comment on column tds.vendors.opening_balances is 'The balances it was taken over with, by location, as Zoho sends them (Zoho opening_balances), filled from details';
comment on column tds.vendors.outstanding_ob_payable_amount is 'What is still owed of the opening balance (Zoho outstanding_ob_payable_amount), filled from details';
comment on column tds.vendors.ach_supported is 'Whether it can be paid by ACH (Zoho ach_supported), filled from details';
comment on column tds.vendors.tax_exemption_id is 'Why no tax is due: the exemption (Zoho tax_exemption_id), filled from details';
comment on column tds.vendors.tax_exemption_code is 'Why no tax is due: its code (Zoho tax_exemption_code), filled from details';
comment on column tds.vendors.tags is 'Reporting tags as Zoho sends them (Zoho tags), filled from details';

--changeset tds:more-columns-of-contact-persons
alter table tds.contact_persons
    add column zcrm_contact_id text,
    add column communication_preference jsonb,
    add column enable_portal boolean;
comment on column tds.contact_persons.zcrm_contact_id is 'The contact in Zoho CRM (Zoho zcrm_contact_id)';
comment on column tds.contact_persons.communication_preference is 'By what means the person may be written to, as Zoho sends it (Zoho communication_preference)';
comment on column tds.contact_persons.enable_portal is 'Whether the person may use the portal (Zoho enable_portal or is_added_in_portal)';
