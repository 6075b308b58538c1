--liquibase formatted sql logicalFilePath:sql/tds/0072-crm-deals.sql

--changeset tds:crm-deals
create table tds.crm_deals (
    organization_id     text not null,
    source_id           text not null,
    source_created_at   timestamptz,
    source_modified_at  timestamptz,
    deal_name           text,
    account_id          text,
    contact_id          text,
    stage               text,
    amount              numeric,
    probability         numeric,
    expected_revenue    numeric,
    closing_date        date,
    type                text,
    next_step           text,
    lead_source         text,
    reason_for_loss     text,
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

comment on table tds.crm_deals is 'Deals in Zoho CRM (module Deals)';
comment on column tds.crm_deals.organization_id is 'The organization in Books whose CRM this is, see tds.organizations';
comment on column tds.crm_deals.source_id is 'The record in Zoho CRM (CRM id)';
comment on column tds.crm_deals.source_created_at is 'When the record was made in CRM (CRM Created_Time)';
comment on column tds.crm_deals.source_modified_at is 'When the record was last modified in CRM; formulas change without it (CRM Modified_Time)';
comment on column tds.crm_deals.deal_name is 'Name (CRM Deal_Name)';
comment on column tds.crm_deals.account_id is 'The account, see tds.crm_accounts (CRM Account_Name)';
comment on column tds.crm_deals.contact_id is 'The person, see tds.crm_contacts (CRM Contact_Name)';
comment on column tds.crm_deals.stage is 'Stage, from the pipeline that the organization keeps (CRM Stage)';
comment on column tds.crm_deals.amount is 'Amount, in the currency of the record (CRM Amount)';
comment on column tds.crm_deals.probability is 'Probability in percent (CRM Probability)';
comment on column tds.crm_deals.expected_revenue is 'Amount times probability, as CRM works it out (CRM Expected_Revenue)';
comment on column tds.crm_deals.closing_date is 'Day on which the deal is expected to close (CRM Closing_Date)';
comment on column tds.crm_deals.type is 'Kind of deal (CRM Type)';
comment on column tds.crm_deals.next_step is 'What is to be done next (CRM Next_Step)';
comment on column tds.crm_deals.lead_source is 'Where the interest came from, from a list that the organization keeps (CRM Lead_Source)';
comment on column tds.crm_deals.reason_for_loss is 'Why the deal was lost (CRM Reason_For_Loss__s)';
comment on column tds.crm_deals.description is 'Text of any length (CRM Description)';
comment on column tds.crm_deals.owner_id is 'Who owns the record, see tds.crm_users (CRM Owner)';
comment on column tds.crm_deals.created_by_id is 'Who made the record, see tds.crm_users (CRM Created_By)';
comment on column tds.crm_deals.modified_by_id is 'Who last modified the record, see tds.crm_users (CRM Modified_By)';
comment on column tds.crm_deals.tags is 'Names of the tags, a JSON array; null without tags (CRM Tag)';
comment on column tds.crm_deals.last_activity_at is 'When something last happened to the record (CRM Last_Activity_Time)';
comment on column tds.crm_deals.currency is 'Currency of the amounts in this row; null without several currencies (CRM Currency)';
comment on column tds.crm_deals.exchange_rate is 'Rate to the currency of the organization (CRM Exchange_Rate)';
comment on column tds.crm_deals.custom_fields is 'Whatever else CRM says of the record, by the names that CRM has for the fields; a field without a value is left out';
comment on column tds.crm_deals.first_seen_at is 'When this row was first written here';
comment on column tds.crm_deals.synced_at is 'When this row was last written here';
comment on column tds.crm_deals.deleted_at is 'When the record was found to be deleted in CRM; null while it lives';
comment on column tds.crm_deals.run_id is 'The run that last wrote this row';
comment on column tds.crm_deals.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.crm_deals.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write';
