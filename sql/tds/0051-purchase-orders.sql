--liquibase formatted sql logicalFilePath:sql/tds/0051-purchase-orders.sql

--changeset tds:purchase-orders
create table tds.purchase_orders (
    organization_id             text not null,
    source_id                   text not null,
    source_created_at           timestamptz,
    source_modified_at          timestamptz,
    purchaseorder_number        text,
    reference_number            text,
    status                      text,
    order_status                text,
    billed_status               text,
    received_status             text,
    current_sub_status          text,
    date                        date,
    delivery_date               date,
    expected_delivery_date      date,
    vendor_id                   text,
    vendor_name                 text,
    currency_id                 text,
    currency_code               text,
    exchange_rate               numeric,
    price_precision             integer,
    sub_total                   numeric,
    tax_total                   numeric,
    discount                    numeric,
    discount_type               text,
    is_discount_before_tax      boolean,
    is_inclusive_tax            boolean,
    adjustment                  numeric,
    total                       numeric,
    payment_terms               integer,
    payment_terms_label         text,
    total_ordered_quantity      numeric,
    quantity_yet_to_receive     numeric,
    quantity_marked_as_received numeric,
    is_po_marked_as_received    boolean,
    is_drop_shipment            boolean,
    is_backorder                boolean,
    has_attachment              boolean,
    ship_via                    text,
    delivery_customer_id        text,
    delivery_customer_name      text,
    delivery_address            jsonb,
    billing_address             jsonb,
    location_id                 text,
    location_name               text,
    notes                       text,
    terms                       text,
    custom_fields               jsonb,
    first_seen_at               timestamptz not null,
    synced_at                   timestamptz not null,
    deleted_at                  timestamptz,
    run_id                      bigint not null,
    payload_hash                bytea not null,
    fingerprint                 bytea not null,
    detail_hash                 bytea,
    detailed_at                 timestamptz,
    detail_modified_at          timestamptz,
    primary key (organization_id, source_id)
);

create index purchase_orders_number on tds.purchase_orders using hash (purchaseorder_number);
create index purchase_orders_vendor on tds.purchase_orders (organization_id, vendor_id, date);
create index purchase_orders_date on tds.purchase_orders (organization_id, date);
create index purchase_orders_status on tds.purchase_orders (organization_id, status);
create index purchase_orders_modified on tds.purchase_orders (organization_id, source_modified_at);

