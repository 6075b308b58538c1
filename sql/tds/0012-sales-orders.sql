--liquibase formatted sql logicalFilePath:sql/tds/0012-sales-orders.sql

--changeset tds:sales-orders
create table tds.sales_orders (
    organization_id        text not null,
    source_id              text not null,
    source_created_at      timestamptz,
    source_modified_at     timestamptz,
    salesorder_number      text,
    reference_number       text,
    status                 text,
    current_sub_status     text,
    order_status           text,
    invoiced_status        text,
    paid_status            text,
    shipped_status         text,
    date                   date,
    shipment_date          date,
    delivery_date          date,
    customer_id            text,
    customer_name          text,
    company_name           text,
    email                  text,
    currency_id            text,
    currency_code          text,
    exchange_rate          numeric,
    sub_total              numeric,
    tax_total              numeric,
    discount               numeric,
    discount_percent       numeric,
    discount_total         numeric,
    discount_type          text,
    is_discount_before_tax boolean,
    is_inclusive_tax       boolean,
    shipping_charge        numeric,
    adjustment             numeric,
    adjustment_description text,
    total                  numeric,
    bcy_total              numeric,
    balance                numeric,
    total_invoiced_amount  numeric,
    quantity               numeric,
    quantity_invoiced      numeric,
    quantity_packed        numeric,
    quantity_shipped       numeric,
    payment_terms          integer,
    payment_terms_label    text,
    delivery_method_id     text,
    delivery_method        text,
    location_id            text,
    location_name          text,
    pickup_location_id     text,
    salesperson_id         text,
    salesperson_name       text,
    sales_channel          text,
    source                 text,
    is_emailed             boolean,
    is_drop_shipment       boolean,
    is_backorder           boolean,
    is_manually_fulfilled  boolean,
    billing_address        jsonb,
    shipping_address       jsonb,
    notes                  text,
    terms                  text,
    custom_fields          jsonb,
    first_seen_at          timestamptz not null,
    synced_at              timestamptz not null,
    deleted_at             timestamptz,
    run_id                 bigint not null,
    payload_hash           bytea not null,
    fingerprint            bytea not null,
    primary key (organization_id, source_id)
);

create index sales_orders_number on tds.sales_orders using hash (salesorder_number);
create index sales_orders_customer on tds.sales_orders (organization_id, customer_id, date);
create index sales_orders_date on tds.sales_orders (organization_id, date);
create index sales_orders_status on tds.sales_orders (organization_id, status);
create index sales_orders_modified on tds.sales_orders (organization_id, source_modified_at);

