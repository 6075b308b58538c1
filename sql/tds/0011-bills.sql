--liquibase formatted sql logicalFilePath:sql/tds/0011-bills.sql

--changeset tds:bills
create table tds.bills (
    organization_id            text not null,
    source_id                  text not null,
    source_created_at          timestamptz,
    source_modified_at         timestamptz,
    bill_number                text,
    reference_number           text,
    status                     text,
    current_sub_status         text,
    entity_type                text,
    date                       date,
    due_date                   date,
    payment_expected_date      date,
    vendor_id                  text,
    vendor_name                text,
    currency_id                text,
    currency_code              text,
    exchange_rate              numeric,
    price_precision            integer,
    sub_total                  numeric,
    tax_total                  numeric,
    discount                   numeric,
    discount_percent           numeric,
    discount_total             numeric,
    discount_type              text,
    is_discount_before_tax     boolean,
    is_inclusive_tax           boolean,
    adjustment                 numeric,
    adjustment_description     text,
    total                      numeric,
    balance                    numeric,
    tds_total                  numeric,
    unprocessed_payment_amount numeric,
    payment_made               numeric,
    vendor_credits_applied     numeric,
    payment_terms              integer,
    payment_terms_label        text,
    location_id                text,
    location_name              text,
    attachment_name            text,
    created_by                 text,
    last_modified_by           text,
    billing_address            jsonb,
    notes                      text,
    terms                      text,
    custom_fields              jsonb,
    first_seen_at              timestamptz not null,
    synced_at                  timestamptz not null,
    deleted_at                 timestamptz,
    run_id                     bigint not null,
    payload_hash               bytea not null,
    fingerprint                bytea not null,
    primary key (organization_id, source_id)
);

create index bills_number on tds.bills using hash (bill_number);
create index bills_vendor on tds.bills (organization_id, vendor_id, date);
create index bills_date on tds.bills (organization_id, date);
create index bills_status on tds.bills (organization_id, status);
create index bills_modified on tds.bills (organization_id, source_modified_at);

