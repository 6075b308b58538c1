--liquibase formatted sql logicalFilePath:sql/tds/0074-crm-products.sql

--changeset tds:crm-products
create table tds.crm_products (
    organization_id     text not null,
    source_id           text not null,
    source_created_at   timestamptz,
    source_modified_at  timestamptz,
    product_name        text,
    product_code        text,
    active              boolean,
    unit_price          numeric,
    manufacturer        text,
    category            text,
    usage_unit          text,
    vendor_id           text,
    description         text,
    owner_id            text,
    created_by_id       text,
    modified_by_id      text,
    tags                jsonb,
    last_activity_at    timestamptz,
    currency            text,
    exchange_rate       numeric,
    custom_fields       jsonb,
    first_seen_at       timestamptz not null,
    synced_at           timestamptz not null,
    deleted_at          timestamptz,
    run_id              bigint not null,
    payload_hash        bytea not null,
    fingerprint         bytea not null,
    primary key (organization_id, source_id)
);

comment on table tds.crm_products is 'Products in Zoho CRM (module Products), as a rule copies of the items in Books';
comment on column tds.crm_products.organization_id is 'The organization in Books whose CRM this is, see tds.organizations';
comment on column tds.crm_products.source_id is 'The record in Zoho CRM (CRM id)';
comment on column tds.crm_products.source_created_at is 'When the record was made in CRM (CRM Created_Time)';
comment on column tds.crm_products.source_modified_at is 'When the record was last modified in CRM; formulas change without it (CRM Modified_Time)';
comment on column tds.crm_products.product_name is 'Name (CRM Product_Name)';
comment on column tds.crm_products.product_code is 'Code, as a rule the SKU in Books (CRM Product_Code)';
comment on column tds.crm_products.active is 'Whether the product is sold (CRM Product_Active)';
comment on column tds.crm_products.unit_price is 'Price, in the currency of the record (CRM Unit_Price)';
comment on column tds.crm_products.manufacturer is 'Manufacturer (CRM Manufacturer)';
comment on column tds.crm_products.category is 'Category (CRM Product_Category)';
comment on column tds.crm_products.usage_unit is 'Unit (CRM Usage_Unit)';
comment on column tds.crm_products.vendor_id is 'The vendor in CRM that the record belongs to (CRM Vendor_Name)';
comment on column tds.crm_products.description is 'Text of any length (CRM Description)';
comment on column tds.crm_products.owner_id is 'Who owns the record, see tds.crm_users (CRM Owner)';
comment on column tds.crm_products.created_by_id is 'Who made the record, see tds.crm_users (CRM Created_By)';
comment on column tds.crm_products.modified_by_id is 'Who last modified the record, see tds.crm_users (CRM Modified_By)';
comment on column tds.crm_products.tags is 'Names of the tags, a JSON array; null without tags (CRM Tag)';
comment on column tds.crm_products.last_activity_at is 'When something last happened to the record (CRM Last_Activity_Time)';
comment on column tds.crm_products.currency is 'Currency of the amounts in this row; null without several currencies (CRM Currency)';
comment on column tds.crm_products.exchange_rate is 'Rate to the currency of the organization (CRM Exchange_Rate)';
comment on column tds.crm_products.custom_fields is 'Whatever else CRM says of the record, by the names that CRM has for the fields; a field without a value is left out';
comment on column tds.crm_products.first_seen_at is 'When this row was first written here';
comment on column tds.crm_products.synced_at is 'When this row was last written here';
comment on column tds.crm_products.deleted_at is 'When the record was found to be deleted in CRM; null while it lives';
comment on column tds.crm_products.run_id is 'The run that last wrote this row';
comment on column tds.crm_products.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.crm_products.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write';
