--liquibase formatted sql logicalFilePath:sql/tds/0056-users.sql

--changeset tds:users
create table tds.users (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    name               text,
    email              text,
    role_id            text,
    user_role          text,
    user_type          text,
    status             text,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    fingerprint        bytea not null,
    primary key (organization_id, source_id)
);

comment on table tds.users is 'Who works with the books (Zoho users). A salesperson is somebody else: see tds.salespersons';
comment on column tds.users.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.users.source_id is 'The user in Zoho (Zoho user_id), as owner_id of tds.customers';
comment on column tds.users.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.users.source_modified_at is 'Not sent by Zoho for these records, null unless it comes to be (Zoho last_modified_time)';
comment on column tds.users.name is 'Name (Zoho name)';
comment on column tds.users.email is 'E-mail address (Zoho email)';
comment on column tds.users.role_id is 'Role in Zoho (Zoho role_id)';
comment on column tds.users.user_role is 'Name of the role, such as admin or staff (Zoho user_role)';
comment on column tds.users.user_type is 'zoho or another kind (Zoho user_type)';
comment on column tds.users.status is 'active, inactive, invited or deleted (Zoho status)';
comment on column tds.users.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.users.first_seen_at is 'When this row was first written here';
comment on column tds.users.synced_at is 'When this row was last written here';
comment on column tds.users.deleted_at is 'Always null: a list without documents does not tell what is gone';
comment on column tds.users.run_id is 'The run that last wrote this row';
comment on column tds.users.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.users.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write; empty as long as it was not listed';
