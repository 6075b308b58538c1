--liquibase formatted sql logicalFilePath:sql/tds/0042-document-links.sql

--changeset tds:invoice-sales-orders
create table tds.invoice_sales_orders (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    invoice_id         text not null,
    salesorder_id      text,
    salesorder_number  text,
    salesorder_date    date,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    primary key (organization_id, source_id)
);

create index invoice_sales_orders_parent on tds.invoice_sales_orders (organization_id, invoice_id);
create index invoice_sales_orders_salesorder on tds.invoice_sales_orders (organization_id, salesorder_id);

comment on table tds.invoice_sales_orders is 'Which orders each invoice is for (Zoho salesorders, else salesorder_id), filled from details of invoices';
comment on column tds.invoice_sales_orders.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.invoice_sales_orders.source_id is 'The invoice and the order, such as 7/9';
comment on column tds.invoice_sales_orders.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.invoice_sales_orders.source_modified_at is 'When Zoho says the invoice was last modified, in the version in which this row last changed';
comment on column tds.invoice_sales_orders.invoice_id is 'The invoice it is part of, source_id in tds.invoices (Zoho invoice_id)';
comment on column tds.invoice_sales_orders.salesorder_id is 'The order, source_id in tds.sales_orders (Zoho salesorder_id)';
comment on column tds.invoice_sales_orders.salesorder_number is 'Its number when the invoice was last fetched (Zoho salesorder_number)';
comment on column tds.invoice_sales_orders.salesorder_date is 'Its date when the invoice was last fetched (Zoho salesorder_date)';
comment on column tds.invoice_sales_orders.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.invoice_sales_orders.first_seen_at is 'When this row was first written here';
comment on column tds.invoice_sales_orders.synced_at is 'When this row was last written here';
comment on column tds.invoice_sales_orders.deleted_at is 'When the invoice was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.invoice_sales_orders.run_id is 'The run that last wrote this row';
comment on column tds.invoice_sales_orders.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';

--changeset tds:sales-order-invoices
create table tds.sales_order_invoices (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    salesorder_id      text not null,
    invoice_id         text,
    invoice_number     text,
    invoice_date       date,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    primary key (organization_id, source_id)
);

create index sales_order_invoices_parent on tds.sales_order_invoices (organization_id, salesorder_id);
create index sales_order_invoices_invoice on tds.sales_order_invoices (organization_id, invoice_id);

comment on table tds.sales_order_invoices is 'The invoices that each order names (Zoho invoices), filled from details of orders; tds.invoice_sales_orders has the same as invoices say it';
comment on column tds.sales_order_invoices.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.sales_order_invoices.source_id is 'The order and the invoice, such as 9/7';
comment on column tds.sales_order_invoices.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.sales_order_invoices.source_modified_at is 'When Zoho says the order was last modified, in the version in which this row last changed';
comment on column tds.sales_order_invoices.salesorder_id is 'The order it is part of, source_id in tds.sales_orders (Zoho salesorder_id)';
comment on column tds.sales_order_invoices.invoice_id is 'The invoice, source_id in tds.invoices (Zoho invoice_id)';
comment on column tds.sales_order_invoices.invoice_number is 'Its number when the order was last fetched (Zoho invoice_number)';
comment on column tds.sales_order_invoices.invoice_date is 'Its date when the order was last fetched (Zoho invoice_date)';
comment on column tds.sales_order_invoices.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.sales_order_invoices.first_seen_at is 'When this row was first written here';
comment on column tds.sales_order_invoices.synced_at is 'When this row was last written here';
comment on column tds.sales_order_invoices.deleted_at is 'When the order was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.sales_order_invoices.run_id is 'The run that last wrote this row';
comment on column tds.sales_order_invoices.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';

--changeset tds:sales-order-packages
create table tds.sales_order_packages (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    salesorder_id      text not null,
    package_number     text,
    date               date,
    status             text,
    quantity           numeric,
    shipment_id        text,
    shipment_number    text,
    shipment_status    text,
    shipment_date      date,
    carrier            text,
    tracking_number    text,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    primary key (organization_id, source_id)
);

create index sales_order_packages_parent on tds.sales_order_packages (organization_id, salesorder_id);
create index sales_order_packages_shipment on tds.sales_order_packages (organization_id, shipment_id);

