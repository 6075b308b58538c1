--liquibase formatted sql logicalFilePath:sql/tds/0044-product-parts.sql

--changeset tds:product-price-brackets
create table tds.product_price_brackets (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    item_id            text not null,
    start_quantity     numeric,
    end_quantity       numeric,
    rate               numeric,
    discount           text,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    primary key (organization_id, source_id)
);

create index product_price_brackets_parent on tds.product_price_brackets (organization_id, item_id);

comment on table tds.product_price_brackets is 'Prices of items that depend on the quantity (Zoho price_brackets, else default_price_brackets), filled from details; no row means that the price does not depend on it';
comment on column tds.product_price_brackets.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.product_price_brackets.source_id is 'The bracket in Zoho, else the item and the place, such as 7/1';
comment on column tds.product_price_brackets.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.product_price_brackets.source_modified_at is 'When Zoho says the item was last modified, in the version in which this row last changed';
comment on column tds.product_price_brackets.item_id is 'The item it is part of, source_id in tds.products (Zoho item_id)';
comment on column tds.product_price_brackets.start_quantity is 'From this quantity (Zoho start_quantity)';
comment on column tds.product_price_brackets.end_quantity is 'Up to this quantity, null if there is no end (Zoho end_quantity)';
comment on column tds.product_price_brackets.rate is 'Price of one unit, in the organization''s currency (Zoho rate)';
comment on column tds.product_price_brackets.discount is 'Discount as Zoho sends it, such as 5% (Zoho discount)';
comment on column tds.product_price_brackets.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.product_price_brackets.first_seen_at is 'When this row was first written here';
comment on column tds.product_price_brackets.synced_at is 'When this row was last written here';
comment on column tds.product_price_brackets.deleted_at is 'When the item was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.product_price_brackets.run_id is 'The run that last wrote this row';
comment on column tds.product_price_brackets.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';

--changeset tds:product-group-items
create table tds.product_group_items (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    group_id           text not null,
    item_id            text,
    name               text,
    sku                text,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    primary key (organization_id, source_id)
);

create index product_group_items_parent on tds.product_group_items (organization_id, group_id);
create index product_group_items_item on tds.product_group_items (organization_id, item_id);

comment on table tds.product_group_items is 'Which items are in each group (Zoho items), filled from details of groups; tds.products.group_id has the same as items say it';
comment on column tds.product_group_items.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.product_group_items.source_id is 'The group and the item, such as 7/9';
comment on column tds.product_group_items.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.product_group_items.source_modified_at is 'When Zoho says the group was last modified, in the version in which this row last changed';
comment on column tds.product_group_items.group_id is 'The group it is part of, source_id in tds.product_groups (Zoho group_id)';
comment on column tds.product_group_items.item_id is 'The item, source_id in tds.products (Zoho item_id)';
comment on column tds.product_group_items.name is 'Its name when the group was last fetched (Zoho name)';
comment on column tds.product_group_items.sku is 'Its stock keeping unit when the group was last fetched (Zoho sku)';
comment on column tds.product_group_items.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.product_group_items.first_seen_at is 'When this row was first written here';
comment on column tds.product_group_items.synced_at is 'When this row was last written here';
comment on column tds.product_group_items.deleted_at is 'When the group was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.product_group_items.run_id is 'The run that last wrote this row';
comment on column tds.product_group_items.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';