comment on table tds.sales_orders is 'Orders from customers (Zoho salesorders)';
comment on column tds.sales_orders.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.sales_orders.source_id is 'The order in Zoho (Zoho salesorder_id)';
comment on column tds.sales_orders.source_created_at is 'When Zoho says the record was created (Zoho created_time)';
comment on column tds.sales_orders.source_modified_at is 'When Zoho says the record was last modified (Zoho last_modified_time), the newest version wins';
comment on column tds.sales_orders.salesorder_number is 'Number of the order as printed (Zoho salesorder_number)';
comment on column tds.sales_orders.reference_number is 'Number the customer uses (Zoho reference_number)';
comment on column tds.sales_orders.status is 'draft, open, confirmed, partially_invoiced, invoiced, shipped, fulfilled, overdue, onhold, void, closed and others (Zoho status)';
comment on column tds.sales_orders.current_sub_status is 'Status within the status, the organizations own (Zoho current_sub_status)';
comment on column tds.sales_orders.order_status is 'Progress of the order itself, such as draft, confirmed or closed (Zoho order_status)';
comment on column tds.sales_orders.invoiced_status is 'Progress of invoicing, moves independently of the others (Zoho invoiced_status)';
comment on column tds.sales_orders.paid_status is 'Progress of payment, moves independently of the others (Zoho paid_status)';
comment on column tds.sales_orders.shipped_status is 'Progress of shipping: pending, shipped or fulfilled (Zoho shipped_status)';
comment on column tds.sales_orders.date is 'Day of the order (Zoho date)';
comment on column tds.sales_orders.shipment_date is 'Day it should be shipped (Zoho shipment_date)';
comment on column tds.sales_orders.delivery_date is 'Day it should arrive (Zoho delivery_date)';
comment on column tds.sales_orders.customer_id is 'The customer, source_id in tds.customers (Zoho customer_id)';
comment on column tds.sales_orders.customer_name is 'Name of the customer when last modified (Zoho customer_name)';
comment on column tds.sales_orders.company_name is 'Company of the customer (Zoho company_name)';
comment on column tds.sales_orders.email is 'E-mail address of the customer (Zoho email)';
comment on column tds.sales_orders.currency_id is 'Currency of the document in Zoho (Zoho currency_id)';
comment on column tds.sales_orders.currency_code is 'ISO 4217 code of the currency of all amounts of the document (Zoho currency_code)';
comment on column tds.sales_orders.exchange_rate is 'Organizations currency for one unit of currency_code (Zoho exchange_rate){rate_note}';
comment on column tds.sales_orders.sub_total is 'Sum of the lines before tax, in currency_code (Zoho sub_total)';
comment on column tds.sales_orders.tax_total is 'Sum of taxes, in currency_code (Zoho tax_total), filled from details';
comment on column tds.sales_orders.discount is 'Discount on the whole document, an amount or a percentage as discount_type says (Zoho discount), filled from details';
comment on column tds.sales_orders.discount_percent is 'Discount on the whole document in percent (Zoho discount_percent), filled from details';
comment on column tds.sales_orders.discount_total is 'Discount on the whole document and its lines, in currency_code (Zoho discount_total), filled from details';
comment on column tds.sales_orders.discount_type is 'entity_level or item_level (Zoho discount_type), filled from details';
comment on column tds.sales_orders.is_discount_before_tax is 'Whether the discount is taken before tax (Zoho is_discount_before_tax), filled from details';
comment on column tds.sales_orders.is_inclusive_tax is 'Whether prices of lines contain tax (Zoho is_inclusive_tax), filled from details';
comment on column tds.sales_orders.shipping_charge is 'Charge for shipping, in currency_code (Zoho shipping_charge), filled from details';
comment on column tds.sales_orders.adjustment is 'Correction of the total by hand, in currency_code (Zoho adjustment), filled from details';
comment on column tds.sales_orders.adjustment_description is 'Reason of the correction (Zoho adjustment_description), filled from details';
comment on column tds.sales_orders.total is 'Total with tax, in currency_code (Zoho total)';
comment on column tds.sales_orders.bcy_total is 'Total with tax, in the organizations currency (Zoho bcy_total)';
comment on column tds.sales_orders.balance is 'Part of the total not paid yet, in currency_code (Zoho balance)';
comment on column tds.sales_orders.total_invoiced_amount is 'Part of the total on invoices, in currency_code (Zoho total_invoiced_amount)';
comment on column tds.sales_orders.quantity is 'Units ordered, all lines together (Zoho quantity)';
comment on column tds.sales_orders.quantity_invoiced is 'Units invoiced, all lines together (Zoho quantity_invoiced)';
comment on column tds.sales_orders.quantity_packed is 'Units packed, all lines together (Zoho quantity_packed)';
comment on column tds.sales_orders.quantity_shipped is 'Units shipped, all lines together (Zoho quantity_shipped)';
comment on column tds.sales_orders.payment_terms is 'Days until payment is due, negative numbers are Zohos special terms (Zoho payment_terms){FD}';
comment on column tds.sales_orders.payment_terms_label is 'Terms of payment in words, such as Net 30 (Zoho payment_terms_label), filled from details';
comment on column tds.sales_orders.delivery_method_id is 'Way of delivery in Zoho (Zoho delivery_method_id)';
comment on column tds.sales_orders.delivery_method is 'Way of delivery (Zoho delivery_method)';
comment on column tds.sales_orders.location_id is 'Place of business, source_id in tds.locations (Zoho location_id, else warehouse_id, else branch_id)';
comment on column tds.sales_orders.location_name is 'Name of the place of business (Zoho location_name, else warehouse_name, else branch_name)';
comment on column tds.sales_orders.pickup_location_id is 'Place the customer fetches the goods at, source_id in tds.locations (Zoho pickup_location_id)';
comment on column tds.sales_orders.salesperson_id is 'Salesperson in Zoho (Zoho salesperson_id), filled from details';
comment on column tds.sales_orders.salesperson_name is 'Name of the salesperson (Zoho salesperson_name)';
comment on column tds.sales_orders.sales_channel is 'Where it was sold, such as direct_sales (Zoho sales_channel)';
comment on column tds.sales_orders.source is 'Program that made it, such as Client (Zoho source)';
comment on column tds.sales_orders.is_emailed is 'Whether it was sent by e-mail (Zoho is_emailed)';
comment on column tds.sales_orders.is_drop_shipment is 'Whether a vendor ships straight to the customer (Zoho is_drop_shipment)';
comment on column tds.sales_orders.is_backorder is 'Whether goods have to be ordered first (Zoho is_backorder)';
comment on column tds.sales_orders.is_manually_fulfilled is 'Whether it was marked as fulfilled by hand (Zoho is_manually_fulfilled)';
comment on column tds.sales_orders.billing_address is 'Address the bill goes to, as Zoho sends it (Zoho billing_address), filled from details';
comment on column tds.sales_orders.shipping_address is 'Address the goods go to, as Zoho sends it (Zoho shipping_address), filled from details';
comment on column tds.sales_orders.notes is 'Remarks on the document, of any length (Zoho notes), filled from details';
comment on column tds.sales_orders.terms is 'Terms and conditions on the document, of any length (Zoho terms), filled from details';
comment on column tds.sales_orders.custom_fields is 'Custom fields by API name, such as {"cf_season": "Summer"}, null if there are none (Zoho cf_*)';
comment on column tds.sales_orders.first_seen_at is 'When this row was first written here';
comment on column tds.sales_orders.synced_at is 'When this row was last written here';
comment on column tds.sales_orders.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.sales_orders.run_id is 'The run that last wrote this row';
comment on column tds.sales_orders.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.sales_orders.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write';

