--liquibase formatted sql logicalFilePath:sql/tds/0053-vendor-credits.sql

--changeset tds:vendor-credits
create table tds.vendor_credits (
    organization_id       text not null,
    source_id             text not null,
    source_created_at     timestamptz,
    source_modified_at    timestamptz,
    vendor_credit_number  text,
    reference_number      text,
    status                text,
    date                  date,
    vendor_id             text,
    vendor_name           text,
    currency_id           text,
    currency_code         text,
    exchange_rate         numeric,
    price_precision       integer,
    is_inclusive_tax      boolean,
    sub_total             numeric,
    tax_total             numeric,
    total                 numeric,
    balance               numeric,
    total_credits_used    numeric,
    total_refunded_amount numeric,
    pricebook_id          text,
    has_attachment        boolean,
    location_id           text,
    location_name         text,
    notes                 text,
    custom_fields         jsonb,
    first_seen_at         timestamptz not null,
    synced_at             timestamptz not null,
    deleted_at            timestamptz,
    run_id                bigint not null,
    payload_hash          bytea not null,
    fingerprint           bytea not null,
    detail_hash           bytea,
    detailed_at           timestamptz,
    detail_modified_at    timestamptz,
    primary key (organization_id, source_id)
);

create index vendor_credits_number on tds.vendor_credits using hash (vendor_credit_number);
create index vendor_credits_vendor on tds.vendor_credits (organization_id, vendor_id, date);
create index vendor_credits_date on tds.vendor_credits (organization_id, date);
create index vendor_credits_status on tds.vendor_credits (organization_id, status);
create index vendor_credits_modified on tds.vendor_credits (organization_id, source_modified_at);

comment on table tds.vendor_credits is 'Credits of vendors, also called debit notes (Zoho vendorcredits)';
comment on column tds.vendor_credits.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.vendor_credits.source_id is 'The credit in Zoho (Zoho vendor_credit_id)';
comment on column tds.vendor_credits.source_created_at is 'When Zoho says the record was created (Zoho created_time)';
comment on column tds.vendor_credits.source_modified_at is 'When Zoho says the record was last modified (Zoho last_modified_time), else the newest version wins';
comment on column tds.vendor_credits.vendor_credit_number is 'Number of the credit (Zoho vendor_credit_number)';
comment on column tds.vendor_credits.reference_number is 'Number the vendor uses, such as that of the bill (Zoho reference_number)';
comment on column tds.vendor_credits.status is 'draft, open, closed or void (Zoho status)';
comment on column tds.vendor_credits.date is 'Day of the credit (Zoho date)';
comment on column tds.vendor_credits.vendor_id is 'The vendor, source_id in tds.vendors (Zoho vendor_id)';
comment on column tds.vendor_credits.vendor_name is 'Name of the vendor when last modified (Zoho vendor_name)';
comment on column tds.vendor_credits.currency_id is 'Currency of the credit in Zoho (Zoho currency_id)';
comment on column tds.vendor_credits.currency_code is 'ISO 4217 code of the currency of all amounts of the credit (Zoho currency_code)';
comment on column tds.vendor_credits.exchange_rate is 'Organization''s currency for one unit of currency_code (Zoho exchange_rate)';
comment on column tds.vendor_credits.price_precision is 'Digits after the decimal point (Zoho price_precision), filled from details';
comment on column tds.vendor_credits.is_inclusive_tax is 'Whether prices of lines contain tax (Zoho is_inclusive_tax), filled from details';
comment on column tds.vendor_credits.sub_total is 'Sum of the lines before tax, in currency_code (Zoho sub_total), filled from details';
comment on column tds.vendor_credits.tax_total is 'Sum of taxes, in currency_code (Zoho tax_total), filled from details';
comment on column tds.vendor_credits.total is 'Total with tax, in currency_code (Zoho total)';
comment on column tds.vendor_credits.balance is 'What is neither used nor given back yet, in currency_code (Zoho balance)';
comment on column tds.vendor_credits.total_credits_used is 'What was applied to bills, in currency_code (Zoho total_credits_used), filled from details';
comment on column tds.vendor_credits.total_refunded_amount is 'What the vendor gave back, in currency_code (Zoho total_refunded_amount), filled from details';
comment on column tds.vendor_credits.pricebook_id is 'The price list, source_id in tds.price_lists (Zoho pricebook_id), filled from details';
comment on column tds.vendor_credits.has_attachment is 'Whether something is attached (Zoho has_attachment)';
comment on column tds.vendor_credits.location_id is 'Place of business, source_id in tds.locations (Zoho location_id, else warehouse_id, else branch_id)';
comment on column tds.vendor_credits.location_name is 'Name of the place of business (Zoho location_name, else warehouse_name, else branch_name)';
comment on column tds.vendor_credits.notes is 'Remarks on the credit, of any length (Zoho notes), filled from details';
comment on column tds.vendor_credits.custom_fields is 'Custom fields by API name, such as {"cf_season": "Summer"}, null if there are none (Zoho cf_*)';
comment on column tds.vendor_credits.first_seen_at is 'When this row was first written here';
comment on column tds.vendor_credits.synced_at is 'When this row was last written here';
comment on column tds.vendor_credits.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.vendor_credits.run_id is 'The run that last wrote this row';
comment on column tds.vendor_credits.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.vendor_credits.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write; empty as long as it was not listed';
comment on column tds.vendor_credits.detail_hash is 'SHA-256 of the payload in etl.payloads that the columns filled from details were made from, null as long as there was none';
comment on column tds.vendor_credits.detailed_at is 'When details were last written here, null as long as there were none';
comment on column tds.vendor_credits.detail_modified_at is 'Modification time of the version the details are of: older than source_modified_at if newer ones have not been fetched yet; null if details do not say';

