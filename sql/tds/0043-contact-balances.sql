--liquibase formatted sql logicalFilePath:sql/tds/0043-contact-balances.sql

--changeset tds:contact-balances
create table tds.contact_balances (
    organization_id                  text not null,
    source_id                        text not null,
    source_created_at                timestamptz,
    source_modified_at               timestamptz,
    contact_id                       text not null,
    currency_id                      text,
    currency_code                    text,
    is_base_currency                 boolean,
    outstanding_receivable_amount    numeric,
    unused_credits_receivable_amount numeric,
    outstanding_payable_amount       numeric,
    unused_credits_payable_amount    numeric,
    custom_fields                    jsonb,
    first_seen_at                    timestamptz not null,
    synced_at                        timestamptz not null,
    deleted_at                       timestamptz,
    run_id                           bigint not null,
    payload_hash                     bytea not null,
    primary key (organization_id, source_id)
);

create index contact_balances_parent on tds.contact_balances (organization_id, contact_id);
create index contact_balances_currency on tds.contact_balances (organization_id, currency_id);

comment on table tds.contact_balances is 'What each contact owes or is owed, one row for each currency (Zoho customer_currency_summaries, vendor_currency_summaries), filled from details; as of the last fetch, since a payment changes no contact';
comment on column tds.contact_balances.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.contact_balances.source_id is 'The contact and the place, such as 7/1';
comment on column tds.contact_balances.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.contact_balances.source_modified_at is 'When Zoho says the contact was last modified, in the version in which this row last changed';
comment on column tds.contact_balances.contact_id is 'The contact it is part of, source_id in tds.customers or tds.vendors (Zoho contact_id)';
comment on column tds.contact_balances.currency_id is 'The currency (Zoho currency_id)';
comment on column tds.contact_balances.currency_code is 'Its code, such as IQD (Zoho currency_code)';
comment on column tds.contact_balances.is_base_currency is 'Whether it is the organization''s own (Zoho is_base_currency)';
comment on column tds.contact_balances.outstanding_receivable_amount is 'Owed by the customer, in this currency (Zoho outstanding_receivable_amount)';
comment on column tds.contact_balances.unused_credits_receivable_amount is 'Credits of the customer that are not used yet, in this currency (Zoho unused_credits_receivable_amount)';
comment on column tds.contact_balances.outstanding_payable_amount is 'Owed to the vendor, in this currency (Zoho outstanding_payable_amount)';
comment on column tds.contact_balances.unused_credits_payable_amount is 'Credits from the vendor that are not used yet, in this currency (Zoho unused_credits_payable_amount)';
comment on column tds.contact_balances.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.contact_balances.first_seen_at is 'When this row was first written here';
comment on column tds.contact_balances.synced_at is 'When this row was last written here';
comment on column tds.contact_balances.deleted_at is 'When the contact was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.contact_balances.run_id is 'The run that last wrote this row';
comment on column tds.contact_balances.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';
