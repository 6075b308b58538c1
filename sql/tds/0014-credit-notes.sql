--liquibase formatted sql logicalFilePath:sql/tds/0014-credit-notes.sql

--changeset tds:credit-notes
create table tds.credit_notes (
    organization_id        text not null,
    source_id              text not null,
    source_created_at      timestamptz,
    source_modified_at     timestamptz,
    creditnote_number      text,
    reference_number       text,
    status                 text,
    current_sub_status     text,
    date                   date,
    customer_id            text,
    customer_name          text,
    email                  text,
    currency_id            text,
    currency_code          text,
    exchange_rate          numeric,
    price_precision        integer,
    sub_total              numeric,
    tax_total              numeric,
    discount               numeric,
    discount_type          text,
    is_discount_before_tax boolean,
    is_inclusive_tax       boolean,
    shipping_charge        numeric,
    adjustment             numeric,
    adjustment_description text,
    total                  numeric,
    balance                numeric,
    total_credits_used     numeric,
    total_refunded_amount  numeric,
    location_id            text,
    location_name          text,
    salesperson_id         text,
    salesperson_name       text,
    is_emailed             boolean,
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

create index credit_notes_number on tds.credit_notes using hash (creditnote_number);
create index credit_notes_customer on tds.credit_notes (organization_id, customer_id, date);
create index credit_notes_date on tds.credit_notes (organization_id, date);
create index credit_notes_status on tds.credit_notes (organization_id, status);
create index credit_notes_modified on tds.credit_notes (organization_id, source_modified_at);

comment on table tds.credit_notes is 'Credit notes to customers (Zoho creditnotes)';
comment on column tds.credit_notes.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.credit_notes.source_id is 'The credit note in Zoho (Zoho creditnote_id)';
comment on column tds.credit_notes.source_created_at is 'When Zoho says the record was created (Zoho created_time)';
comment on column tds.credit_notes.source_modified_at is 'When Zoho says the record was last modified (Zoho last_modified_time), null if it does not say, else the newest version wins';
comment on column tds.credit_notes.creditnote_number is 'Number of the credit note as printed (Zoho creditnote_number)';
comment on column tds.credit_notes.reference_number is 'Number the customer uses, such as that of the invoice (Zoho reference_number)';
comment on column tds.credit_notes.status is 'draft, open, closed or void (Zoho status)';
comment on column tds.credit_notes.current_sub_status is 'Status within the status, the organizations own (Zoho current_sub_status)';
comment on column tds.credit_notes.date is 'Day of the credit note (Zoho date)';
comment on column tds.credit_notes.customer_id is 'The customer, source_id in tds.customers (Zoho customer_id)';
comment on column tds.credit_notes.customer_name is 'Name of the customer when last modified (Zoho customer_name)';
comment on column tds.credit_notes.email is 'E-mail address of the customer (Zoho email), filled from details';
comment on column tds.credit_notes.currency_id is 'Currency of the document in Zoho (Zoho currency_id)';
comment on column tds.credit_notes.currency_code is 'ISO 4217 code of the currency of all amounts of the document (Zoho currency_code)';
comment on column tds.credit_notes.exchange_rate is 'Organizations currency for one unit of currency_code (Zoho exchange_rate)';
comment on column tds.credit_notes.price_precision is 'Digits after the decimal point (Zoho price_precision)';
comment on column tds.credit_notes.sub_total is 'Sum of the lines before tax, in currency_code (Zoho sub_total), filled from details';
comment on column tds.credit_notes.tax_total is 'Sum of taxes, in currency_code (Zoho tax_total), filled from details';
comment on column tds.credit_notes.discount is 'Discount on the whole document, an amount or a percentage as discount_type says (Zoho discount), filled from details';
comment on column tds.credit_notes.discount_type is 'entity_level or item_level (Zoho discount_type), filled from details';
comment on column tds.credit_notes.is_discount_before_tax is 'Whether the discount is taken before tax (Zoho is_discount_before_tax), filled from details';
comment on column tds.credit_notes.is_inclusive_tax is 'Whether prices of lines contain tax (Zoho is_inclusive_tax), filled from details';
comment on column tds.credit_notes.shipping_charge is 'Charge for shipping that is given back, in currency_code (Zoho shipping_charge), filled from details';
comment on column tds.credit_notes.adjustment is 'Correction of the total by hand, in currency_code (Zoho adjustment), filled from details';
comment on column tds.credit_notes.adjustment_description is 'Reason of the correction (Zoho adjustment_description), filled from details';
comment on column tds.credit_notes.total is 'Total with tax, in currency_code (Zoho total)';
comment on column tds.credit_notes.balance is 'Part of the total neither used nor given back yet, in currency_code (Zoho balance)';
comment on column tds.credit_notes.total_credits_used is 'Part of the total that settled invoices, in currency_code (Zoho total_credits_used), filled from details';
comment on column tds.credit_notes.total_refunded_amount is 'Part of the total that was given back, in currency_code (Zoho total_refunded_amount), filled from details';
comment on column tds.credit_notes.location_id is 'Place of business, source_id in tds.locations (Zoho location_id, else warehouse_id, else branch_id)';
comment on column tds.credit_notes.location_name is 'Name of the place of business (Zoho location_name, else warehouse_name, else branch_name)';
comment on column tds.credit_notes.salesperson_id is 'Salesperson in Zoho (Zoho salesperson_id)';
comment on column tds.credit_notes.salesperson_name is 'Name of the salesperson (Zoho salesperson_name)';
comment on column tds.credit_notes.is_emailed is 'Whether it was sent by e-mail (Zoho is_emailed)';
comment on column tds.credit_notes.billing_address is 'Address of the customers office, as Zoho sends it (Zoho billing_address), filled from details';
comment on column tds.credit_notes.shipping_address is 'Address the goods had gone to, as Zoho sends it (Zoho shipping_address), filled from details';
comment on column tds.credit_notes.notes is 'Remarks on the document, of any length (Zoho notes), filled from details';
comment on column tds.credit_notes.terms is 'Terms and conditions on the document, of any length (Zoho terms), filled from details';
comment on column tds.credit_notes.custom_fields is 'Custom fields by API name, such as {"cf_season": "Summer"}, null if there are none (Zoho cf_*)';
comment on column tds.credit_notes.first_seen_at is 'When this row was first written here';
comment on column tds.credit_notes.synced_at is 'When this row was last written here';
comment on column tds.credit_notes.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.credit_notes.run_id is 'The run that last wrote this row';
comment on column tds.credit_notes.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.credit_notes.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write';

--changeset tds:credit-note-lines
create table tds.credit_note_lines (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    creditnote_id      text not null,
    line_number        integer,
    line_item_category text,
    header_name        text,
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
    discount_amount    numeric,
    tax_id             text,
    tax_name           text,
    tax_percentage     numeric,
    item_total         numeric,
    account_id         text,
    account_name       text,
    location_id        text,
    location_name      text,
    project_id         text,
    invoice_id         text,
    invoice_item_id    text,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    primary key (organization_id, source_id)
);

create index credit_note_lines_parent on tds.credit_note_lines (organization_id, creditnote_id, line_number);
create index credit_note_lines_item on tds.credit_note_lines (organization_id, item_id);

comment on table tds.credit_note_lines is 'Lines of credit notes (Zoho line_items), filled from details';
comment on column tds.credit_note_lines.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.credit_note_lines.source_id is 'The line in Zoho (Zoho line_item_id)';
comment on column tds.credit_note_lines.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.credit_note_lines.source_modified_at is 'When Zoho says the document was last modified (Zoho last_modified_time of the parent)';
comment on column tds.credit_note_lines.creditnote_id is 'The credit note it is part of, source_id in tds.credit_notes (Zoho creditnote_id)';
comment on column tds.credit_note_lines.line_number is 'Place among the lines, from 1, in Zohos order (Zoho item_order)';
comment on column tds.credit_note_lines.line_item_category is 'header for a heading without item and price, else line_item or null (Zoho line_item_category)';
comment on column tds.credit_note_lines.header_name is 'Heading it stands under (Zoho header_name)';
comment on column tds.credit_note_lines.item_id is 'The item, source_id in tds.products, null in free text lines (Zoho item_id)';
comment on column tds.credit_note_lines.name is 'Name of the item on the document (Zoho name)';
comment on column tds.credit_note_lines.sku is 'Stock keeping unit of the item (Zoho sku)';
comment on column tds.credit_note_lines.description is 'Description on the document, of any length (Zoho description)';
comment on column tds.credit_note_lines.item_type is 'inventory, sales, purchases or sales_and_purchases (Zoho item_type)';
comment on column tds.credit_note_lines.product_type is 'goods or service (Zoho product_type)';
comment on column tds.credit_note_lines.unit is 'Unit of quantity (Zoho unit)';
comment on column tds.credit_note_lines.quantity is 'How many units (Zoho quantity)';
comment on column tds.credit_note_lines.rate is 'Price of one unit, in the currency of the document (Zoho rate)';
comment on column tds.credit_note_lines.bcy_rate is 'Price of one unit, in the organizations currency (Zoho bcy_rate)';
comment on column tds.credit_note_lines.discount is 'Discount on the line, an amount or a percentage (Zoho discount)';
comment on column tds.credit_note_lines.discount_amount is 'Discount on the line, in the currency of the document (Zoho discount_amount)';
comment on column tds.credit_note_lines.tax_id is 'Tax of the line (Zoho tax_id)';
comment on column tds.credit_note_lines.tax_name is 'Name of the tax (Zoho tax_name)';
comment on column tds.credit_note_lines.tax_percentage is 'Tax in percent (Zoho tax_percentage)';
comment on column tds.credit_note_lines.item_total is 'Quantity times rate less discount, in the currency of the document (Zoho item_total)';
comment on column tds.credit_note_lines.account_id is 'Account the line is booked to (Zoho account_id)';
comment on column tds.credit_note_lines.account_name is 'Name of the account (Zoho account_name)';
comment on column tds.credit_note_lines.location_id is 'Place the goods come back to, source_id in tds.locations (Zoho location_id, else warehouse_id)';
comment on column tds.credit_note_lines.location_name is 'Name of the place (Zoho location_name, else warehouse_name)';
comment on column tds.credit_note_lines.project_id is 'Project the line is booked to (Zoho project_id)';
comment on column tds.credit_note_lines.invoice_id is 'The invoice it takes back from, source_id in tds.invoices (Zoho invoice_id)';
comment on column tds.credit_note_lines.invoice_item_id is 'The line it takes back, source_id in tds.invoice_lines (Zoho invoice_item_id)';
comment on column tds.credit_note_lines.custom_fields is 'Custom fields of the line by API name, null if there are none (Zoho item_custom_fields)';
comment on column tds.credit_note_lines.first_seen_at is 'When this row was first written here';
comment on column tds.credit_note_lines.synced_at is 'When this row was last written here';
comment on column tds.credit_note_lines.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.credit_note_lines.run_id is 'The run that last wrote this row';
comment on column tds.credit_note_lines.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