comment on table tds.bills is 'Bills from vendors (Zoho bills)';
comment on column tds.bills.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.bills.source_id is 'The bill in Zoho (Zoho bill_id)';
comment on column tds.bills.source_created_at is 'When Zoho says the record was created (Zoho created_time)';
comment on column tds.bills.source_modified_at is 'When Zoho says the record was last modified (Zoho last_modified_time), the newest version wins';
comment on column tds.bills.bill_number is 'Number of the bill as printed (Zoho bill_number)';
comment on column tds.bills.reference_number is 'Number of the order or delivery it belongs to (Zoho reference_number)';
comment on column tds.bills.status is 'draft, open, overdue, partially_paid, paid or void (Zoho status)';
comment on column tds.bills.current_sub_status is 'Status within the status, the organizations own (Zoho current_sub_status)';
comment on column tds.bills.entity_type is 'Kind of bill, such as bill (Zoho entity_type)';
comment on column tds.bills.date is 'Day of the bill (Zoho date)';
comment on column tds.bills.due_date is 'Day payment is due (Zoho due_date)';
comment on column tds.bills.payment_expected_date is 'Day payment is planned (Zoho payment_expected_date), filled from details';
comment on column tds.bills.vendor_id is 'The vendor, source_id in tds.vendors (Zoho vendor_id)';
comment on column tds.bills.vendor_name is 'Name of the vendor when last modified (Zoho vendor_name)';
comment on column tds.bills.currency_id is 'Currency of the document in Zoho (Zoho currency_id)';
comment on column tds.bills.currency_code is 'ISO 4217 code of the currency of all amounts of the document (Zoho currency_code)';
comment on column tds.bills.exchange_rate is 'Organizations currency for one unit of currency_code (Zoho exchange_rate){rate_note}';
comment on column tds.bills.price_precision is 'Digits after the decimal point of its amounts (Zoho price_precision)';
comment on column tds.bills.sub_total is 'Sum of the lines before tax, in currency_code (Zoho sub_total), filled from details';
comment on column tds.bills.tax_total is 'Sum of taxes, in currency_code (Zoho tax_total), filled from details';
comment on column tds.bills.discount is 'Discount on the whole document, an amount or a percentage as discount_type says (Zoho discount), filled from details';
comment on column tds.bills.discount_percent is 'Discount on the whole document in percent (Zoho discount_percent), filled from details';
comment on column tds.bills.discount_total is 'Discount on the whole document and its lines, in currency_code (Zoho discount_total), filled from details';
comment on column tds.bills.discount_type is 'entity_level or item_level (Zoho discount_type), filled from details';
comment on column tds.bills.is_discount_before_tax is 'Whether the discount is taken before tax (Zoho is_discount_before_tax), filled from details';
comment on column tds.bills.is_inclusive_tax is 'Whether prices of lines contain tax (Zoho is_inclusive_tax), filled from details';
comment on column tds.bills.adjustment is 'Correction of the total by hand, in currency_code (Zoho adjustment), filled from details';
comment on column tds.bills.adjustment_description is 'Reason of the correction (Zoho adjustment_description), filled from details';
comment on column tds.bills.total is 'Total with tax, in currency_code (Zoho total)';
comment on column tds.bills.balance is 'Part of the total not paid yet, in currency_code (Zoho balance)';
comment on column tds.bills.tds_total is 'Tax deducted at source, in currency_code (Zoho tds_total)';
comment on column tds.bills.unprocessed_payment_amount is 'Payments under way, in currency_code (Zoho unprocessed_payment_amount)';
comment on column tds.bills.payment_made is 'Part of the total that was paid, in currency_code (Zoho payment_made), filled from details';
comment on column tds.bills.vendor_credits_applied is 'Part of the total that was settled with credits, in currency_code (Zoho vendor_credits_applied), filled from details';
comment on column tds.bills.payment_terms is 'Days until payment is due, negative numbers are Zohos special terms (Zoho payment_terms){FD}';
comment on column tds.bills.payment_terms_label is 'Terms of payment in words, such as Net 30 (Zoho payment_terms_label), filled from details';
comment on column tds.bills.location_id is 'Place of business, source_id in tds.locations (Zoho location_id, else warehouse_id, else branch_id)';
comment on column tds.bills.location_name is 'Name of the place of business (Zoho location_name, else warehouse_name, else branch_name)';
comment on column tds.bills.attachment_name is 'File name of the scanned bill (Zoho attachment_name)';
comment on column tds.bills.created_by is 'User who made it (Zoho created_by)';
comment on column tds.bills.last_modified_by is 'User who last modified it (Zoho last_modified_by)';
comment on column tds.bills.billing_address is 'Address of the vendor, as Zoho sends it (Zoho billing_address), filled from details';
comment on column tds.bills.notes is 'Remarks on the document, of any length (Zoho notes), filled from details';
comment on column tds.bills.terms is 'Terms and conditions on the document, of any length (Zoho terms), filled from details';
comment on column tds.bills.custom_fields is 'Custom fields by API name, such as {"cf_season": "Summer"}, null if there are none (Zoho cf_*)';
comment on column tds.bills.first_seen_at is 'When this row was first written here';
comment on column tds.bills.synced_at is 'When this row was last written here';
comment on column tds.bills.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.bills.run_id is 'The run that last wrote this row';
comment on column tds.bills.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.bills.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write';

--changeset tds:bill-lines
create table tds.bill_lines (
    organization_id       text not null,
    source_id             text not null,
    source_created_at     timestamptz,
    source_modified_at    timestamptz,
    bill_id               text not null,
    line_number           integer,
    line_item_category    text,
    header_name           text,
    item_id               text,
    name                  text,
    sku                   text,
    description           text,
    item_type             text,
    product_type          text,
    unit                  text,
    quantity              numeric,
    rate                  numeric,
    bcy_rate              numeric,
    discount              numeric,
    discount_amount       numeric,
    tax_id                text,
    tax_name              text,
    tax_percentage        numeric,
    item_total            numeric,
    account_id            text,
    account_name          text,
    location_id           text,
    location_name         text,
    project_id            text,
    purchaseorder_id      text,
    purchaseorder_item_id text,
    quantity_received     numeric,
    is_billable           boolean,
    customer_id           text,
    customer_name         text,
    custom_fields         jsonb,
    first_seen_at         timestamptz not null,
    synced_at             timestamptz not null,
    deleted_at            timestamptz,
    run_id                bigint not null,
    payload_hash          bytea not null,
    primary key (organization_id, source_id)
);

