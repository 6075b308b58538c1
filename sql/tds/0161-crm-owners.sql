--liquibase formatted sql logicalFilePath:sql/tds/0161-crm-owners.sql

--changeset tds:crm-owners
alter table tds.customers add column crm_owner_id text;
alter table tds.vendors add column crm_owner_id text;
comment on column tds.customers.crm_owner_id is 'Who looks after the customer in CRM, as Books says: source_id in tds.crm_users (Zoho crm_owner_id), filled from details';
comment on column tds.vendors.crm_owner_id is 'Who looks after the vendor in CRM, as Books says: source_id in tds.crm_users (Zoho crm_owner_id), filled from details';
