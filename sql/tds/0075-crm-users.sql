--liquibase formatted sql logicalFilePath:sql/tds/0075-crm-users.sql

--changeset tds:crm-users
create table tds.crm_users (
    organization_id     text not null,
    source_id           text not null,
    source_created_at   timestamptz,
    source_modified_at  timestamptz,
    full_name           text,
    email               text,
    status              text,
    role_id             text,
    role_name           text,
    profile_id          text,
    profile_name        text,
    time_zone           text,
    reporting_to_id     text,
    custom_fields       jsonb,
    first_seen_at       timestamptz not null,
    synced_at           timestamptz not null,
    deleted_at          timestamptz,
    run_id              bigint not null,
    payload_hash        bytea not null,
    fingerprint         bytea not null,
    primary key (organization_id, source_id)
);

comment on table tds.crm_users is 'Who works with Zoho CRM; not the users of Books, see tds.users';
comment on column tds.crm_users.organization_id is 'The organization in Books whose CRM this is, see tds.organizations';
comment on column tds.crm_users.source_id is 'The record in Zoho CRM (CRM id)';
comment on column tds.crm_users.source_created_at is 'When the record was made in CRM (CRM created_time)';
comment on column tds.crm_users.source_modified_at is 'When the record was last modified in CRM; formulas change without it (CRM Modified_Time)';
comment on column tds.crm_users.full_name is 'Full name, as CRM puts it together (CRM full_name)';
comment on column tds.crm_users.email is 'E-mail address (CRM email)';
comment on column tds.crm_users.status is 'active, disabled or another state (CRM status)';
comment on column tds.crm_users.role_id is 'Role in CRM (CRM role)';
comment on column tds.crm_users.role_name is 'Name of the role (CRM role.name)';
comment on column tds.crm_users.profile_id is 'Profile in CRM, which says what the user may see (CRM profile)';
comment on column tds.crm_users.profile_name is 'Name of the profile (CRM profile.name)';
comment on column tds.crm_users.time_zone is 'Time zone of the user (CRM time_zone)';
comment on column tds.crm_users.reporting_to_id is 'Whom this person reports to (CRM Reporting_To)';
comment on column tds.crm_users.custom_fields is 'Not used for users, always null';
comment on column tds.crm_users.first_seen_at is 'When this row was first written here';
comment on column tds.crm_users.synced_at is 'When this row was last written here';
comment on column tds.crm_users.deleted_at is 'Always null: a list that cannot be asked by id does not tell what is gone';
comment on column tds.crm_users.run_id is 'The run that last wrote this row';
comment on column tds.crm_users.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.crm_users.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write';
