--liquibase formatted sql logicalFilePath:sql/tds/0017-composite-items.sql

--changeset tds:composite-items
create table tds.composite_items (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    name               text not null,
    sku                text,
    status             text,
    combo_type         text,
    item_type          text,
    product_type       text,
    unit               text,
    description        text,
    rate               numeric,
    purchase_rate      numeric,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    fingerprint        bytea not null,
    detail_hash        bytea,
    detailed_at        timestamptz,
    detail_modified_at timestamptz,
    primary key (organization_id, source_id)
);

create index composite_items_modified on tds.composite_items (organization_id, source_modified_at);

comment on table tds.composite_items is 'Items that consist of others, such as a kit (Zoho composite items); each is in tds.products too, under the same source_id, and its stock in tds.stock';
comment on column tds.composite_items.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.composite_items.source_id is 'The item, source_id in tds.products (Zoho composite_item_id)';
comment on column tds.composite_items.source_created_at is 'When Zoho says the record was created (Zoho created_time)';
comment on column tds.composite_items.source_modified_at is 'When Zoho says the record was last modified (Zoho last_modified_time), the newest version wins';
comment on column tds.composite_items.name is 'Name of the item (Zoho name)';
comment on column tds.composite_items.sku is 'Stock keeping unit (Zoho sku)';
comment on column tds.composite_items.status is 'active or inactive (Zoho status)';
comment on column tds.composite_items.combo_type is 'assembly if it is put together ahead of time, kit if when it is sold (Zoho combo_type)';
comment on column tds.composite_items.item_type is 'inventory, sales, purchases or sales_and_purchases (Zoho item_type)';
comment on column tds.composite_items.product_type is 'goods or service (Zoho product_type)';
comment on column tds.composite_items.unit is 'Unit it is counted in (Zoho unit)';
comment on column tds.composite_items.description is 'Description, of any length (Zoho description)';
comment on column tds.composite_items.rate is 'Sales price of one unit, in the organizations currency (Zoho rate)';
comment on column tds.composite_items.purchase_rate is 'Purchase price of one unit, in the organizations currency (Zoho purchase_rate)';
comment on column tds.composite_items.custom_fields is 'Custom fields by API name, such as {"cf_season": "Summer"}, null if there are none (Zoho custom_fields)';
comment on column tds.composite_items.first_seen_at is 'When this row was first written here';
comment on column tds.composite_items.synced_at is 'When this row was last written here';
comment on column tds.composite_items.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.composite_items.run_id is 'The run that last wrote this row';
comment on column tds.composite_items.payload_hash is 'SHA-256 of the payload in etl.payloads of the last list row; of the details as long as it was not listed';
comment on column tds.composite_items.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write; empty as long as it was not listed';
comment on column tds.composite_items.detail_hash is 'SHA-256 of the payload in etl.payloads that its components were made from, null as long as there was none';
comment on column tds.composite_items.detailed_at is 'When details were last written here, null as long as there were none';
comment on column tds.composite_items.detail_modified_at is 'Modification time of the version the details are of: older than source_modified_at if newer ones have not been fetched yet';

--changeset tds:composite-item-components
create table tds.composite_item_components (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    composite_item_id  text not null,
    component_number   integer,
    item_id            text,
    name               text,
    sku                text,
    unit               text,
    product_type       text,
    quantity           numeric,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    primary key (organization_id, source_id)
);

create index composite_item_components_parent on tds.composite_item_components (organization_id, composite_item_id, component_number);
create index composite_item_components_item on tds.composite_item_components (organization_id, item_id);

comment on table tds.composite_item_components is 'What composite items consist of (Zoho mapped_items), filled from details';
comment on column tds.composite_item_components.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.composite_item_components.source_id is 'The component in Zoho (Zoho mapped_item_id), else the composite item and the place in it, such as 7/1';
comment on column tds.composite_item_components.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.composite_item_components.source_modified_at is 'When Zoho says the composite item was last modified (Zoho last_modified_time of the parent), in the version in which this row last changed';
comment on column tds.composite_item_components.composite_item_id is 'The item it is part of, source_id in tds.composite_items and in tds.products (Zoho composite_item_id)';
comment on column tds.composite_item_components.component_number is 'Place among the components, from 1, in Zohos order';
comment on column tds.composite_item_components.item_id is 'The item that is needed, source_id in tds.products (Zoho item_id)';
comment on column tds.composite_item_components.name is 'Name of that item when the composite item was last fetched, see tds.products for that of now (Zoho name)';
comment on column tds.composite_item_components.sku is 'Stock keeping unit of that item when the composite item was last fetched (Zoho sku)';
comment on column tds.composite_item_components.unit is 'Unit of quantity (Zoho unit)';
comment on column tds.composite_item_components.product_type is 'goods or service (Zoho product_type)';
comment on column tds.composite_item_components.quantity is 'How many units go into one unit of the composite item (Zoho quantity)';
comment on column tds.composite_item_components.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.composite_item_components.first_seen_at is 'When this row was first written here';
comment on column tds.composite_item_components.synced_at is 'When this row was last written here';
comment on column tds.composite_item_components.deleted_at is 'Always null: a row that the document has no longer is deleted';
comment on column tds.composite_item_components.run_id is 'The run that last wrote this row';
comment on column tds.composite_item_components.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';