comment on table tds.purchase_orders is 'Orders to vendors (Zoho purchaseorders). What was received and what was billed are two things: read received_status and billed_status';
comment on column tds.purchase_orders.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.purchase_orders.source_id is 'The order in Zoho (Zoho purchaseorder_id)';
comment on column tds.purchase_orders.source_created_at is 'When Zoho says the record was created (Zoho created_time)';
comment on column tds.purchase_orders.source_modified_at is 'When Zoho says the record was last modified (Zoho last_modified_time), else the newest version wins';
comment on column tds.purchase_orders.purchaseorder_number is 'Number of the order as printed (Zoho purchaseorder_number)';
comment on column tds.purchase_orders.reference_number is 'Number the vendor uses (Zoho reference_number)';
comment on column tds.purchase_orders.status is 'draft, pending_approval, open, issued, partially_billed, billed, received, cancelled or closed (Zoho status)';
comment on column tds.purchase_orders.order_status is 'open, closed or another state of the order as a whole (Zoho order_status)';
comment on column tds.purchase_orders.billed_status is 'to_be_billed, billed or another state (Zoho billed_status)';
comment on column tds.purchase_orders.received_status is 'to_be_received, received or another state (Zoho received_status)';
comment on column tds.purchase_orders.current_sub_status is 'Status within the status, the organization''s own (Zoho current_sub_status)';
comment on column tds.purchase_orders.date is 'Day of the order (Zoho date)';
comment on column tds.purchase_orders.delivery_date is 'Day on which it should arrive (Zoho delivery_date)';
comment on column tds.purchase_orders.expected_delivery_date is 'Day on which it is expected now (Zoho expected_delivery_date)';
comment on column tds.purchase_orders.vendor_id is 'The vendor, source_id in tds.vendors (Zoho vendor_id)';
comment on column tds.purchase_orders.vendor_name is 'Name of the vendor when last modified (Zoho vendor_name)';
comment on column tds.purchase_orders.currency_id is 'Currency of the order in Zoho (Zoho currency_id)';
comment on column tds.purchase_orders.currency_code is 'ISO 4217 code of the currency of all amounts of the order (Zoho currency_code)';
comment on column tds.purchase_orders.exchange_rate is 'Organization''s currency for one unit of currency_code (Zoho exchange_rate), filled from details';
comment on column tds.purchase_orders.price_precision is 'Digits after the decimal point (Zoho price_precision)';
comment on column tds.purchase_orders.sub_total is 'Sum of the lines before tax, in currency_code (Zoho sub_total), filled from details';
comment on column tds.purchase_orders.tax_total is 'Sum of taxes, in currency_code (Zoho tax_total), filled from details';
comment on column tds.purchase_orders.discount is 'Discount on the whole order, an amount or a percentage as discount_type says (Zoho discount), filled from details';
comment on column tds.purchase_orders.discount_type is 'entity_level or item_level (Zoho discount_type), filled from details';
comment on column tds.purchase_orders.is_discount_before_tax is 'Whether the discount is taken before tax (Zoho is_discount_before_tax), filled from details';
comment on column tds.purchase_orders.is_inclusive_tax is 'Whether prices of lines contain tax (Zoho is_inclusive_tax), filled from details';
comment on column tds.purchase_orders.adjustment is 'Correction of the total by hand, in currency_code (Zoho adjustment), filled from details';
comment on column tds.purchase_orders.total is 'Total with tax, in currency_code (Zoho total)';
comment on column tds.purchase_orders.payment_terms is 'Code of the payment terms, not always days: -3 is due at the end of next month (Zoho payment_terms), filled from details';
comment on column tds.purchase_orders.payment_terms_label is 'The payment terms in words (Zoho payment_terms_label), filled from details';
comment on column tds.purchase_orders.total_ordered_quantity is 'Units of all lines (Zoho total_ordered_quantity)';
comment on column tds.purchase_orders.quantity_yet_to_receive is 'Units that have still to arrive (Zoho quantity_yet_to_receive)';
comment on column tds.purchase_orders.quantity_marked_as_received is 'Units that somebody marked as received (Zoho quantity_marked_as_received)';
comment on column tds.purchase_orders.is_po_marked_as_received is 'Whether somebody marked the order as received (Zoho is_po_marked_as_received)';
comment on column tds.purchase_orders.is_drop_shipment is 'Whether it goes to a customer (Zoho is_drop_shipment)';
comment on column tds.purchase_orders.is_backorder is 'Whether it was made for orders of customers (Zoho is_backorder)';
comment on column tds.purchase_orders.has_attachment is 'Whether something is attached (Zoho has_attachment)';
comment on column tds.purchase_orders.ship_via is 'How it is sent (Zoho ship_via), filled from details';
comment on column tds.purchase_orders.delivery_customer_id is 'The customer it goes to, source_id in tds.customers, null if it goes to the organization (Zoho delivery_customer_id), filled from details';
comment on column tds.purchase_orders.delivery_customer_name is 'Name of that customer (Zoho delivery_customer_name), filled from details';
comment on column tds.purchase_orders.delivery_address is 'Address it goes to, as Zoho sends it (Zoho delivery_address), filled from details';
comment on column tds.purchase_orders.billing_address is 'Address of the vendor''s office, as Zoho sends it (Zoho billing_address), filled from details';
comment on column tds.purchase_orders.location_id is 'Place of business, source_id in tds.locations (Zoho location_id, else warehouse_id, else branch_id)';
comment on column tds.purchase_orders.location_name is 'Name of the place of business (Zoho location_name, else warehouse_name, else branch_name)';
comment on column tds.purchase_orders.notes is 'Remarks on the order, of any length (Zoho notes), filled from details';
comment on column tds.purchase_orders.terms is 'Terms and conditions on the order, of any length (Zoho terms), filled from details';
comment on column tds.purchase_orders.custom_fields is 'Custom fields by API name, such as {"cf_season": "Summer"}, null if there are none (Zoho cf_*)';
comment on column tds.purchase_orders.first_seen_at is 'When this row was first written here';
comment on column tds.purchase_orders.synced_at is 'When this row was last written here';
comment on column tds.purchase_orders.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.purchase_orders.run_id is 'The run that last wrote this row';
comment on column tds.purchase_orders.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.purchase_orders.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write; empty as long as it was not listed';
comment on column tds.purchase_orders.detail_hash is 'SHA-256 of the payload in etl.payloads that the columns filled from details were made from, null as long as there was none';
comment on column tds.purchase_orders.detailed_at is 'When details were last written here, null as long as there were none';
comment on column tds.purchase_orders.detail_modified_at is 'Modification time of the version the details are of: older than source_modified_at if newer ones have not been fetched yet; null if details do not say';