--changeset tds:vendor-credit-lines
create table tds.vendor_credit_lines (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    vendor_credit_id   text not null,
    line_number        integer,
    item_id            text,
    name               text,
    sku                text,
    description        text,
    item_type          text,
    product_type       text,
    unit               text,
    quantity           numeric,
    rate               numeric,
    bcy_rate           numeric,
    discount           numeric,
    tax_id             text,
    tax_name           text,
    tax_percentage     numeric,
    item_total         numeric,
    account_id         text,
    account_name       text,
    location_id        text,
    location_name      text,
    project_id         text,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    primary key (organization_id, source_id)
);

create index vendor_credit_lines_parent on tds.vendor_credit_lines (organization_id, vendor_credit_id, line_number);
create index vendor_credit_lines_item on tds.vendor_credit_lines (organization_id, item_id);

comment on table tds.vendor_credit_lines is 'Lines of credits of vendors (Zoho line_items of vendorcredits), filled from details';
comment on column tds.vendor_credit_lines.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.vendor_credit_lines.source_id is 'The line in Zoho (Zoho line_item_id), else the credit and the place in it, such as 7/1';
comment on column tds.vendor_credit_lines.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.vendor_credit_lines.source_modified_at is 'When Zoho says the credit was last modified (Zoho last_modified_time of the parent), in the version in which this row last changed';
comment on column tds.vendor_credit_lines.vendor_credit_id is 'The credit, source_id in tds.vendor_credits (Zoho vendor_credit_id)';
comment on column tds.vendor_credit_lines.line_number is 'Place among the lines, from 1 (Zoho item_order, else the place in the document)';
comment on column tds.vendor_credit_lines.item_id is 'The item, source_id in tds.products, null in free text lines (Zoho item_id)';
comment on column tds.vendor_credit_lines.name is 'Name as printed on the line (Zoho name)';
comment on column tds.vendor_credit_lines.sku is 'Stock keeping unit of the item (Zoho sku)';
comment on column tds.vendor_credit_lines.description is 'Text of the line, of any length (Zoho description)';
comment on column tds.vendor_credit_lines.item_type is 'inventory, sales_and_purchases or another kind of item (Zoho item_type)';
comment on column tds.vendor_credit_lines.product_type is 'goods or service (Zoho product_type)';
comment on column tds.vendor_credit_lines.unit is 'Unit of quantity (Zoho unit)';
comment on column tds.vendor_credit_lines.quantity is 'How many units (Zoho quantity)';
comment on column tds.vendor_credit_lines.rate is 'Price of one, in the currency of the document (Zoho rate)';
comment on column tds.vendor_credit_lines.bcy_rate is 'The same in the organization''s currency (Zoho bcy_rate)';
comment on column tds.vendor_credit_lines.discount is 'Discount of the line, an amount or a percentage (Zoho discount)';
comment on column tds.vendor_credit_lines.tax_id is 'Tax of the line in Zoho (Zoho tax_id)';
comment on column tds.vendor_credit_lines.tax_name is 'Name of the tax (Zoho tax_name)';
comment on column tds.vendor_credit_lines.tax_percentage is 'Percent of tax (Zoho tax_percentage)';
comment on column tds.vendor_credit_lines.item_total is 'Total of the line before tax, in the currency of the document (Zoho item_total)';
comment on column tds.vendor_credit_lines.account_id is 'Account of the line in Zoho (Zoho account_id)';
comment on column tds.vendor_credit_lines.account_name is 'Name of the account (Zoho account_name)';
comment on column tds.vendor_credit_lines.location_id is 'Place of business, source_id in tds.locations (Zoho location_id, else warehouse_id, else branch_id)';
comment on column tds.vendor_credit_lines.location_name is 'Name of the place of business (Zoho location_name, else warehouse_name, else branch_name)';
comment on column tds.vendor_credit_lines.project_id is 'Project in Zoho (Zoho project_id)';
comment on column tds.vendor_credit_lines.custom_fields is 'Custom fields of the line by API name, null if there are none (Zoho item_custom_fields)';
comment on column tds.vendor_credit_lines.first_seen_at is 'When this row was first written here';
comment on column tds.vendor_credit_lines.synced_at is 'When this row was last written here';
comment on column tds.vendor_credit_lines.deleted_at is 'When its credit was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.vendor_credit_lines.run_id is 'The run that last wrote this row';
comment on column tds.vendor_credit_lines.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';

