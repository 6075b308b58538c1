--liquibase formatted sql logicalFilePath:sql/tds/0001-organizations.sql

--changeset tds:organizations
create table tds.organizations (
    organization_id text not null,
    source          text not null,
    name            text not null,
    time_zone       text not null,
    currency_code   text,
    language_code   text,
    plan_name       text,
    first_seen_at   timestamptz not null,
    synced_at       timestamptz not null,
    is_mirrored     boolean not null default true,
    primary key (organization_id)
);

comment on table tds.organizations is 'Zoho organizations that are mirrored here, the first part of every key';
comment on column tds.organizations.organization_id is 'The organization in Zoho (Zoho organization_id), sent with every call';
comment on column tds.organizations.source is 'The integration it belongs to, such as zoho';
comment on column tds.organizations.name is 'Name of the company (Zoho name)';
comment on column tds.organizations.time_zone is 'IANA time zone in which its days begin, such as Asia/Baghdad (Zoho time_zone)';
comment on column tds.organizations.currency_code is 'ISO 4217 code of the currency its books are kept in (Zoho currency_code)';
comment on column tds.organizations.language_code is 'Language of its users (Zoho language_code)';
comment on column tds.organizations.plan_name is 'Plan it pays Zoho for, which sets the daily quota of calls (Zoho plan_name)';
comment on column tds.organizations.first_seen_at is 'When this row was first written here';
comment on column tds.organizations.synced_at is 'When this row was last written here';
comment on column tds.organizations.is_mirrored is 'Whether this installation is configured to keep it up to date; if not, its rows stay as they are';