--changeset tds:purchase-order-lines
create table tds.purchase_order_lines (
    organization_id             text not null,
    source_id                   text not null,
    source_created_at           timestamptz,
    source_modified_at          timestamptz,
    purchaseorder_id            text not null,
    line_number                 integer,
    item_id                     text,
    name                        text,
    sku                         text,
    description                 text,
    item_type                   text,
    product_type                text,
    unit                        text,
    quantity                    numeric,
    quantity_received           numeric,
    quantity_billed             numeric,
    quantity_cancelled          numeric,
    quantity_marked_as_received numeric,
    rate                        numeric,
    bcy_rate                    numeric,
    discount                    numeric,
    tax_id                      text,
    tax_name                    text,
    tax_percentage              numeric,
    item_total                  numeric,
    account_id                  text,
    account_name                text,
    salesorder_item_id          text,
    location_id                 text,
    location_name               text,
    project_id                  text,
    custom_fields               jsonb,
    first_seen_at               timestamptz not null,
    synced_at                   timestamptz not null,
    deleted_at                  timestamptz,
    run_id                      bigint not null,
    payload_hash                bytea not null,
    primary key (organization_id, source_id)
);

create index purchase_order_lines_parent on tds.purchase_order_lines (organization_id, purchaseorder_id, line_number);
create index purchase_order_lines_item on tds.purchase_order_lines (organization_id, item_id);

