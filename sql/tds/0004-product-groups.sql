--liquibase formatted sql logicalFilePath:sql/tds/0004-product-groups.sql

--changeset tds:product-groups
create table tds.product_groups (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    group_name         text,
    status             text,
    product_type       text,
    unit               text,
    description        text,
    brand              text,
    manufacturer       text,
    is_taxable         boolean,
    tax_id             text,
    tax_name           text,
    tax_percentage     numeric,
    attribute_name1    text,
    attribute_name2    text,
    attribute_name3    text,
    image_name         text,
    source             text,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    fingerprint        bytea not null,
    primary key (organization_id, source_id)
);

create index product_groups_name on tds.product_groups (organization_id, left(group_name, 200));
create index product_groups_modified on tds.product_groups (organization_id, source_modified_at);

comment on table tds.product_groups is 'Groups of items that are variants of each other, such as one tent in three colours (Zoho itemgroups)';
comment on column tds.product_groups.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.product_groups.source_id is 'The group in Zoho (Zoho group_id)';
comment on column tds.product_groups.source_created_at is 'When Zoho says the record was created (Zoho created_time)';
comment on column tds.product_groups.source_modified_at is 'When Zoho says the record was last modified (Zoho last_modified_time), the newest version wins';
comment on column tds.product_groups.group_name is 'Name of the group (Zoho group_name)';
comment on column tds.product_groups.status is 'active or inactive (Zoho status)';
comment on column tds.product_groups.product_type is 'goods or service (Zoho product_type)';
comment on column tds.product_groups.unit is 'Unit its items are counted in (Zoho unit)';
comment on column tds.product_groups.description is 'Description, of any length (Zoho description)';
comment on column tds.product_groups.brand is 'Brand (Zoho brand)';
comment on column tds.product_groups.manufacturer is 'Manufacturer (Zoho manufacturer)';
comment on column tds.product_groups.is_taxable is 'Whether tax is charged on its items (Zoho is_taxable)';
comment on column tds.product_groups.tax_id is 'Tax charged on its items (Zoho tax_id)';
comment on column tds.product_groups.tax_name is 'Name of the tax (Zoho tax_name)';
comment on column tds.product_groups.tax_percentage is 'Tax in percent, 19 means 19 % (Zoho tax_percentage)';
comment on column tds.product_groups.attribute_name1 is 'First attribute in which its items differ (Zoho attribute_name1)';
comment on column tds.product_groups.attribute_name2 is 'Second attribute in which its items differ (Zoho attribute_name2)';
comment on column tds.product_groups.attribute_name3 is 'Third attribute in which its items differ (Zoho attribute_name3)';
comment on column tds.product_groups.image_name is 'File name of its picture (Zoho image_name)';
comment on column tds.product_groups.source is 'How it came into Zoho, such as user or csv (Zoho source)';
comment on column tds.product_groups.custom_fields is 'Custom fields by API name, such as {"cf_season": "Summer"}, null if there are none (Zoho cf_*)';
comment on column tds.product_groups.first_seen_at is 'When this row was first written here';
comment on column tds.product_groups.synced_at is 'When this row was last written here';
comment on column tds.product_groups.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.product_groups.run_id is 'The run that last wrote this row';
comment on column tds.product_groups.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.product_groups.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write';