--changeset tds:vendor-credit-allocations
create table tds.vendor_credit_allocations (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    vendor_credit_id   text not null,
    bill_id            text,
    bill_number        text,
    date               date,
    amount             numeric,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    primary key (organization_id, source_id)
);

create index vendor_credit_allocations_parent on tds.vendor_credit_allocations (organization_id, vendor_credit_id);
create index vendor_credit_allocations_bill on tds.vendor_credit_allocations (organization_id, bill_id);

comment on table tds.vendor_credit_allocations is 'What credits of vendors were applied to (Zoho bills_credited of vendorcredits), filled from details';
comment on column tds.vendor_credit_allocations.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.vendor_credit_allocations.source_id is 'The allocation in Zoho (Zoho vendor_credit_bill_id), else the credit and the place in it, such as 7/1';
comment on column tds.vendor_credit_allocations.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.vendor_credit_allocations.source_modified_at is 'When Zoho says the credit was last modified (Zoho last_modified_time of the parent), in the version in which this row last changed';
comment on column tds.vendor_credit_allocations.vendor_credit_id is 'The credit, source_id in tds.vendor_credits (Zoho vendor_credit_id)';
comment on column tds.vendor_credit_allocations.bill_id is 'The bill, source_id in tds.bills (Zoho bill_id)';
comment on column tds.vendor_credit_allocations.bill_number is 'Number of the bill when the credit was last fetched (Zoho bill_number)';
comment on column tds.vendor_credit_allocations.date is 'Day on which it was applied (Zoho date)';
comment on column tds.vendor_credit_allocations.amount is 'What went to the bill, in the currency of the credit (Zoho amount)';
comment on column tds.vendor_credit_allocations.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.vendor_credit_allocations.first_seen_at is 'When this row was first written here';
comment on column tds.vendor_credit_allocations.synced_at is 'When this row was last written here';
comment on column tds.vendor_credit_allocations.deleted_at is 'When its credit was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.vendor_credit_allocations.run_id is 'The run that last wrote this row';
comment on column tds.vendor_credit_allocations.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';

--changeset tds:vendor-credit-refunds
create table tds.vendor_credit_refunds (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    vendor_credit_id   text not null,
    date               date,
    refund_mode        text,
    reference_number   text,
    amount             numeric,
    account_id         text,
    account_name       text,
    description        text,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    primary key (organization_id, source_id)
);

create index vendor_credit_refunds_parent on tds.vendor_credit_refunds (organization_id, vendor_credit_id);

comment on table tds.vendor_credit_refunds is 'What vendors gave back of their credits (Zoho vendor_credit_refunds of vendorcredits), filled from details';
comment on column tds.vendor_credit_refunds.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.vendor_credit_refunds.source_id is 'The refund in Zoho (Zoho vendor_credit_refund_id), else the credit and the place in it, such as 7/1';
comment on column tds.vendor_credit_refunds.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.vendor_credit_refunds.source_modified_at is 'When Zoho says the credit was last modified (Zoho last_modified_time of the parent), in the version in which this row last changed';
comment on column tds.vendor_credit_refunds.vendor_credit_id is 'The credit, source_id in tds.vendor_credits (Zoho vendor_credit_id)';
comment on column tds.vendor_credit_refunds.date is 'Day on which it was given back (Zoho date)';
comment on column tds.vendor_credit_refunds.refund_mode is 'How it was given back, the organization''s own words (Zoho refund_mode)';
comment on column tds.vendor_credit_refunds.reference_number is 'Number the bank uses (Zoho reference_number)';
comment on column tds.vendor_credit_refunds.amount is 'What was given back, in the currency of the credit (Zoho amount)';
comment on column tds.vendor_credit_refunds.account_id is 'Account it came to in Zoho (Zoho account_id)';
comment on column tds.vendor_credit_refunds.account_name is 'Name of that account (Zoho account_name)';
comment on column tds.vendor_credit_refunds.description is 'Remarks, of any length (Zoho description)';
comment on column tds.vendor_credit_refunds.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.vendor_credit_refunds.first_seen_at is 'When this row was first written here';
comment on column tds.vendor_credit_refunds.synced_at is 'When this row was last written here';
comment on column tds.vendor_credit_refunds.deleted_at is 'When its credit was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.vendor_credit_refunds.run_id is 'The run that last wrote this row';
comment on column tds.vendor_credit_refunds.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';