comment on table tds.purchase_order_lines is 'Lines of orders to vendors (Zoho line_items of purchaseorders), filled from details. What is on its way: quantity less quantity_cancelled, quantity_received and quantity_marked_as_received';
comment on column tds.purchase_order_lines.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.purchase_order_lines.source_id is 'The line in Zoho (Zoho line_item_id), else the order and the place in it, such as 7/1';
comment on column tds.purchase_order_lines.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.purchase_order_lines.source_modified_at is 'When Zoho says the order was last modified (Zoho last_modified_time of the parent), in the version in which this row last changed';
comment on column tds.purchase_order_lines.purchaseorder_id is 'The order, source_id in tds.purchase_orders (Zoho purchaseorder_id)';
comment on column tds.purchase_order_lines.line_number is 'Place among the lines, from 1 (Zoho item_order, else the place in the document)';
comment on column tds.purchase_order_lines.item_id is 'The item, source_id in tds.products, null in free text lines (Zoho item_id)';
comment on column tds.purchase_order_lines.name is 'Name as printed on the line (Zoho name)';
comment on column tds.purchase_order_lines.sku is 'Stock keeping unit of the item (Zoho sku)';
comment on column tds.purchase_order_lines.description is 'Text of the line, of any length (Zoho description)';
comment on column tds.purchase_order_lines.item_type is 'inventory, sales_and_purchases or another kind of item (Zoho item_type)';
comment on column tds.purchase_order_lines.product_type is 'goods or service (Zoho product_type)';
comment on column tds.purchase_order_lines.unit is 'Unit of quantity (Zoho unit)';
comment on column tds.purchase_order_lines.quantity is 'How many units (Zoho quantity)';
comment on column tds.purchase_order_lines.quantity_received is 'Units that have arrived (Zoho quantity_received)';
comment on column tds.purchase_order_lines.quantity_billed is 'Units that were billed (Zoho quantity_billed)';
comment on column tds.purchase_order_lines.quantity_cancelled is 'Units that will not come (Zoho quantity_cancelled)';
comment on column tds.purchase_order_lines.quantity_marked_as_received is 'Units that somebody marked as received (Zoho quantity_marked_as_received)';
comment on column tds.purchase_order_lines.rate is 'Price of one, in the currency of the document (Zoho rate)';
comment on column tds.purchase_order_lines.bcy_rate is 'The same in the organization''s currency (Zoho bcy_rate)';
comment on column tds.purchase_order_lines.discount is 'Discount of the line, an amount or a percentage (Zoho discount)';
comment on column tds.purchase_order_lines.tax_id is 'Tax of the line in Zoho (Zoho tax_id)';
comment on column tds.purchase_order_lines.tax_name is 'Name of the tax (Zoho tax_name)';
comment on column tds.purchase_order_lines.tax_percentage is 'Percent of tax (Zoho tax_percentage)';
comment on column tds.purchase_order_lines.item_total is 'Total of the line before tax, in the currency of the document (Zoho item_total)';
comment on column tds.purchase_order_lines.account_id is 'Account of the line in Zoho (Zoho account_id)';
comment on column tds.purchase_order_lines.account_name is 'Name of the account (Zoho account_name)';
comment on column tds.purchase_order_lines.salesorder_item_id is 'Line of the customers order it was made for, source_id in tds.sales_order_lines (Zoho salesorder_item_id)';
comment on column tds.purchase_order_lines.location_id is 'Place of business, source_id in tds.locations (Zoho location_id, else warehouse_id, else branch_id)';
comment on column tds.purchase_order_lines.location_name is 'Name of the place of business (Zoho location_name, else warehouse_name, else branch_name)';
comment on column tds.purchase_order_lines.project_id is 'Project in Zoho (Zoho project_id)';
comment on column tds.purchase_order_lines.custom_fields is 'Custom fields of the line by API name, null if there are none (Zoho item_custom_fields)';
comment on column tds.purchase_order_lines.first_seen_at is 'When this row was first written here';
comment on column tds.purchase_order_lines.synced_at is 'When this row was last written here';
comment on column tds.purchase_order_lines.deleted_at is 'When its order was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.purchase_order_lines.run_id is 'The run that last wrote this row';
comment on column tds.purchase_order_lines.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';

--changeset tds:purchase-order-bills
create table tds.purchase_order_bills (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    purchaseorder_id   text not null,
    bill_id            text,
    bill_number        text,
    date               date,
    total              numeric,
    balance            numeric,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    primary key (organization_id, source_id)
);

create index purchase_order_bills_parent on tds.purchase_order_bills (organization_id, purchaseorder_id);
create index purchase_order_bills_bill on tds.purchase_order_bills (organization_id, bill_id);

comment on table tds.purchase_order_bills is 'Bills of orders to vendors (Zoho bills of purchaseorders), filled from details';
comment on column tds.purchase_order_bills.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.purchase_order_bills.source_id is 'The order and the bill, such as 7/12';
comment on column tds.purchase_order_bills.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.purchase_order_bills.source_modified_at is 'When Zoho says the order was last modified (Zoho last_modified_time of the parent), in the version in which this row last changed';
comment on column tds.purchase_order_bills.purchaseorder_id is 'The order, source_id in tds.purchase_orders (Zoho purchaseorder_id)';
comment on column tds.purchase_order_bills.bill_id is 'The bill, source_id in tds.bills (Zoho bill_id)';
comment on column tds.purchase_order_bills.bill_number is 'Number of the bill when the order was last fetched (Zoho bill_number)';
comment on column tds.purchase_order_bills.date is 'Day of the bill when the order was last fetched (Zoho date)';
comment on column tds.purchase_order_bills.total is 'Total of the bill when the order was last fetched, see tds.bills for that of now (Zoho total)';
comment on column tds.purchase_order_bills.balance is 'What was unpaid of the bill when the order was last fetched, see tds.bills for that of now (Zoho balance)';
comment on column tds.purchase_order_bills.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.purchase_order_bills.first_seen_at is 'When this row was first written here';
comment on column tds.purchase_order_bills.synced_at is 'When this row was last written here';
comment on column tds.purchase_order_bills.deleted_at is 'When its order was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.purchase_order_bills.run_id is 'The run that last wrote this row';
comment on column tds.purchase_order_bills.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';

