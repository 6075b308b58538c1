--liquibase formatted sql logicalFilePath:sql/tds/0041-document-taxes.sql

--changeset tds:invoice-taxes
create table tds.invoice_taxes (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    invoice_id         text not null,
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

create index invoice_taxes_parent on tds.invoice_taxes (organization_id, invoice_id);
create index invoice_taxes_tax on tds.invoice_taxes (organization_id, tax_id);

comment on table tds.invoice_taxes is 'The taxes of each invoice, one row for each tax with the sum of all lines (Zoho taxes), filled from details. tds.invoice_line_taxes has the same by line: do not add them up';
comment on column tds.invoice_taxes.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.invoice_taxes.source_id is 'The invoice and the place in it, such as 7/1';
comment on column tds.invoice_taxes.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.invoice_taxes.source_modified_at is 'When Zoho says the invoice was last modified, in the version in which this row last changed';
comment on column tds.invoice_taxes.invoice_id is 'The invoice it is part of, source_id in tds.invoices (Zoho invoice_id)';
comment on column tds.invoice_taxes.tax_id is 'The tax, null if Zoho does not say (Zoho tax_id)';
comment on column tds.invoice_taxes.tax_name is 'Its name with its rate (Zoho tax_name)';
comment on column tds.invoice_taxes.tax_amount is 'What it comes to, in the currency of the invoice (Zoho tax_amount)';
comment on column tds.invoice_taxes.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.invoice_taxes.first_seen_at is 'When this row was first written here';
comment on column tds.invoice_taxes.synced_at is 'When this row was last written here';
comment on column tds.invoice_taxes.deleted_at is 'When the invoice was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.invoice_taxes.run_id is 'The run that last wrote this row';
comment on column tds.invoice_taxes.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';

--changeset tds:invoice-line-taxes
create table tds.invoice_line_taxes (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    invoice_id         text not null,
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

create index invoice_line_taxes_parent on tds.invoice_line_taxes (organization_id, invoice_id);
create index invoice_line_taxes_line_item on tds.invoice_line_taxes (organization_id, line_item_id);

comment on table tds.invoice_line_taxes is 'The taxes of each line of each invoice (Zoho line_item_taxes), filled from details';
comment on column tds.invoice_line_taxes.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.invoice_line_taxes.source_id is 'The invoice and the place among the taxes of all its lines, such as 7/1';
comment on column tds.invoice_line_taxes.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.invoice_line_taxes.source_modified_at is 'When Zoho says the invoice was last modified, in the version in which this row last changed';
comment on column tds.invoice_line_taxes.invoice_id is 'The invoice it is part of, source_id in tds.invoices (Zoho invoice_id)';
comment on column tds.invoice_line_taxes.line_item_id is 'The line, source_id in tds.invoice_lines (Zoho line_item_id)';
comment on column tds.invoice_line_taxes.tax_id is 'The tax, null if Zoho does not say (Zoho tax_id)';
comment on column tds.invoice_line_taxes.tax_name is 'Its name with its rate (Zoho tax_name)';
comment on column tds.invoice_line_taxes.tax_percentage is 'Its rate, 19 means 19 % (Zoho tax_percentage)';
comment on column tds.invoice_line_taxes.tax_amount is 'What it comes to, in the currency of the invoice (Zoho tax_amount)';
comment on column tds.invoice_line_taxes.tax_specific_type is 'Its kind in the tax law of the country (Zoho tax_specific_type)';
comment on column tds.invoice_line_taxes.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.invoice_line_taxes.first_seen_at is 'When this row was first written here';
comment on column tds.invoice_line_taxes.synced_at is 'When this row was last written here';
comment on column tds.invoice_line_taxes.deleted_at is 'When the invoice was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.invoice_line_taxes.run_id is 'The run that last wrote this row';
comment on column tds.invoice_line_taxes.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';

--changeset tds:bill-taxes
create table tds.bill_taxes (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    bill_id            text not null,
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

create index bill_taxes_parent on tds.bill_taxes (organization_id, bill_id);
create index bill_taxes_tax on tds.bill_taxes (organization_id, tax_id);

comment on table tds.bill_taxes is 'The taxes of each bill, one row for each tax with the sum of all lines (Zoho taxes), filled from details. tds.bill_line_taxes has the same by line: do not add them up';
comment on column tds.bill_taxes.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.bill_taxes.source_id is 'The bill and the place in it, such as 7/1';
comment on column tds.bill_taxes.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.bill_taxes.source_modified_at is 'When Zoho says the bill was last modified, in the version in which this row last changed';
comment on column tds.bill_taxes.bill_id is 'The bill it is part of, source_id in tds.bills (Zoho bill_id)';
comment on column tds.bill_taxes.tax_id is 'The tax, null if Zoho does not say (Zoho tax_id)';
comment on column tds.bill_taxes.tax_name is 'Its name with its rate (Zoho tax_name)';
comment on column tds.bill_taxes.tax_amount is 'What it comes to, in the currency of the bill (Zoho tax_amount)';
comment on column tds.bill_taxes.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.bill_taxes.first_seen_at is 'When this row was first written here';
comment on column tds.bill_taxes.synced_at is 'When this row was last written here';
comment on column tds.bill_taxes.deleted_at is 'When the bill was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.bill_taxes.run_id is 'The run that last wrote this row';
comment on column tds.bill_taxes.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';

--changeset tds:bill-line-taxes
create table tds.bill_line_taxes (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    bill_id            text not null,
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

create index bill_line_taxes_parent on tds.bill_line_taxes (organization_id, bill_id);
create index bill_line_taxes_line_item on tds.bill_line_taxes (organization_id, line_item_id);

comment on table tds.bill_line_taxes is 'The taxes of each line of each bill (Zoho line_item_taxes), filled from details';
comment on column tds.bill_line_taxes.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.bill_line_taxes.source_id is 'The bill and the place among the taxes of all its lines, such as 7/1';
comment on column tds.bill_line_taxes.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.bill_line_taxes.source_modified_at is 'When Zoho says the bill was last modified, in the version in which this row last changed';
comment on column tds.bill_line_taxes.bill_id is 'The bill it is part of, source_id in tds.bills (Zoho bill_id)';
comment on column tds.bill_line_taxes.line_item_id is 'The line, source_id in tds.bill_lines (Zoho line_item_id)';
comment on column tds.bill_line_taxes.tax_id is 'The tax, null if Zoho does not say (Zoho tax_id)';
comment on column tds.bill_line_taxes.tax_name is 'Its name with its rate (Zoho tax_name)';
comment on column tds.bill_line_taxes.tax_percentage is 'Its rate, 19 means 19 % (Zoho tax_percentage)';
comment on column tds.bill_line_taxes.tax_amount is 'What it comes to, in the currency of the bill (Zoho tax_amount)';
comment on column tds.bill_line_taxes.tax_specific_type is 'Its kind in the tax law of the country (Zoho tax_specific_type)';
comment on column tds.bill_line_taxes.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.bill_line_taxes.first_seen_at is 'When this row was first written here';
comment on column tds.bill_line_taxes.synced_at is 'When this row was last written here';
comment on column tds.bill_line_taxes.deleted_at is 'When the bill was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.bill_line_taxes.run_id is 'The run that last wrote this row';
comment on column tds.bill_line_taxes.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';

--changeset tds:sales-order-taxes
create table tds.sales_order_taxes (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    salesorder_id      text not null,
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

create index sales_order_taxes_parent on tds.sales_order_taxes (organization_id, salesorder_id);
create index sales_order_taxes_tax on tds.sales_order_taxes (organization_id, tax_id);

comment on table tds.sales_order_taxes is 'The taxes of each order, one row for each tax with the sum of all lines (Zoho taxes), filled from details. tds.sales_order_line_taxes has the same by line: do not add them up';
comment on column tds.sales_order_taxes.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.sales_order_taxes.source_id is 'The order and the place in it, such as 7/1';
comment on column tds.sales_order_taxes.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.sales_order_taxes.source_modified_at is 'When Zoho says the order was last modified, in the version in which this row last changed';
comment on column tds.sales_order_taxes.salesorder_id is 'The order it is part of, source_id in tds.sales_orders (Zoho salesorder_id)';
comment on column tds.sales_order_taxes.tax_id is 'The tax, null if Zoho does not say (Zoho tax_id)';
comment on column tds.sales_order_taxes.tax_name is 'Its name with its rate (Zoho tax_name)';
comment on column tds.sales_order_taxes.tax_amount is 'What it comes to, in the currency of the order (Zoho tax_amount)';
comment on column tds.sales_order_taxes.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.sales_order_taxes.first_seen_at is 'When this row was first written here';
comment on column tds.sales_order_taxes.synced_at is 'When this row was last written here';
comment on column tds.sales_order_taxes.deleted_at is 'When the order was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.sales_order_taxes.run_id is 'The run that last wrote this row';
comment on column tds.sales_order_taxes.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';

--changeset tds:sales-order-line-taxes
create table tds.sales_order_line_taxes (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    salesorder_id      text not null,
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

create index sales_order_line_taxes_parent on tds.sales_order_line_taxes (organization_id, salesorder_id);
create index sales_order_line_taxes_line_item on tds.sales_order_line_taxes (organization_id, line_item_id);

comment on table tds.sales_order_line_taxes is 'The taxes of each line of each order (Zoho line_item_taxes), filled from details';
comment on column tds.sales_order_line_taxes.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.sales_order_line_taxes.source_id is 'The order and the place among the taxes of all its lines, such as 7/1';
comment on column tds.sales_order_line_taxes.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.sales_order_line_taxes.source_modified_at is 'When Zoho says the order was last modified, in the version in which this row last changed';
comment on column tds.sales_order_line_taxes.salesorder_id is 'The order it is part of, source_id in tds.sales_orders (Zoho salesorder_id)';
comment on column tds.sales_order_line_taxes.line_item_id is 'The line, source_id in tds.sales_order_lines (Zoho line_item_id)';
comment on column tds.sales_order_line_taxes.tax_id is 'The tax, null if Zoho does not say (Zoho tax_id)';
comment on column tds.sales_order_line_taxes.tax_name is 'Its name with its rate (Zoho tax_name)';
comment on column tds.sales_order_line_taxes.tax_percentage is 'Its rate, 19 means 19 % (Zoho tax_percentage)';
comment on column tds.sales_order_line_taxes.tax_amount is 'What it comes to, in the currency of the order (Zoho tax_amount)';
comment on column tds.sales_order_line_taxes.tax_specific_type is 'Its kind in the tax law of the country (Zoho tax_specific_type)';
comment on column tds.sales_order_line_taxes.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.sales_order_line_taxes.first_seen_at is 'When this row was first written here';
comment on column tds.sales_order_line_taxes.synced_at is 'When this row was last written here';
comment on column tds.sales_order_line_taxes.deleted_at is 'When the order was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.sales_order_line_taxes.run_id is 'The run that last wrote this row';
comment on column tds.sales_order_line_taxes.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';

--changeset tds:credit-note-taxes
create table tds.credit_note_taxes (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    creditnote_id      text not null,
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

create index credit_note_taxes_parent on tds.credit_note_taxes (organization_id, creditnote_id);
create index credit_note_taxes_tax on tds.credit_note_taxes (organization_id, tax_id);

comment on table tds.credit_note_taxes is 'The taxes of each credit note, one row for each tax with the sum of all lines (Zoho taxes), filled from details. tds.credit_note_line_taxes has the same by line: do not add them up';
comment on column tds.credit_note_taxes.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.credit_note_taxes.source_id is 'The credit note and the place in it, such as 7/1';
comment on column tds.credit_note_taxes.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.credit_note_taxes.source_modified_at is 'When Zoho says the credit note was last modified, in the version in which this row last changed';
comment on column tds.credit_note_taxes.creditnote_id is 'The credit note it is part of, source_id in tds.credit_notes (Zoho creditnote_id)';
comment on column tds.credit_note_taxes.tax_id is 'The tax, null if Zoho does not say (Zoho tax_id)';
comment on column tds.credit_note_taxes.tax_name is 'Its name with its rate (Zoho tax_name)';
comment on column tds.credit_note_taxes.tax_amount is 'What it comes to, in the currency of the credit note (Zoho tax_amount)';
comment on column tds.credit_note_taxes.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.credit_note_taxes.first_seen_at is 'When this row was first written here';
comment on column tds.credit_note_taxes.synced_at is 'When this row was last written here';
comment on column tds.credit_note_taxes.deleted_at is 'When the credit note was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.credit_note_taxes.run_id is 'The run that last wrote this row';
comment on column tds.credit_note_taxes.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';

--changeset tds:credit-note-line-taxes
create table tds.credit_note_line_taxes (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    creditnote_id      text not null,
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

create index credit_note_line_taxes_parent on tds.credit_note_line_taxes (organization_id, creditnote_id);
create index credit_note_line_taxes_line_item on tds.credit_note_line_taxes (organization_id, line_item_id);

comment on table tds.credit_note_line_taxes is 'The taxes of each line of each credit note (Zoho line_item_taxes), filled from details';
comment on column tds.credit_note_line_taxes.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.credit_note_line_taxes.source_id is 'The credit note and the place among the taxes of all its lines, such as 7/1';
comment on column tds.credit_note_line_taxes.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.credit_note_line_taxes.source_modified_at is 'When Zoho says the credit note was last modified, in the version in which this row last changed';
comment on column tds.credit_note_line_taxes.creditnote_id is 'The credit note it is part of, source_id in tds.credit_notes (Zoho creditnote_id)';
comment on column tds.credit_note_line_taxes.line_item_id is 'The line, source_id in tds.credit_note_lines (Zoho line_item_id)';
comment on column tds.credit_note_line_taxes.tax_id is 'The tax, null if Zoho does not say (Zoho tax_id)';
comment on column tds.credit_note_line_taxes.tax_name is 'Its name with its rate (Zoho tax_name)';
comment on column tds.credit_note_line_taxes.tax_percentage is 'Its rate, 19 means 19 % (Zoho tax_percentage)';
comment on column tds.credit_note_line_taxes.tax_amount is 'What it comes to, in the currency of the credit note (Zoho tax_amount)';
comment on column tds.credit_note_line_taxes.tax_specific_type is 'Its kind in the tax law of the country (Zoho tax_specific_type)';
comment on column tds.credit_note_line_taxes.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.credit_note_line_taxes.first_seen_at is 'When this row was first written here';
comment on column tds.credit_note_line_taxes.synced_at is 'When this row was last written here';
comment on column tds.credit_note_line_taxes.deleted_at is 'When the credit note was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.credit_note_line_taxes.run_id is 'The run that last wrote this row';
comment on column tds.credit_note_line_taxes.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';
