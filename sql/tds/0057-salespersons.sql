--liquibase formatted sql logicalFilePath:sql/tds/0057-salespersons.sql

--changeset tds:salespersons
create table tds.salespersons (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    salesperson_name   text,
    salesperson_email  text,
    is_active          boolean,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    fingerprint        bytea not null,
    primary key (organization_id, source_id)
);

comment on table tds.salespersons is 'Who sells, as salesperson_id of documents (Zoho salespersons). Made by typing a name on a document: the same person can be there twice; only the e-mail address may relate one to tds.users';
comment on column tds.salespersons.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.salespersons.source_id is 'The salesperson in Zoho (Zoho salesperson_id)';
comment on column tds.salespersons.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.salespersons.source_modified_at is 'Not sent by Zoho for these records, null unless it comes to be (Zoho last_modified_time)';
comment on column tds.salespersons.salesperson_name is 'Name (Zoho salesperson_name)';
comment on column tds.salespersons.salesperson_email is 'E-mail address, often none (Zoho salesperson_email)';
comment on column tds.salespersons.is_active is 'Whether documents may name the person (Zoho is_active)';
comment on column tds.salespersons.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.salespersons.first_seen_at is 'When this row was first written here';
comment on column tds.salespersons.synced_at is 'When this row was last written here';
comment on column tds.salespersons.deleted_at is 'Always null: a list without documents does not tell what is gone';
comment on column tds.salespersons.run_id is 'The run that last wrote this row';
comment on column tds.salespersons.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.salespersons.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write; empty as long as it was not listed';