--changeset tds:purchase-order-taxes
create table tds.purchase_order_taxes (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    purchaseorder_id   text not null,
    tax_id             text,
    tax_name           text,
    tax_amount         numeric,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    primary key (organization_id, source_id)
);

create index purchase_order_taxes_parent on tds.purchase_order_taxes (organization_id, purchaseorder_id);

comment on table tds.purchase_order_taxes is 'Taxes of orders to vendors (Zoho taxes of purchaseorders), filled from details';
comment on column tds.purchase_order_taxes.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.purchase_order_taxes.source_id is 'The order and the place in it, such as 7/1';
comment on column tds.purchase_order_taxes.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.purchase_order_taxes.source_modified_at is 'When Zoho says the order was last modified (Zoho last_modified_time of the parent), in the version in which this row last changed';
comment on column tds.purchase_order_taxes.purchaseorder_id is 'The order, source_id in tds.purchase_orders (Zoho purchaseorder_id)';
comment on column tds.purchase_order_taxes.tax_id is 'The tax in Zoho (Zoho tax_id)';
comment on column tds.purchase_order_taxes.tax_name is 'Name of the tax (Zoho tax_name)';
comment on column tds.purchase_order_taxes.tax_amount is 'Amount of the tax, in the currency of the order (Zoho tax_amount)';
comment on column tds.purchase_order_taxes.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.purchase_order_taxes.first_seen_at is 'When this row was first written here';
comment on column tds.purchase_order_taxes.synced_at is 'When this row was last written here';
comment on column tds.purchase_order_taxes.deleted_at is 'When its order was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.purchase_order_taxes.run_id is 'The run that last wrote this row';
comment on column tds.purchase_order_taxes.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';

--changeset tds:purchase-order-line-taxes
create table tds.purchase_order_line_taxes (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    purchaseorder_id   text not null,
    line_item_id       text,
    tax_id             text,
    tax_name           text,
    tax_percentage     numeric,
    tax_amount         numeric,
    tax_specific_type  text,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    primary key (organization_id, source_id)
);

create index purchase_order_line_taxes_parent on tds.purchase_order_line_taxes (organization_id, purchaseorder_id);
create index purchase_order_line_taxes_line on tds.purchase_order_line_taxes (organization_id, line_item_id);

comment on table tds.purchase_order_line_taxes is 'Taxes of lines of orders to vendors (Zoho line_item_taxes of purchaseorders), filled from details';
comment on column tds.purchase_order_line_taxes.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.purchase_order_line_taxes.source_id is 'The order and the place among the taxes of its lines, such as 7/1';
comment on column tds.purchase_order_line_taxes.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.purchase_order_line_taxes.source_modified_at is 'When Zoho says the order was last modified (Zoho last_modified_time of the parent), in the version in which this row last changed';
comment on column tds.purchase_order_line_taxes.purchaseorder_id is 'The order, source_id in tds.purchase_orders (Zoho purchaseorder_id)';
comment on column tds.purchase_order_line_taxes.line_item_id is 'The line, source_id in tds.purchase_order_lines (Zoho line_item_id)';
comment on column tds.purchase_order_line_taxes.tax_id is 'The tax in Zoho (Zoho tax_id)';
comment on column tds.purchase_order_line_taxes.tax_name is 'Name of the tax (Zoho tax_name)';
comment on column tds.purchase_order_line_taxes.tax_percentage is 'Percent of tax (Zoho tax_percentage)';
comment on column tds.purchase_order_line_taxes.tax_amount is 'Amount of the tax, in the currency of the order (Zoho tax_amount)';
comment on column tds.purchase_order_line_taxes.tax_specific_type is 'Kind of tax in some countries (Zoho tax_specific_type)';
comment on column tds.purchase_order_line_taxes.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.purchase_order_line_taxes.first_seen_at is 'When this row was first written here';
comment on column tds.purchase_order_line_taxes.synced_at is 'When this row was last written here';
comment on column tds.purchase_order_line_taxes.deleted_at is 'When its order was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.purchase_order_line_taxes.run_id is 'The run that last wrote this row';
comment on column tds.purchase_order_line_taxes.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';