comment on table tds.sales_order_packages is 'The packages of each order with their shipments (Zoho packages), filled from details of orders';
comment on column tds.sales_order_packages.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.sales_order_packages.source_id is 'The package in Zoho (Zoho package_id)';
comment on column tds.sales_order_packages.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.sales_order_packages.source_modified_at is 'When Zoho says the order was last modified, in the version in which this row last changed';
comment on column tds.sales_order_packages.salesorder_id is 'The order it is part of, source_id in tds.sales_orders (Zoho salesorder_id)';
comment on column tds.sales_order_packages.package_number is 'Number of the package (Zoho package_number)';
comment on column tds.sales_order_packages.date is 'Date of the package (Zoho date)';
comment on column tds.sales_order_packages.status is 'State of the package, such as shipped or delivered (Zoho status)';
comment on column tds.sales_order_packages.quantity is 'Units in the package (Zoho quantity)';
comment on column tds.sales_order_packages.shipment_id is 'The shipment, null as long as it is not shipped (Zoho shipment_id)';
comment on column tds.sales_order_packages.shipment_number is 'Number of the shipment (Zoho shipment_number)';
comment on column tds.sales_order_packages.shipment_status is 'State of the shipment (Zoho shipment_status)';
comment on column tds.sales_order_packages.shipment_date is 'Date of the shipment (Zoho shipment_date)';
comment on column tds.sales_order_packages.carrier is 'Who carries it (Zoho carrier)';
comment on column tds.sales_order_packages.tracking_number is 'The carrier''s number (Zoho tracking_number)';
comment on column tds.sales_order_packages.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.sales_order_packages.first_seen_at is 'When this row was first written here';
comment on column tds.sales_order_packages.synced_at is 'When this row was last written here';
comment on column tds.sales_order_packages.deleted_at is 'When the order was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.sales_order_packages.run_id is 'The run that last wrote this row';
comment on column tds.sales_order_packages.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';

--changeset tds:bill-purchase-orders
create table tds.bill_purchase_orders (
    organization_id      text not null,
    source_id            text not null,
    source_created_at    timestamptz,
    source_modified_at   timestamptz,
    bill_id              text not null,
    purchaseorder_id     text,
    purchaseorder_number text,
    purchaseorder_date   date,
    custom_fields        jsonb,
    first_seen_at        timestamptz not null,
    synced_at            timestamptz not null,
    deleted_at           timestamptz,
    run_id               bigint not null,
    payload_hash         bytea not null,
    primary key (organization_id, source_id)
);

create index bill_purchase_orders_parent on tds.bill_purchase_orders (organization_id, bill_id);
create index bill_purchase_orders_purchaseorder on tds.bill_purchase_orders (organization_id, purchaseorder_id);

comment on table tds.bill_purchase_orders is 'Which purchase orders each bill is for (Zoho purchaseorders), filled from details of bills';
comment on column tds.bill_purchase_orders.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.bill_purchase_orders.source_id is 'The bill and the purchase order, such as 7/9';
comment on column tds.bill_purchase_orders.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.bill_purchase_orders.source_modified_at is 'When Zoho says the bill was last modified, in the version in which this row last changed';
comment on column tds.bill_purchase_orders.bill_id is 'The bill it is part of, source_id in tds.bills (Zoho bill_id)';
comment on column tds.bill_purchase_orders.purchaseorder_id is 'The purchase order (Zoho purchaseorder_id)';
comment on column tds.bill_purchase_orders.purchaseorder_number is 'Its number when the bill was last fetched (Zoho purchaseorder_number)';
comment on column tds.bill_purchase_orders.purchaseorder_date is 'Its date when the bill was last fetched (Zoho purchaseorder_date)';
comment on column tds.bill_purchase_orders.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.bill_purchase_orders.first_seen_at is 'When this row was first written here';
comment on column tds.bill_purchase_orders.synced_at is 'When this row was last written here';
comment on column tds.bill_purchase_orders.deleted_at is 'When the bill was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.bill_purchase_orders.run_id is 'The run that last wrote this row';
comment on column tds.bill_purchase_orders.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';