--changeset tds:sales-order-lines
create table tds.sales_order_lines (
    organization_id      text not null,
    source_id            text not null,
    source_created_at    timestamptz,
    source_modified_at   timestamptz,
    salesorder_id        text not null,
    line_number          integer,
    line_item_category   text,
    header_name          text,
    item_id              text,
    name                 text,
    sku                  text,
    description          text,
    item_type            text,
    product_type         text,
    unit                 text,
    quantity             numeric,
    rate                 numeric,
    bcy_rate             numeric,
    discount             numeric,
    discount_amount      numeric,
    tax_id               text,
    tax_name             text,
    tax_percentage       numeric,
    item_total           numeric,
    account_id           text,
    account_name         text,
    location_id          text,
    location_name        text,
    project_id           text,
    quantity_invoiced    numeric,
    quantity_packed      numeric,
    quantity_shipped     numeric,
    quantity_delivered   numeric,
    quantity_returned    numeric,
    quantity_cancelled   numeric,
    quantity_backordered numeric,
    is_invoiced          boolean,
    custom_fields        jsonb,
    first_seen_at        timestamptz not null,
    synced_at            timestamptz not null,
    deleted_at           timestamptz,
    run_id               bigint not null,
    payload_hash         bytea not null,
    primary key (organization_id, source_id)
);

create index sales_order_lines_parent on tds.sales_order_lines (organization_id, salesorder_id, line_number);
create index sales_order_lines_item on tds.sales_order_lines (organization_id, item_id);

