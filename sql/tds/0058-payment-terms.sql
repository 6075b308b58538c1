--liquibase formatted sql logicalFilePath:sql/tds/0058-payment-terms.sql

--changeset tds:payment-terms
create table tds.payment_terms (
    organization_id     text not null,
    source_id           text not null,
    source_created_at   timestamptz,
    source_modified_at  timestamptz,
    payment_terms       integer,
    payment_terms_label text,
    is_default          boolean,
    custom_fields       jsonb,
    first_seen_at       timestamptz not null,
    synced_at           timestamptz not null,
    deleted_at          timestamptz,
    run_id              bigint not null,
    payload_hash        bytea not null,
    fingerprint         bytea not null,
    primary key (organization_id, source_id)
);

comment on table tds.payment_terms is 'When documents are due (Zoho paymentterms). Join by payment_terms_id or by label: several rows may have the same number';
comment on column tds.payment_terms.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.payment_terms.source_id is 'The terms in Zoho (Zoho payment_terms_id)';
comment on column tds.payment_terms.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.payment_terms.source_modified_at is 'Not sent by Zoho for these records, null unless it comes to be (Zoho last_modified_time)';
comment on column tds.payment_terms.payment_terms is 'Code, not always days: 0 is due on receipt, -2 at the end of the month, -3 at the end of next month (Zoho payment_terms). Never add it to a date: documents have due_date';
comment on column tds.payment_terms.payment_terms_label is 'In words (Zoho payment_terms_label)';
comment on column tds.payment_terms.is_default is 'Whether it holds if nobody says otherwise (Zoho is_default)';
comment on column tds.payment_terms.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.payment_terms.first_seen_at is 'When this row was first written here';
comment on column tds.payment_terms.synced_at is 'When this row was last written here';
comment on column tds.payment_terms.deleted_at is 'Always null: a list without documents does not tell what is gone';
comment on column tds.payment_terms.run_id is 'The run that last wrote this row';
comment on column tds.payment_terms.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.payment_terms.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write; empty as long as it was not listed';
