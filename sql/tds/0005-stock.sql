--liquibase formatted sql logicalFilePath:sql/tds/0005-stock.sql

--changeset tds:stock
create table tds.stock (
    organization_id                 text not null,
    source_id                       text not null,
    source_created_at               timestamptz,
    source_modified_at              timestamptz,
    item_id                         text not null,
    location_id                     text not null default '',
    stock_on_hand                   numeric,
    available_stock                 numeric,
    actual_available_stock          numeric,
    committed_stock                 numeric,
    actual_committed_stock          numeric,
    available_for_sale_stock        numeric,
    actual_available_for_sale_stock numeric,
    custom_fields                   jsonb,
    first_seen_at                   timestamptz not null,
    synced_at                       timestamptz not null,
    deleted_at                      timestamptz,
    run_id                          bigint not null,
    payload_hash                    bytea not null,
    fingerprint                     bytea not null,
    unique (organization_id, item_id, location_id),
    primary key (organization_id, source_id)
);

create index stock_modified on tds.stock (organization_id, source_modified_at);

comment on table tds.stock is 'Stock per item: one row with location_id '''' for the whole organization, one per location (Zoho items and their locations)';
comment on column tds.stock.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.stock.source_id is 'item_id for the row of the whole organization, item_id/location_id for the row of a location';
comment on column tds.stock.source_created_at is 'When Zoho says the record was created (Zoho created_time)';
comment on column tds.stock.source_modified_at is 'When Zoho says the record was last modified (Zoho last_modified_time), the newest version wins';
comment on column tds.stock.item_id is 'The item, source_id in tds.products (Zoho item_id)';
comment on column tds.stock.location_id is 'The location, source_id in tds.locations (Zoho location_id), empty in the row of the whole organization';
comment on column tds.stock.stock_on_hand is 'Accounting stock in units: moves with invoices, bills, credit notes and adjustments, null if Zoho does not count the item (Zoho stock_on_hand)';
comment on column tds.stock.available_stock is 'Accounting stock in units as Zoho repeats it beside the others (Zoho available_stock)';
comment on column tds.stock.actual_available_stock is 'Physical stock in units: moves with shipments, receives and adjustments (Zoho actual_available_stock)';
comment on column tds.stock.committed_stock is 'Units promised by confirmed orders that are not invoiced yet (Zoho committed_stock), filled from details';
comment on column tds.stock.actual_committed_stock is 'Units promised by confirmed orders that are not shipped yet (Zoho actual_committed_stock), filled from details';
comment on column tds.stock.available_for_sale_stock is 'Accounting stock minus committed_stock in units, may be negative (Zoho available_for_sale_stock), filled from details';
comment on column tds.stock.actual_available_for_sale_stock is 'Physical stock minus actual_committed_stock in units, may be negative (Zoho actual_available_for_sale_stock), filled from details';
comment on column tds.stock.custom_fields is 'Not used here: the custom fields of an item are in tds.products';
comment on column tds.stock.first_seen_at is 'When this row was first written here';
comment on column tds.stock.synced_at is 'When this row was last written here';
comment on column tds.stock.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.stock.run_id is 'The run that last wrote this row';
comment on column tds.stock.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.stock.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write';
