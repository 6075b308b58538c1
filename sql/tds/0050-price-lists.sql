--liquibase formatted sql logicalFilePath:sql/tds/0050-price-lists.sql

--changeset tds:price-lists
create table tds.price_lists (
    organization_id        text not null,
    source_id              text not null,
    source_created_at      timestamptz,
    source_modified_at     timestamptz,
    name                   text,
    description            text,
    currency_id            text,
    currency_code          text,
    pricebook_type         text,
    pricing_scheme         text,
    is_increase            boolean,
    percentage             numeric,
    rounding_type          text,
    decimal_place          integer,
    sales_or_purchase_type text,
    status                 text,
    is_default             boolean,
    custom_fields          jsonb,
    first_seen_at          timestamptz not null,
    synced_at              timestamptz not null,
    deleted_at             timestamptz,
    run_id                 bigint not null,
    payload_hash           bytea not null,
    fingerprint            bytea not null,
    detail_hash            bytea,
    detailed_at            timestamptz,
    detail_modified_at     timestamptz,
    primary key (organization_id, source_id)
);

create index price_lists_status on tds.price_lists (organization_id, status);
create index price_lists_modified on tds.price_lists (organization_id, source_modified_at);

comment on table tds.price_lists is 'Lists of prices (Zoho pricebooks)';
comment on column tds.price_lists.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.price_lists.source_id is 'The price list in Zoho (Zoho pricebook_id)';
comment on column tds.price_lists.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.price_lists.source_modified_at is 'When Zoho says the list was last modified (Zoho last_modified_time of the list row; the document does not say), else the newest version wins; whether a new price of an item moves it is not known';
comment on column tds.price_lists.name is 'Name of the list (Zoho name)';
comment on column tds.price_lists.description is 'What it is for, of any length (Zoho description)';
comment on column tds.price_lists.currency_id is 'Currency of the prices in Zoho (Zoho currency_id), null in lists of a percentage: the organization''s currency';
comment on column tds.price_lists.currency_code is 'ISO 4217 code of the currency of the prices (Zoho currency_code), null in lists of a percentage: the organization''s currency';
comment on column tds.price_lists.pricebook_type is 'per_item: a price for each item; fixed_percentage: all items marked up or down (Zoho pricebook_type)';
comment on column tds.price_lists.pricing_scheme is 'unit, or volume if prices depend on the quantity (Zoho pricing_scheme)';
comment on column tds.price_lists.is_increase is 'Whether the percentage is added to the price of the item, else taken from it (Zoho is_increase)';
comment on column tds.price_lists.percentage is 'By how much prices of items are marked up or down (Zoho percentage), null in lists with a price for each item';
comment on column tds.price_lists.rounding_type is 'How Zoho rounds what it works out, such as round_to_dollar_minus_01 (Zoho rounding_type)';
comment on column tds.price_lists.decimal_place is 'Digits after the decimal point (Zoho decimal_place)';
comment on column tds.price_lists.sales_or_purchase_type is 'sales or purchases (Zoho sales_or_purchase_type)';
comment on column tds.price_lists.status is 'active or inactive (Zoho status)';
comment on column tds.price_lists.is_default is 'Whether it holds for who has no list of his own (Zoho is_default), filled from details';
comment on column tds.price_lists.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.price_lists.first_seen_at is 'When this row was first written here';
comment on column tds.price_lists.synced_at is 'When this row was last written here';
comment on column tds.price_lists.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.price_lists.run_id is 'The run that last wrote this row';
comment on column tds.price_lists.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.price_lists.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write; empty as long as it was not listed';
comment on column tds.price_lists.detail_hash is 'SHA-256 of the payload in etl.payloads that the columns filled from details were made from, null as long as there was none';
comment on column tds.price_lists.detailed_at is 'When details were last written here, null as long as there were none';
comment on column tds.price_lists.detail_modified_at is 'Modification time of the version the details are of: older than source_modified_at if newer ones have not been fetched yet; null if details do not say';

--changeset tds:price-list-items
create table tds.price_list_items (
    organization_id     text not null,
    source_id           text not null,
    source_created_at   timestamptz,
    source_modified_at  timestamptz,
    pricebook_id        text not null,
    item_id             text,
    pricebook_item_id   text,
    name                text,
    pricebook_rate      numeric,
    pricebook_discount  text,
    discount_percentage numeric,
    can_be_sold         boolean,
    can_be_purchased    boolean,
    custom_fields       jsonb,
    first_seen_at       timestamptz not null,
    synced_at           timestamptz not null,
    deleted_at          timestamptz,
    run_id              bigint not null,
    payload_hash        bytea not null,
    primary key (organization_id, source_id)
);

