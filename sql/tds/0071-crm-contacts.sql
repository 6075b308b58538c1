--liquibase formatted sql logicalFilePath:sql/tds/0071-crm-contacts.sql

--changeset tds:crm-contacts
create table tds.crm_contacts (
    organization_id     text not null,
    source_id           text not null,
    source_created_at   timestamptz,
    source_modified_at  timestamptz,
    first_name          text,
    last_name           text,
    full_name           text,
    salutation          text,
    email               text,
    secondary_email     text,
    phone               text,
    mobile              text,
    title               text,
    department          text,
    account_id          text,
    vendor_id           text,
    reporting_to_id     text,
    mailing_street      text,
    mailing_city        text,
    mailing_state       text,
    mailing_zip         text,
    mailing_country     text,
    lead_source         text,
    email_opt_out       boolean,
    unsubscribed_at     timestamptz,
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

comment on table tds.crm_contacts is 'People in Zoho CRM (module Contacts)';
comment on column tds.crm_contacts.organization_id is 'The organization in Books whose CRM this is, see tds.organizations';
comment on column tds.crm_contacts.source_id is 'The record in Zoho CRM (CRM id)';
comment on column tds.crm_contacts.source_created_at is 'When the record was made in CRM (CRM Created_Time)';
comment on column tds.crm_contacts.source_modified_at is 'When the record was last modified in CRM; formulas change without it (CRM Modified_Time)';
comment on column tds.crm_contacts.first_name is 'First name (CRM First_Name)';
comment on column tds.crm_contacts.last_name is 'Last name (CRM Last_Name)';
comment on column tds.crm_contacts.full_name is 'Full name, as CRM puts it together (CRM Full_Name)';
comment on column tds.crm_contacts.salutation is 'Salutation (CRM Salutation)';
comment on column tds.crm_contacts.email is 'E-mail address (CRM Email)';
comment on column tds.crm_contacts.secondary_email is 'Second e-mail address (CRM Secondary_Email)';
comment on column tds.crm_contacts.phone is 'Telephone (CRM Phone)';
comment on column tds.crm_contacts.mobile is 'Mobile telephone (CRM Mobile)';
comment on column tds.crm_contacts.title is 'Title at work (CRM Title)';
comment on column tds.crm_contacts.department is 'Department (CRM Department)';
comment on column tds.crm_contacts.account_id is 'The account, see tds.crm_accounts (CRM Account_Name)';
comment on column tds.crm_contacts.vendor_id is 'The vendor in CRM that the record belongs to (CRM Vendor_Name)';
comment on column tds.crm_contacts.reporting_to_id is 'Whom this person reports to (CRM Reporting_To)';
comment on column tds.crm_contacts.mailing_street is 'Mailing address: street (CRM Mailing_Street)';
comment on column tds.crm_contacts.mailing_city is 'Mailing address: city (CRM Mailing_City)';
comment on column tds.crm_contacts.mailing_state is 'Mailing address: state (CRM Mailing_State)';
comment on column tds.crm_contacts.mailing_zip is 'Mailing address: postal code (CRM Mailing_Zip)';
comment on column tds.crm_contacts.mailing_country is 'Mailing address: country (CRM Mailing_Country)';
comment on column tds.crm_contacts.lead_source is 'Where the interest came from, from a list that the organization keeps (CRM Lead_Source)';
comment on column tds.crm_contacts.email_opt_out is 'Whether the person wants no e-mail (CRM Email_Opt_Out)';
comment on column tds.crm_contacts.unsubscribed_at is 'When the person unsubscribed (CRM Unsubscribed_Time)';
comment on column tds.crm_contacts.description is 'Text of any length (CRM Description)';
comment on column tds.crm_contacts.owner_id is 'Who owns the record, see tds.crm_users (CRM Owner)';
comment on column tds.crm_contacts.created_by_id is 'Who made the record, see tds.crm_users (CRM Created_By)';
comment on column tds.crm_contacts.modified_by_id is 'Who last modified the record, see tds.crm_users (CRM Modified_By)';
comment on column tds.crm_contacts.tags is 'Names of the tags, a JSON array; null without tags (CRM Tag)';
comment on column tds.crm_contacts.last_activity_at is 'When something last happened to the record (CRM Last_Activity_Time)';
comment on column tds.crm_contacts.currency is 'Currency of the amounts in this row; null without several currencies (CRM Currency)';
comment on column tds.crm_contacts.exchange_rate is 'Rate to the currency of the organization (CRM Exchange_Rate)';
comment on column tds.crm_contacts.custom_fields is 'Whatever else CRM says of the record, by the names that CRM has for the fields; a field without a value is left out';
comment on column tds.crm_contacts.first_seen_at is 'When this row was first written here';
comment on column tds.crm_contacts.synced_at is 'When this row was last written here';
comment on column tds.crm_contacts.deleted_at is 'When the record was found to be deleted in CRM; null while it lives';
comment on column tds.crm_contacts.run_id is 'The run that last wrote this row';
comment on column tds.crm_contacts.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.crm_contacts.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write';