create index bill_lines_parent on tds.bill_lines (organization_id, bill_id, line_number);
create index bill_lines_item on tds.bill_lines (organization_id, item_id);

comment on table tds.bill_lines is 'Lines of bills (Zoho line_items), filled from details';
comment on column tds.bill_lines.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.bill_lines.source_id is 'The line in Zoho (Zoho line_item_id)';
comment on column tds.bill_lines.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.bill_lines.source_modified_at is 'When Zoho says the document was last modified (Zoho last_modified_time of the parent)';
comment on column tds.bill_lines.bill_id is 'The bill it is part of, source_id in tds.bills (Zoho bill_id)';
comment on column tds.bill_lines.line_number is 'Place among the lines, from 1, in Zohos order (Zoho item_order)';
comment on column tds.bill_lines.line_item_category is 'header for a heading without item and price, else line_item or null (Zoho line_item_category)';
comment on column tds.bill_lines.header_name is 'Heading it stands under (Zoho header_name)';
comment on column tds.bill_lines.item_id is 'The item, source_id in tds.products, null in free text lines (Zoho item_id)';
comment on column tds.bill_lines.name is 'Name of the item on the document (Zoho name)';
comment on column tds.bill_lines.sku is 'Stock keeping unit of the item (Zoho sku)';
comment on column tds.bill_lines.description is 'Description on the document, of any length (Zoho description)';
comment on column tds.bill_lines.item_type is 'inventory, sales, purchases or sales_and_purchases (Zoho item_type)';
comment on column tds.bill_lines.product_type is 'goods or service (Zoho product_type)';
comment on column tds.bill_lines.unit is 'Unit of quantity (Zoho unit)';
comment on column tds.bill_lines.quantity is 'How many units (Zoho quantity)';
comment on column tds.bill_lines.rate is 'Price of one unit, in the currency of the document (Zoho rate)';
comment on column tds.bill_lines.bcy_rate is 'Price of one unit, in the organizations currency (Zoho bcy_rate)';
comment on column tds.bill_lines.discount is 'Discount on the line, an amount or a percentage (Zoho discount)';
comment on column tds.bill_lines.discount_amount is 'Discount on the line, in the currency of the document (Zoho discount_amount)';
comment on column tds.bill_lines.tax_id is 'Tax of the line (Zoho tax_id)';
comment on column tds.bill_lines.tax_name is 'Name of the tax (Zoho tax_name)';
comment on column tds.bill_lines.tax_percentage is 'Tax in percent (Zoho tax_percentage)';
comment on column tds.bill_lines.item_total is 'Quantity times rate less discount, in the currency of the document (Zoho item_total)';
comment on column tds.bill_lines.account_id is 'Account the line is booked to (Zoho account_id)';
comment on column tds.bill_lines.account_name is 'Name of the account (Zoho account_name)';
comment on column tds.bill_lines.location_id is 'Place the goods leave or reach, source_id in tds.locations (Zoho location_id, else warehouse_id)';
comment on column tds.bill_lines.location_name is 'Name of the place (Zoho location_name, else warehouse_name)';
comment on column tds.bill_lines.project_id is 'Project the line is booked to (Zoho project_id)';
comment on column tds.bill_lines.purchaseorder_id is 'Purchase order it was made from (Zoho purchaseorder_id)';
comment on column tds.bill_lines.purchaseorder_item_id is 'Line of that purchase order (Zoho purchaseorder_item_id)';
comment on column tds.bill_lines.quantity_received is 'How many units have been received (Zoho quantity_received)';
comment on column tds.bill_lines.is_billable is 'Whether the cost is charged to a customer (Zoho is_billable)';
comment on column tds.bill_lines.customer_id is 'That customer, source_id in tds.customers (Zoho customer_id)';
comment on column tds.bill_lines.customer_name is 'Name of that customer (Zoho customer_name)';
comment on column tds.bill_lines.custom_fields is 'Custom fields of the line by API name, null if there are none (Zoho item_custom_fields)';
comment on column tds.bill_lines.first_seen_at is 'When this row was first written here';
comment on column tds.bill_lines.synced_at is 'When this row was last written here';
comment on column tds.bill_lines.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.bill_lines.run_id is 'The run that last wrote this row';
comment on column tds.bill_lines.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