--changeset tds:payment-refunds
create table tds.payment_refunds (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    payment_id         text not null,
    date               date,
    refund_mode        text,
    reference_number   text,
    amount             numeric,
    amount_bcy         numeric,
    from_account_id    text,
    from_account_name  text,
    description        text,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    primary key (organization_id, source_id)
);

create index payment_refunds_parent on tds.payment_refunds (organization_id, payment_id);

comment on table tds.payment_refunds is 'What was given back of each payment (Zoho payment_refunds), filled from details of payments';
comment on column tds.payment_refunds.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.payment_refunds.source_id is 'The refund in Zoho (Zoho payment_refund_id), else the payment and the place in it, such as 7/1';
comment on column tds.payment_refunds.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.payment_refunds.source_modified_at is 'When Zoho says the payment was last modified, in the version in which this row last changed';
comment on column tds.payment_refunds.payment_id is 'The payment it is part of, source_id in tds.payments (Zoho payment_id)';
comment on column tds.payment_refunds.date is 'Day of the refund (Zoho date)';
comment on column tds.payment_refunds.refund_mode is 'How it was given back, in the organization''s own words (Zoho refund_mode)';
comment on column tds.payment_refunds.reference_number is 'Reference (Zoho reference_number)';
comment on column tds.payment_refunds.amount is 'In the currency of the payment (Zoho amount)';
comment on column tds.payment_refunds.amount_bcy is 'In the organization''s currency (Zoho amount_bcy)';
comment on column tds.payment_refunds.from_account_id is 'The account it was paid from (Zoho from_account_id)';
comment on column tds.payment_refunds.from_account_name is 'Name of that account (Zoho from_account_name)';
comment on column tds.payment_refunds.description is 'Description (Zoho description)';
comment on column tds.payment_refunds.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.payment_refunds.first_seen_at is 'When this row was first written here';
comment on column tds.payment_refunds.synced_at is 'When this row was last written here';
comment on column tds.payment_refunds.deleted_at is 'When the payment was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.payment_refunds.run_id is 'The run that last wrote this row';
comment on column tds.payment_refunds.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';

--changeset tds:credit-note-refunds
create table tds.credit_note_refunds (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    creditnote_id      text not null,
    date               date,
    refund_mode        text,
    reference_number   text,
    amount             numeric,
    amount_bcy         numeric,
    from_account_id    text,
    from_account_name  text,
    description        text,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    primary key (organization_id, source_id)
);

create index credit_note_refunds_parent on tds.credit_note_refunds (organization_id, creditnote_id);

comment on table tds.credit_note_refunds is 'What was given back of each credit note (Zoho creditnote_refunds), filled from details of credit notes';
comment on column tds.credit_note_refunds.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.credit_note_refunds.source_id is 'The refund in Zoho (Zoho creditnote_refund_id), else the credit note and the place in it, such as 7/1';
comment on column tds.credit_note_refunds.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.credit_note_refunds.source_modified_at is 'When Zoho says the credit note was last modified, in the version in which this row last changed';
comment on column tds.credit_note_refunds.creditnote_id is 'The credit note it is part of, source_id in tds.credit_notes (Zoho creditnote_id)';
comment on column tds.credit_note_refunds.date is 'Day of the refund (Zoho date)';
comment on column tds.credit_note_refunds.refund_mode is 'How it was given back, in the organization''s own words (Zoho refund_mode)';
comment on column tds.credit_note_refunds.reference_number is 'Reference (Zoho reference_number)';
comment on column tds.credit_note_refunds.amount is 'In the currency of the credit note (Zoho amount)';
comment on column tds.credit_note_refunds.amount_bcy is 'In the organization''s currency (Zoho amount_bcy)';
comment on column tds.credit_note_refunds.from_account_id is 'The account it was paid from (Zoho from_account_id)';
comment on column tds.credit_note_refunds.from_account_name is 'Name of that account (Zoho from_account_name)';
comment on column tds.credit_note_refunds.description is 'Description (Zoho description)';
comment on column tds.credit_note_refunds.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.credit_note_refunds.first_seen_at is 'When this row was first written here';
comment on column tds.credit_note_refunds.synced_at is 'When this row was last written here';
comment on column tds.credit_note_refunds.deleted_at is 'When the credit note was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.credit_note_refunds.run_id is 'The run that last wrote this row';
comment on column tds.credit_note_refunds.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';
