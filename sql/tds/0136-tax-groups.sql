--liquibase formatted sql logicalFilePath:sql/tds/0136-tax-groups.sql

--changeset tds:tax-groups
create table tds.tax_groups (
    organization_id      text not null,
    source_id            text not null,
    source_created_at    timestamptz,
    source_modified_at   timestamptz,
    tax_group_name       text,
    tax_group_percentage numeric,
    custom_fields        jsonb,
    first_seen_at        timestamptz not null,
    synced_at            timestamptz not null,
    deleted_at           timestamptz,
    run_id               bigint not null,
    payload_hash         bytea not null,
    fingerprint          bytea not null,
    detail_hash          bytea,
    detailed_at          timestamptz,
    detail_modified_at   timestamptz,
    primary key (organization_id, source_id)
);

create index tax_groups_name on tds.tax_groups (organization_id, tax_group_name);
create index tax_groups_written on tds.tax_groups using brin (synced_at) with (pages_per_range = 16, autosummarize = on);

comment on table tds.tax_groups is 'Taxes that are charged together (Zoho tax groups). Documents name a group in tax_id, like a tax';
comment on column tds.tax_groups.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.tax_groups.source_id is 'The group in Zoho (Zoho tax_group_id)';
comment on column tds.tax_groups.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.tax_groups.source_modified_at is 'Not sent by Zoho for these records, null unless it comes to be (Zoho last_modified_time)';
comment on column tds.tax_groups.tax_group_name is 'Name (Zoho tax_group_name)';
comment on column tds.tax_groups.tax_group_percentage is 'All its taxes together (Zoho tax_group_percentage)';
comment on column tds.tax_groups.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.tax_groups.first_seen_at is 'When this row was first written here';
comment on column tds.tax_groups.synced_at is 'When this row was last written here';
comment on column tds.tax_groups.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.tax_groups.run_id is 'The run that last wrote this row';
comment on column tds.tax_groups.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.tax_groups.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write; empty as long as it was not listed';
comment on column tds.tax_groups.detail_hash is 'SHA-256 of the payload in etl.payloads that the columns filled from details were made from, null as long as there was none';
comment on column tds.tax_groups.detailed_at is 'When details were last written here, null as long as there were none';
comment on column tds.tax_groups.detail_modified_at is 'Not sent by Zoho for these records, always null';

--changeset tds:tax-group-members
create table tds.tax_group_members (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    tax_group_id       text not null,
    tax_id             text,
    tax_name           text,
    tax_percentage     numeric,
    tax_type           text,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    primary key (organization_id, source_id)
);

create index tax_group_members_group on tds.tax_group_members (organization_id, tax_group_id);

comment on table tds.tax_group_members is 'Taxes of a group of taxes (Zoho tax_group.taxes)';
comment on column tds.tax_group_members.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.tax_group_members.source_id is 'The group and the tax';
comment on column tds.tax_group_members.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.tax_group_members.source_modified_at is 'Not sent by Zoho for these records, null unless it comes to be';
comment on column tds.tax_group_members.tax_group_id is 'The group, see tds.tax_groups.source_id';
comment on column tds.tax_group_members.tax_id is 'The tax, see tds.taxes.source_id (Zoho tax_id)';
comment on column tds.tax_group_members.tax_name is 'Name of the tax (Zoho tax_name)';
comment on column tds.tax_group_members.tax_percentage is 'Its percentage (Zoho tax_percentage)';
comment on column tds.tax_group_members.tax_type is 'tax or compound_tax (Zoho tax_type)';
comment on column tds.tax_group_members.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.tax_group_members.first_seen_at is 'When this row was first written here';
comment on column tds.tax_group_members.synced_at is 'When this row was last written here';
comment on column tds.tax_group_members.deleted_at is 'When the group was found to be gone, null while it lives';
comment on column tds.tax_group_members.run_id is 'The run that last wrote this row';
comment on column tds.tax_group_members.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
