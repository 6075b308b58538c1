--liquibase formatted sql logicalFilePath:sql/tds/0070-crm-accounts.sql

--changeset tds:crm-accounts
create table tds.crm_accounts (
    organization_id     text not null,
    source_id           text not null,
    source_created_at   timestamptz,
    source_modified_at  timestamptz,
    account_name        text,
    account_number      text,
    account_type        text,
    industry            text,
    rating              text,
    ownership           text,
    site                text,
    phone               text,
    fax                 text,
    website             text,
    employees           integer,
    annual_revenue      numeric,
    parent_account_id   text,
    billing_street      text,
    billing_city        text,
    billing_state       text,
    billing_code        text,
    billing_country     text,
    shipping_street     text,
    shipping_city       text,
    shipping_state      text,
    shipping_code       text,
    shipping_country    text,
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

comment on table tds.crm_accounts is 'Companies in Zoho CRM (module Accounts); see tds.customer_crm_links for the customers in Books that they are';
comment on column tds.crm_accounts.organization_id is 'The organization in Books whose CRM this is, see tds.organizations';
comment on column tds.crm_accounts.source_id is 'The record in Zoho CRM (CRM id)';
comment on column tds.crm_accounts.source_created_at is 'When the record was made in CRM (CRM Created_Time)';
comment on column tds.crm_accounts.source_modified_at is 'When the record was last modified in CRM; formulas change without it (CRM Modified_Time)';
comment on column tds.crm_accounts.account_name is 'Name (CRM Account_Name)';
comment on column tds.crm_accounts.account_number is 'Number that people give the account (CRM Account_Number)';
comment on column tds.crm_accounts.account_type is 'Kind of account, from a list that the organization keeps (CRM Account_Type)';
comment on column tds.crm_accounts.industry is 'Industry, from a list that the organization keeps (CRM Industry)';
comment on column tds.crm_accounts.rating is 'Rating, from a list that the organization keeps (CRM Rating)';
comment on column tds.crm_accounts.ownership is 'Ownership, from a list that the organization keeps (CRM Ownership)';
comment on column tds.crm_accounts.site is 'Site, such as headquarters (CRM Account_Site)';
comment on column tds.crm_accounts.phone is 'Telephone (CRM Phone)';
comment on column tds.crm_accounts.fax is 'Fax (CRM Fax)';
comment on column tds.crm_accounts.website is 'Web address (CRM Website)';
comment on column tds.crm_accounts.employees is 'Number of employees (CRM Employees)';
comment on column tds.crm_accounts.annual_revenue is 'Revenue of a year, in the currency of the record (CRM Annual_Revenue)';
comment on column tds.crm_accounts.parent_account_id is 'The account that this one belongs to, see tds.crm_accounts (CRM Parent_Account)';
comment on column tds.crm_accounts.billing_street is 'Billing address: street (CRM Billing_Street)';
comment on column tds.crm_accounts.billing_city is 'Billing address: city (CRM Billing_City)';
comment on column tds.crm_accounts.billing_state is 'Billing address: state (CRM Billing_State)';
comment on column tds.crm_accounts.billing_code is 'Billing address: postal code (CRM Billing_Code)';
comment on column tds.crm_accounts.billing_country is 'Billing address: country (CRM Billing_Country)';
comment on column tds.crm_accounts.shipping_street is 'Shipping address: street (CRM Shipping_Street)';
comment on column tds.crm_accounts.shipping_city is 'Shipping address: city (CRM Shipping_City)';
comment on column tds.crm_accounts.shipping_state is 'Shipping address: state (CRM Shipping_State)';
comment on column tds.crm_accounts.shipping_code is 'Shipping address: postal code (CRM Shipping_Code)';
comment on column tds.crm_accounts.shipping_country is 'Shipping address: country (CRM Shipping_Country)';
comment on column tds.crm_accounts.description is 'Text of any length (CRM Description)';
comment on column tds.crm_accounts.owner_id is 'Who owns the record, see tds.crm_users (CRM Owner)';
comment on column tds.crm_accounts.created_by_id is 'Who made the record, see tds.crm_users (CRM Created_By)';
comment on column tds.crm_accounts.modified_by_id is 'Who last modified the record, see tds.crm_users (CRM Modified_By)';
comment on column tds.crm_accounts.tags is 'Names of the tags, a JSON array; null without tags (CRM Tag)';
comment on column tds.crm_accounts.last_activity_at is 'When something last happened to the record (CRM Last_Activity_Time)';
comment on column tds.crm_accounts.currency is 'Currency of the amounts in this row; null without several currencies (CRM Currency)';
comment on column tds.crm_accounts.exchange_rate is 'Rate to the currency of the organization (CRM Exchange_Rate)';
comment on column tds.crm_accounts.custom_fields is 'Whatever else CRM says of the record, by the names that CRM has for the fields; a field without a value is left out';
comment on column tds.crm_accounts.first_seen_at is 'When this row was first written here';
comment on column tds.crm_accounts.synced_at is 'When this row was last written here';
comment on column tds.crm_accounts.deleted_at is 'When the record was found to be deleted in CRM; null while it lives';
comment on column tds.crm_accounts.run_id is 'The run that last wrote this row';
comment on column tds.crm_accounts.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.crm_accounts.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write';