--changeset tds:vendor-credit-taxes
create table tds.vendor_credit_taxes (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    vendor_credit_id   text not null,
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

create index vendor_credit_taxes_parent on tds.vendor_credit_taxes (organization_id, vendor_credit_id);

comment on table tds.vendor_credit_taxes is 'Taxes of credits of vendors (Zoho taxes of vendorcredits), filled from details';
comment on column tds.vendor_credit_taxes.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.vendor_credit_taxes.source_id is 'The credit and the place in it, such as 7/1';
comment on column tds.vendor_credit_taxes.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.vendor_credit_taxes.source_modified_at is 'When Zoho says the credit was last modified (Zoho last_modified_time of the parent), in the version in which this row last changed';
comment on column tds.vendor_credit_taxes.vendor_credit_id is 'The credit, source_id in tds.vendor_credits (Zoho vendor_credit_id)';
comment on column tds.vendor_credit_taxes.tax_id is 'The tax in Zoho (Zoho tax_id)';
comment on column tds.vendor_credit_taxes.tax_name is 'Name of the tax (Zoho tax_name)';
comment on column tds.vendor_credit_taxes.tax_amount is 'Amount of the tax, in the currency of the credit (Zoho tax_amount)';
comment on column tds.vendor_credit_taxes.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.vendor_credit_taxes.first_seen_at is 'When this row was first written here';
comment on column tds.vendor_credit_taxes.synced_at is 'When this row was last written here';
comment on column tds.vendor_credit_taxes.deleted_at is 'When its credit was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.vendor_credit_taxes.run_id is 'The run that last wrote this row';
comment on column tds.vendor_credit_taxes.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';

--changeset tds:vendor-credit-line-taxes
create table tds.vendor_credit_line_taxes (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    vendor_credit_id   text not null,
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

create index vendor_credit_line_taxes_parent on tds.vendor_credit_line_taxes (organization_id, vendor_credit_id);
create index vendor_credit_line_taxes_line on tds.vendor_credit_line_taxes (organization_id, line_item_id);

comment on table tds.vendor_credit_line_taxes is 'Taxes of lines of credits of vendors (Zoho line_item_taxes of vendorcredits), filled from details';
comment on column tds.vendor_credit_line_taxes.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.vendor_credit_line_taxes.source_id is 'The credit and the place among the taxes of its lines, such as 7/1';
comment on column tds.vendor_credit_line_taxes.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.vendor_credit_line_taxes.source_modified_at is 'When Zoho says the credit was last modified (Zoho last_modified_time of the parent), in the version in which this row last changed';
comment on column tds.vendor_credit_line_taxes.vendor_credit_id is 'The credit, source_id in tds.vendor_credits (Zoho vendor_credit_id)';
comment on column tds.vendor_credit_line_taxes.line_item_id is 'The line, source_id in tds.vendor_credit_lines (Zoho line_item_id)';
comment on column tds.vendor_credit_line_taxes.tax_id is 'The tax in Zoho (Zoho tax_id)';
comment on column tds.vendor_credit_line_taxes.tax_name is 'Name of the tax (Zoho tax_name)';
comment on column tds.vendor_credit_line_taxes.tax_percentage is 'Percent of tax (Zoho tax_percentage)';
comment on column tds.vendor_credit_line_taxes.tax_amount is 'Amount of the tax, in the currency of the credit (Zoho tax_amount)';
comment on column tds.vendor_credit_line_taxes.tax_specific_type is 'Kind of tax in some countries (Zoho tax_specific_type)';
comment on column tds.vendor_credit_line_taxes.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.vendor_credit_line_taxes.first_seen_at is 'When this row was first written here';
comment on column tds.vendor_credit_line_taxes.synced_at is 'When this row was last written here';
comment on column tds.vendor_credit_line_taxes.deleted_at is 'When its credit was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.vendor_credit_line_taxes.run_id is 'The run that last wrote this row';
comment on column tds.vendor_credit_line_taxes.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';
