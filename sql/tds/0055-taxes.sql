--liquibase formatted sql logicalFilePath:sql/tds/0055-taxes.sql

--changeset tds:taxes
create table tds.taxes (
    organization_id         text not null,
    source_id               text not null,
    source_created_at       timestamptz,
    source_modified_at      timestamptz,
    tax_name                text,
    tax_percentage          numeric,
    tax_type                text,
    tax_specific_type       text,
    tax_authority_id        text,
    tax_authority_name      text,
    tax_account_id          text,
    purchase_tax_account_id text,
    is_value_added          boolean,
    is_default_tax          boolean,
    status                  text,
    custom_fields           jsonb,
    first_seen_at           timestamptz not null,
    synced_at               timestamptz not null,
    deleted_at              timestamptz,
    run_id                  bigint not null,
    payload_hash            bytea not null,
    fingerprint             bytea not null,
    primary key (organization_id, source_id)
);

comment on table tds.taxes is 'Taxes that are in use (Zoho taxes). Documents keep naming taxes that are in use no longer, and Zoho lists those not';
comment on column tds.taxes.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.taxes.source_id is 'The tax in Zoho (Zoho tax_id)';
comment on column tds.taxes.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.taxes.source_modified_at is 'Not sent by Zoho for these records, null unless it comes to be (Zoho last_modified_time)';
comment on column tds.taxes.tax_name is 'Name (Zoho tax_name)';
comment on column tds.taxes.tax_percentage is 'Percent (Zoho tax_percentage)';
comment on column tds.taxes.tax_type is 'tax, compound_tax or tax_group (Zoho tax_type)';
comment on column tds.taxes.tax_specific_type is 'Kind of tax in some countries (Zoho tax_specific_type)';
comment on column tds.taxes.tax_authority_id is 'Who collects it, in Zoho (Zoho tax_authority_id)';
comment on column tds.taxes.tax_authority_name is 'Who collects it (Zoho tax_authority_name)';
comment on column tds.taxes.tax_account_id is 'Account it is booked on when sold, in Zoho (Zoho tax_account_id)';
comment on column tds.taxes.purchase_tax_account_id is 'Account it is booked on when bought, in Zoho (Zoho purchase_tax_account_id)';
comment on column tds.taxes.is_value_added is 'Whether it is a value added tax (Zoho is_value_added)';
comment on column tds.taxes.is_default_tax is 'Whether it is taken if nobody says otherwise (Zoho is_default_tax)';
comment on column tds.taxes.status is 'Active, in words of Zoho''s own case (Zoho status)';
comment on column tds.taxes.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.taxes.first_seen_at is 'When this row was first written here';
comment on column tds.taxes.synced_at is 'When this row was last written here';
comment on column tds.taxes.deleted_at is 'Always null: a list without documents does not tell what is gone';
comment on column tds.taxes.run_id is 'The run that last wrote this row';
comment on column tds.taxes.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.taxes.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write; empty as long as it was not listed';