create index price_list_items_parent on tds.price_list_items (organization_id, pricebook_id);
create index price_list_items_item on tds.price_list_items (organization_id, item_id);

comment on table tds.price_list_items is 'Items that a price list names (Zoho pricebook_items), filled from details. An item that a list does not name has no price in it: neither 0 nor the price of the item';
comment on column tds.price_list_items.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.price_list_items.source_id is 'The list and the item, such as 7/12';
comment on column tds.price_list_items.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.price_list_items.source_modified_at is 'When Zoho says the price list was last modified (Zoho last_modified_time of the parent), in the version in which this row last changed';
comment on column tds.price_list_items.pricebook_id is 'The list, source_id in tds.price_lists (Zoho pricebook_id)';
comment on column tds.price_list_items.item_id is 'The item, source_id in tds.products (Zoho item_id)';
comment on column tds.price_list_items.pricebook_item_id is 'The price in Zoho (Zoho pricebook_item_id), null if it depends on the quantity: then each bracket has one';
comment on column tds.price_list_items.name is 'Name of the item when the list was last fetched, see tds.products for that of now (Zoho name)';
comment on column tds.price_list_items.pricebook_rate is 'Price of one, in the currency of the list (Zoho pricebook_rate), null if it depends on the quantity: see tds.price_list_brackets';
comment on column tds.price_list_items.pricebook_discount is 'By how much it is below the price of the item, as Zoho prints it, such as 5% (Zoho pricebook_discount)';
comment on column tds.price_list_items.discount_percentage is 'The same as a number, null if it is not printed as a percentage';
comment on column tds.price_list_items.can_be_sold is 'Whether the item can be sold, when the list was last fetched (Zoho can_be_sold)';
comment on column tds.price_list_items.can_be_purchased is 'Whether the item can be purchased, when the list was last fetched (Zoho can_be_purchased)';
comment on column tds.price_list_items.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.price_list_items.first_seen_at is 'When this row was first written here';
comment on column tds.price_list_items.synced_at is 'When this row was last written here';
comment on column tds.price_list_items.deleted_at is 'When its price list was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.price_list_items.run_id is 'The run that last wrote this row';
comment on column tds.price_list_items.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';

--changeset tds:price-list-brackets
create table tds.price_list_brackets (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    pricebook_id       text not null,
    item_id            text,
    start_quantity     numeric,
    end_quantity       numeric,
    pricebook_rate     numeric,
    pricebook_discount text,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    primary key (organization_id, source_id)
);

create index price_list_brackets_quantity on tds.price_list_brackets (organization_id, pricebook_id, item_id, start_quantity);

comment on table tds.price_list_brackets is 'Prices of an item by quantity in a price list (Zoho price_brackets of pricebook_items), filled from details. A price holds from its start_quantity to the next start: ends are whole numbers, and 19.5 is between 10 to 19 and 20 to 49';
comment on column tds.price_list_brackets.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.price_list_brackets.source_id is 'The price in Zoho (Zoho pricebook_item_id), else the list and the place in it, such as 7/3';
comment on column tds.price_list_brackets.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.price_list_brackets.source_modified_at is 'When Zoho says the price list was last modified (Zoho last_modified_time of the parent), in the version in which this row last changed';
comment on column tds.price_list_brackets.pricebook_id is 'The list, source_id in tds.price_lists (Zoho pricebook_id)';
comment on column tds.price_list_brackets.item_id is 'The item, source_id in tds.products (Zoho item_id)';
comment on column tds.price_list_brackets.start_quantity is 'From this quantity on (Zoho start_quantity)';
comment on column tds.price_list_brackets.end_quantity is 'To this quantity (Zoho end_quantity), null if open';
comment on column tds.price_list_brackets.pricebook_rate is 'Price of one, in the currency of the list (Zoho pricebook_rate)';
comment on column tds.price_list_brackets.pricebook_discount is 'By how much it is below the price of the item, as Zoho prints it, such as 5% (Zoho pricebook_discount)';
comment on column tds.price_list_brackets.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.price_list_brackets.first_seen_at is 'When this row was first written here';
comment on column tds.price_list_brackets.synced_at is 'When this row was last written here';
comment on column tds.price_list_brackets.deleted_at is 'When its price list was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.price_list_brackets.run_id is 'The run that last wrote this row';
comment on column tds.price_list_brackets.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';