comment on table tds.sales_order_lines is 'Lines of sales orders (Zoho line_items), filled from details';
comment on column tds.sales_order_lines.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.sales_order_lines.source_id is 'The line in Zoho (Zoho line_item_id)';
comment on column tds.sales_order_lines.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.sales_order_lines.source_modified_at is 'When Zoho says the document was last modified (Zoho last_modified_time of the parent)';
comment on column tds.sales_order_lines.salesorder_id is 'The sales order it is part of, source_id in tds.sales_orders (Zoho salesorder_id)';
comment on column tds.sales_order_lines.line_number is 'Place among the lines, from 1, in Zohos order (Zoho item_order)';
comment on column tds.sales_order_lines.line_item_category is 'header for a heading without item and price, else line_item or null (Zoho line_item_category)';
comment on column tds.sales_order_lines.header_name is 'Heading it stands under (Zoho header_name)';
comment on column tds.sales_order_lines.item_id is 'The item, source_id in tds.products, null in free text lines (Zoho item_id)';
comment on column tds.sales_order_lines.name is 'Name of the item on the document (Zoho name)';
comment on column tds.sales_order_lines.sku is 'Stock keeping unit of the item (Zoho sku)';
comment on column tds.sales_order_lines.description is 'Description on the document, of any length (Zoho description)';
comment on column tds.sales_order_lines.item_type is 'inventory, sales, purchases or sales_and_purchases (Zoho item_type)';
comment on column tds.sales_order_lines.product_type is 'goods or service (Zoho product_type)';
comment on column tds.sales_order_lines.unit is 'Unit of quantity (Zoho unit)';
comment on column tds.sales_order_lines.quantity is 'How many units (Zoho quantity)';
comment on column tds.sales_order_lines.rate is 'Price of one unit, in the currency of the document (Zoho rate)';
comment on column tds.sales_order_lines.bcy_rate is 'Price of one unit, in the organizations currency (Zoho bcy_rate)';
comment on column tds.sales_order_lines.discount is 'Discount on the line, an amount or a percentage (Zoho discount)';
comment on column tds.sales_order_lines.discount_amount is 'Discount on the line, in the currency of the document (Zoho discount_amount)';
comment on column tds.sales_order_lines.tax_id is 'Tax of the line (Zoho tax_id)';
comment on column tds.sales_order_lines.tax_name is 'Name of the tax (Zoho tax_name)';
comment on column tds.sales_order_lines.tax_percentage is 'Tax in percent (Zoho tax_percentage)';
comment on column tds.sales_order_lines.item_total is 'Quantity times rate less discount, in the currency of the document (Zoho item_total)';
comment on column tds.sales_order_lines.account_id is 'Account the line is booked to (Zoho account_id)';
comment on column tds.sales_order_lines.account_name is 'Name of the account (Zoho account_name)';
comment on column tds.sales_order_lines.location_id is 'Place the goods leave or reach, source_id in tds.locations (Zoho location_id, else warehouse_id)';
comment on column tds.sales_order_lines.location_name is 'Name of the place (Zoho location_name, else warehouse_name)';
comment on column tds.sales_order_lines.project_id is 'Project the line is booked to (Zoho project_id)';
comment on column tds.sales_order_lines.quantity_invoiced is 'Units of the line that were invoiced (Zoho quantity_invoiced)';
comment on column tds.sales_order_lines.quantity_packed is 'Units of the line that were packed (Zoho quantity_packed)';
comment on column tds.sales_order_lines.quantity_shipped is 'Units of the line that were shipped (Zoho quantity_shipped)';
comment on column tds.sales_order_lines.quantity_delivered is 'Units of the line that were delivered (Zoho quantity_delivered)';
comment on column tds.sales_order_lines.quantity_returned is 'Units of the line that came back (Zoho quantity_returned)';
comment on column tds.sales_order_lines.quantity_cancelled is 'Units of the line that were cancelled (Zoho quantity_cancelled)';
comment on column tds.sales_order_lines.quantity_backordered is 'Units of the line that have to be ordered first (Zoho quantity_backordered)';
comment on column tds.sales_order_lines.is_invoiced is 'Whether the line was invoiced in full (Zoho is_invoiced)';
comment on column tds.sales_order_lines.custom_fields is 'Custom fields of the line by API name, null if there are none (Zoho item_custom_fields)';
comment on column tds.sales_order_lines.first_seen_at is 'When this row was first written here';
comment on column tds.sales_order_lines.synced_at is 'When this row was last written here';
comment on column tds.sales_order_lines.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.sales_order_lines.run_id is 'The run that last wrote this row';
comment on column tds.sales_order_lines.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
