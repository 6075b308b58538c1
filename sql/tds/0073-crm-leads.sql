--liquibase formatted sql logicalFilePath:sql/tds/0073-crm-leads.sql

--changeset tds:crm-leads
create table tds.crm_leads (
    organization_id       text not null,
    source_id             text not null,
    source_created_at     timestamptz,
    source_modified_at    timestamptz,
    company               text,
    first_name            text,
    last_name             text,
    full_name             text,
    email                 text,
    phone                 text,
    mobile                text,
    lead_status           text,
    lead_source           text,
    rating                text,
    industry              text,
    street                text,
    city                  text,
    state                 text,
    zip_code              text,
    country               text,
    converted             boolean,
    converted_account_id  text,
    converted_contact_id  text,
    converted_deal_id     text,
    description           text,
    owner_id              text,
    created_by_id         text,
    modified_by_id        text,
    tags                  jsonb,
    last_activity_at      timestamptz,
    currency              text,
    exchange_rate         numeric,
    custom_fields         jsonb,
    first_seen_at         timestamptz not null,
    synced_at             timestamptz not null,
    deleted_at            timestamptz,
    run_id                bigint not null,
    payload_hash          bytea not null,
    fingerprint           bytea not null,
    primary key (organization_id, source_id)
);

comment on table tds.crm_leads is 'Leads in Zoho CRM (module Leads), those that were converted too';
comment on column tds.crm_leads.organization_id is 'The organization in Books whose CRM this is, see tds.organizations';
comment on column tds.crm_leads.source_id is 'The record in Zoho CRM (CRM id)';
comment on column tds.crm_leads.source_created_at is 'When the record was made in CRM (CRM Created_Time)';
comment on column tds.crm_leads.source_modified_at is 'When the record was last modified in CRM; formulas change without it (CRM Modified_Time)';
comment on column tds.crm_leads.company is 'Company (CRM Company)';
comment on column tds.crm_leads.first_name is 'First name (CRM First_Name)';
comment on column tds.crm_leads.last_name is 'Last name (CRM Last_Name)';
comment on column tds.crm_leads.full_name is 'Full name, as CRM puts it together (CRM Full_Name)';
comment on column tds.crm_leads.email is 'E-mail address (CRM Email)';
comment on column tds.crm_leads.phone is 'Telephone (CRM Phone)';
comment on column tds.crm_leads.mobile is 'Mobile telephone (CRM Mobile)';
comment on column tds.crm_leads.lead_status is 'Status, from a list that the organization keeps (CRM Lead_Status)';
comment on column tds.crm_leads.lead_source is 'Where the interest came from, from a list that the organization keeps (CRM Lead_Source)';
comment on column tds.crm_leads.rating is 'Rating, from a list that the organization keeps (CRM Rating)';
comment on column tds.crm_leads.industry is 'Industry, from a list that the organization keeps (CRM Industry)';
comment on column tds.crm_leads.street is 'Street (CRM Street)';
comment on column tds.crm_leads.city is 'City (CRM City)';
comment on column tds.crm_leads.state is 'State (CRM State)';
comment on column tds.crm_leads.zip_code is 'Postal code (CRM Zip_Code)';
comment on column tds.crm_leads.country is 'Country (CRM Country)';
comment on column tds.crm_leads.converted is 'Whether the lead has become an account, a contact and perhaps a deal (CRM Converted__s)';
comment on column tds.crm_leads.converted_account_id is 'The account that became of the lead, see tds.crm_accounts (CRM Converted_Account)';
comment on column tds.crm_leads.converted_contact_id is 'The contact that became of the lead, see tds.crm_contacts (CRM Converted_Contact)';
comment on column tds.crm_leads.converted_deal_id is 'The deal that became of the lead, see tds.crm_deals (CRM Converted_Deal)';
comment on column tds.crm_leads.description is 'Text of any length (CRM Description)';
comment on column tds.crm_leads.owner_id is 'Who owns the record, see tds.crm_users (CRM Owner)';
comment on column tds.crm_leads.created_by_id is 'Who made the record, see tds.crm_users (CRM Created_By)';
comment on column tds.crm_leads.modified_by_id is 'Who last modified the record, see tds.crm_users (CRM Modified_By)';
comment on column tds.crm_leads.tags is 'Names of the tags, a JSON array; null without tags (CRM Tag)';
comment on column tds.crm_leads.last_activity_at is 'When something last happened to the record (CRM Last_Activity_Time)';
comment on column tds.crm_leads.currency is 'Currency of the amounts in this row; null without several currencies (CRM Currency)';
comment on column tds.crm_leads.exchange_rate is 'Rate to the currency of the organization (CRM Exchange_Rate)';
comment on column tds.crm_leads.custom_fields is 'Whatever else CRM says of the record, by the names that CRM has for the fields; a field without a value is left out';
comment on column tds.crm_leads.first_seen_at is 'When this row was first written here';
comment on column tds.crm_leads.synced_at is 'When this row was last written here';
comment on column tds.crm_leads.deleted_at is 'When the record was found to be deleted in CRM; null while it lives';
comment on column tds.crm_leads.run_id is 'The run that last wrote this row';
comment on column tds.crm_leads.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.crm_leads.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write';
