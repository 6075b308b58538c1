--liquibase formatted sql logicalFilePath:sql/tds/0016-more-details.sql

--changeset tds:payments-details
alter table tds.payments add column detail_hash bytea;
alter table tds.payments add column detailed_at timestamptz;
alter table tds.payments add column detail_modified_at timestamptz;
comment on column tds.payments.detail_hash is 'SHA-256 of the payload in etl.payloads that the columns filled from details were made from, null as long as there was none';
comment on column tds.payments.detailed_at is 'When details were last written here, null as long as there were none';
comment on column tds.payments.detail_modified_at is 'Modification time of the version the details are of: older than source_modified_at if newer ones have not been fetched yet';
comment on column tds.payments.payload_hash is 'SHA-256 of the payload in etl.payloads of the last list row; of the details as long as it was not listed';
comment on column tds.payments.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write; empty as long as it was not listed';

--changeset tds:credit-notes-details
alter table tds.credit_notes add column detail_hash bytea;
alter table tds.credit_notes add column detailed_at timestamptz;
alter table tds.credit_notes add column detail_modified_at timestamptz;
comment on column tds.credit_notes.detail_hash is 'SHA-256 of the payload in etl.payloads that the columns filled from details were made from, null as long as there was none';
comment on column tds.credit_notes.detailed_at is 'When details were last written here, null as long as there were none';
comment on column tds.credit_notes.detail_modified_at is 'Modification time of the version the details are of: older than source_modified_at if newer ones have not been fetched yet';
comment on column tds.credit_notes.payload_hash is 'SHA-256 of the payload in etl.payloads of the last list row; of the details as long as it was not listed';
comment on column tds.credit_notes.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write; empty as long as it was not listed';

--changeset tds:product-groups-details
alter table tds.product_groups add column detail_hash bytea;
alter table tds.product_groups add column detailed_at timestamptz;
alter table tds.product_groups add column detail_modified_at timestamptz;
comment on column tds.product_groups.detail_hash is 'SHA-256 of the payload in etl.payloads that the columns filled from details were made from, null as long as there was none';
comment on column tds.product_groups.detailed_at is 'When details were last written here, null as long as there were none';
comment on column tds.product_groups.detail_modified_at is 'Modification time of the version the details are of: older than source_modified_at if newer ones have not been fetched yet';
comment on column tds.product_groups.payload_hash is 'SHA-256 of the payload in etl.payloads of the last list row; of the details as long as it was not listed';
comment on column tds.product_groups.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write; empty as long as it was not listed';

--changeset tds:locations-details
alter table tds.locations add column detail_hash bytea;
alter table tds.locations add column detailed_at timestamptz;
alter table tds.locations add column detail_modified_at timestamptz;
comment on column tds.locations.detail_hash is 'SHA-256 of the payload in etl.payloads that the columns filled from details were made from, null as long as there was none';
comment on column tds.locations.detailed_at is 'When details were last written here, null as long as there were none';
comment on column tds.locations.detail_modified_at is 'Modification time of the version the details are of: older than source_modified_at if newer ones have not been fetched yet';
comment on column tds.locations.payload_hash is 'SHA-256 of the payload in etl.payloads of the last list row; of the details as long as it was not listed';
comment on column tds.locations.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write; empty as long as it was not listed';

--changeset tds:locations-without-times
comment on column tds.locations.source_created_at is 'Not sent by Zoho for locations, always null';
comment on column tds.locations.source_modified_at is 'Not sent by Zoho for locations, always null';
comment on column tds.locations.detail_modified_at is 'Not sent by Zoho for locations, always null';
comment on column tds.locations.website is 'Web site (Zoho website), filled from details';
comment on column tds.locations.custom_fields is 'Not sent by Zoho for locations, always null';

--changeset tds:credit-note-allocations
create table tds.credit_note_allocations (
    organization_id     text not null,
    source_id           text not null,
    source_created_at   timestamptz,
    source_modified_at  timestamptz,
    creditnote_id       text not null,
    invoice_id          text,
    invoice_number      text,
    amount_applied      numeric,
    custom_fields       jsonb,
    first_seen_at       timestamptz not null,
    synced_at           timestamptz not null,
    deleted_at          timestamptz,
    run_id              bigint not null,
    payload_hash        bytea not null,
    primary key (organization_id, source_id)
);

create index credit_note_allocations_parent on tds.credit_note_allocations (organization_id, creditnote_id);
create index credit_note_allocations_invoice on tds.credit_note_allocations (organization_id, invoice_id);

comment on table tds.credit_note_allocations is 'What credit notes were applied to (Zoho invoices of a credit note), filled from details';
comment on column tds.credit_note_allocations.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.credit_note_allocations.source_id is 'The credit note and the place in it, such as 7/1: Zoho gives it no id';
comment on column tds.credit_note_allocations.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.credit_note_allocations.source_modified_at is 'When Zoho says the credit note was last modified (Zoho last_modified_time of the parent), in the version in which this row last changed';
comment on column tds.credit_note_allocations.creditnote_id is 'The credit note it is part of, source_id in tds.credit_notes (Zoho creditnote_id)';
comment on column tds.credit_note_allocations.invoice_id is 'The invoice it settles, source_id in tds.invoices (Zoho invoice_id)';
comment on column tds.credit_note_allocations.invoice_number is 'Number of that invoice (Zoho invoice_number)';
comment on column tds.credit_note_allocations.amount_applied is 'Part of the credit note that went to that invoice, in the currency of the credit note (Zoho amount)';
comment on column tds.credit_note_allocations.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.credit_note_allocations.first_seen_at is 'When this row was first written here';
comment on column tds.credit_note_allocations.synced_at is 'When this row was last written here';
comment on column tds.credit_note_allocations.deleted_at is 'Always null: a row that the document has no longer is deleted';
comment on column tds.credit_note_allocations.run_id is 'The run that last wrote this row';
comment on column tds.credit_note_allocations.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';

--changeset tds:parts-of-payments-and-credit-notes
comment on column tds.payment_allocations.source_modified_at is 'When Zoho says the document was last modified (Zoho last_modified_time of the parent), in the version in which this row last changed';
comment on column tds.payment_allocations.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';
comment on column tds.payment_allocations.deleted_at is 'Always null: a row that the document has no longer is deleted';
comment on column tds.credit_note_lines.source_modified_at is 'When Zoho says the document was last modified (Zoho last_modified_time of the parent), in the version in which this row last changed';
comment on column tds.credit_note_lines.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';
comment on column tds.credit_note_lines.deleted_at is 'Always null: a row that the document has no longer is deleted';
comment on column tds.payment_allocations.source_id is 'The part of the payment in Zoho (Zoho invoice_payment_id), else the payment and the place in it, such as 7/1';
comment on column tds.payment_allocations.invoice_status is 'Status of that invoice when the payment was last fetched, see tds.invoices for that of now (Zoho status)';
comment on column tds.payment_allocations.balance_amount is 'Part of that invoice not paid when the payment was last fetched, see tds.invoices for that of now (Zoho balance_amount)';
comment on column tds.credit_note_lines.source_id is 'The line in Zoho (Zoho line_item_id), else the document and its place in it, such as 7/1';
comment on column tds.payments.source_modified_at is 'When Zoho says the record was last modified (Zoho last_modified_time, else updated_time of details), null if it does not say, else the newest version wins';
comment on column tds.credit_notes.source_modified_at is 'When Zoho says the record was last modified (Zoho last_modified_time, else updated_time of details), null if it does not say, else the newest version wins';
